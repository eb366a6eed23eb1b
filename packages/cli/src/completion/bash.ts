import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { choices } from "./menu.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/**
 * A completion script for bash 4 and newer. It is complete in itself: no TAB starts Node, and the package
 * bash-completion is not needed.
 *
 * @param global options of every command.
 */
export function bashScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const all = [...global, ...commands.flatMap(({ options }) => options)];
  const valued = [...new Map(all.map((option) => [option.name, option])).values()].filter(
    ({ takesValue }) => takesValue,
  );
  const places = choices();
  return `# dkek's completion for bash: dkek completion bash
_dkek_words() {
  COMPREPLY=($(compgen -W "$*" -- "$cur"))
}
_dkek_files() { # of these endings
  local ending
  mapfile -t COMPREPLY < <(
    compgen -d -- "$cur"
    for ending; do compgen -f -X "!*.$ending" -- "$cur"; done
  )
  compopt -o filenames 2>/dev/null
}
_dkek_folders() {
  mapfile -t COMPREPLY < <(compgen -d -- "$cur")
  compopt -o filenames 2>/dev/null
}
# Leaves what fits in COMPREPLY, by the words of the line up to its n-th, which is being typed.
_dkek_candidates() {
  local prev=\${words[n - 1]} command= behind= word i
  for ((i = 1; i < n; i++)); do
    word=\${words[i]}
    [[ $word == -* ]] && continue
    case \${words[i - 1]} in ${valued.map(({ name }) => `--${name}`).join(" | ")}) continue ;; esac
    case $command in
      ${places.map(({ after }) => `"${after}"`).join(" | ")}) command="\${command:+$command }$word" ;;
      *) behind=$word ;;
    esac
  done
  # Of an option that takes all that follows, earlier values may stand in between.
  for ((i = n - 1; i > 0; i--)); do
    case "$command \${words[i]}" in
      ${commands.flatMap(({ name, options }) => options.filter(({ isRepeated }) => isRepeated).map((option) => `"${name} --${option.name}"`)).join(" | ")}) prev=\${words[i]}; break ;;
      *" -"*) break ;;
    esac
  done
  [[ $cur == -* ]] || case $prev in
${valued.map(({ name }) => `    --${name}) ${offer(valuesOfOption(name))}; return ;;`).join("\n")}
  esac
  [[ $cur == -* ]] || case $command in
${places.map(({ after, words }) => `    "${after}") _dkek_words ${words.map(({ name }) => name).join(" ")}; return ;;`).join("\n")}
${commands
  .filter(({ name }) => valuesOfCommand(name).kind !== "free")
  .map(({ name }) => {
    const values = valuesOfCommand(name);
    // Of files it takes several, of words one.
    const condition = values.kind === "words" ? "[[ $behind ]] || " : "";
    return `    "${name}") ${condition}${offer(values)}; return ;;`;
  })
  .join("\n")}
    *) return ;;
  esac
  case $command in
${commands.map(({ name, options }) => `    "${name}") _dkek_words ${optionWords([...options, ...global])} ;;`).join("\n")}
    *) _dkek_words ${optionWords(global)} ;;
  esac
}
_dkek() {
  local words=(dkek) n=0 glued= front= cur word i
  # bash takes a line apart at colons and equals signs, too: together again, but for --option=value.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == "=" && \${words[n]} == --* ]]; then
      words[++n]= glued=1 front=
    elif [[ $word == [:=]* ]]; then
      words[n]+=$word glued=1 front=\${words[n]}
    elif [[ $glued ]]; then
      words[n]+=$word glued=
    else
      words[++n]=$word front=
    fi
  done
  cur=\${words[n]}
  COMPREPLY=()
  _dkek_candidates
  # It completes the last of the pieces alone.
  COMPREPLY=("\${COMPREPLY[@]#"$front"}")
}
complete -F _dkek dkek
`;
}

function optionWords(options: readonly OptionOutline[]): string {
  return options.map(({ name }) => `--${name}`).join(" ");
}

function offer(values: Values): string {
  switch (values.kind) {
    case "words":
      return `_dkek_words ${values.words.join(" ")}`;
    case "files":
      return `_dkek_files ${values.endings.join(" ")}`;
    case "folder":
      return "_dkek_folders";
    case "printer":
      return '_dkek_words "$(lpstat -e 2>/dev/null)"';
    case "free":
      return ":";
  }
}
