import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { TOPICS } from "../topics/topic.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/**
 * A completion script for bash 4 and newer. It is complete in itself: no TAB starts Node.
 *
 * @param global options of every command.
 */
export function bashScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const first = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
  const groups = first.filter((word) => commands.some(({ name }) => name.startsWith(`${word} `)));
  const options = new Map(
    commands.flatMap((command) => command.options).map((it) => [it.name, it]),
  );
  for (const option of global) options.set(option.name, option);
  const valued = [...options.values()].filter(({ takesValue }) => takesValue);
  const names = (all: readonly OptionOutline[]): string =>
    all.map(({ name }) => `--${name}`).join(" | ");
  return `# dkek's completion for bash: dkek completion bash
_dkek_files() { # words of endings
  local ending IFS=$'\\n'
  COMPREPLY=($(compgen -d -- "$cur"))
  for ending; do COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$cur")); done
  compopt -o filenames 2>/dev/null
}
_dkek() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} word command= i
  COMPREPLY=()
  # Of what takes all that follows, the option may stand further in front.
  for ((i = COMP_CWORD - 1; i > 0; i--)); do
    case \${COMP_WORDS[i]} in
      ${names(valued.filter(({ isRepeated }) => isRepeated))}) prev=\${COMP_WORDS[i]}; break ;;
      -*) break ;;
    esac
  done
  case $prev in
${valued.map((option) => `    --${option.name}) ${bashValues(valuesOfOption(option.name))}; return ;;`).join("\n")}
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == -* ]] && continue
    case \${COMP_WORDS[i - 1]} in ${names(valued)}) continue ;; esac
    case $command in
      "") command=$word ;;
      ${groups.join(" | ")}) command="$command $word" ;;
    esac
  done
  if [[ $cur != -* ]]; then
    case $command in
      "") COMPREPLY=($(compgen -W "${[...first, "help"].join(" ")}" -- "$cur")); return ;;
      help) COMPREPLY=($(compgen -W "${[...first, ...TOPICS].join(" ")}" -- "$cur")); return ;;
${groups.map((group) => `      ${group}) COMPREPLY=($(compgen -W "${actionsOf(commands, group).join(" ")}" -- "$cur")); return ;;`).join("\n")}
${commands
  .filter(({ name }) => valuesOfCommand(name).kind !== "free")
  .map(({ name }) => `      "${name}") ${bashValues(valuesOfCommand(name))}; return ;;`)
  .join("\n")}
    esac
    return
  fi
  case $command in
${commands.map(({ name, options: own }) => `    "${name}") word="${[...own, ...global].map((option) => `--${option.name}`).join(" ")}" ;;`).join("\n")}
    *) word="${global.map((option) => `--${option.name}`).join(" ")}" ;;
  esac
  COMPREPLY=($(compgen -W "$word" -- "$cur"))
}
complete -F _dkek dkek
`;
}

/** The actions of a group. */
export function actionsOf(commands: readonly CommandOutline[], group: string): string[] {
  return commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name }) => name.slice(group.length + 1));
}

function bashValues(values: Values): string {
  switch (values.kind) {
    case "words":
      return `COMPREPLY=($(compgen -W "${values.words.join(" ")}" -- "$cur"))`;
    case "files":
      return `_dkek_files ${values.endings.join(" ")}`;
    case "folder":
      return `COMPREPLY=($(compgen -d -- "$cur")); compopt -o filenames 2>/dev/null`;
    case "printer":
      return `COMPREPLY=($(compgen -W "$(lpstat -e 2>/dev/null)" -- "$cur"))`;
    case "free":
      return ":";
  }
}
