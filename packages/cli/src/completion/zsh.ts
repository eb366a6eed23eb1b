import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { choices, type MenuWord } from "./menu.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/** A completion script for zsh 5, to be called `_dkek` in a folder of its `fpath`, or sourced. */
export function zshScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const globals = global.map(option).join(" ");
  const functions = choices().map(
    ({ after, words }) => `${functionName(after)}() {
  local curcontext=$curcontext state line
  # Options are taken here only in front of the word; behind it, they are its own.
  _arguments -C -A '-*' ${globals} '1: :->word' '*:: :->rest' && return
  case $state in
    word)
      local -a words_here=(
${words.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`).join("\n")}
      )
      _describe word words_here ;;
    rest)
      case $line[1] in
${words.flatMap((word) => behind(after, word, commands, global)).join("\n")}
      esac ;;
  esac
}`,
  );
  return `#compdef dkek
# dkek's completion for zsh: dkek completion zsh
${functions.join("\n")}
${commands.map(behindCommand).join("")}if [[ $funcstack[1] == _dkek ]]; then _dkek "$@"; else compdef _dkek dkek; fi
`;
}

function functionName(after: string): string {
  return ["_dkek", ...after.split(" ")].filter((word) => word !== "").join("_");
}

/** What comes behind a word: another one, or what its command takes. */
function behind(
  after: string,
  { name, actions }: MenuWord,
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string[] {
  const typed = `${after} ${name}`.trim();
  if (actions.length > 0) return [`        ${name}) ${functionName(typed)} ;;`];
  const command = commands.find((one) => one.name === typed);
  if (command === undefined) return [];
  return [`        ${name}) _arguments ${argumentsOf(command, global)} ;;`];
}

function argumentsOf({ name, options }: CommandOutline, global: readonly OptionOutline[]): string {
  const values = valuesOfCommand(name);
  const first = values.kind === "words" ? [quoted(`1: :${action(values)}`)] : [];
  return [...[...options, ...global].map(option), ...first, `'*: :${behindName(name)}'`].join(" ");
}

/** The function for all words behind a command that stand right behind no option. */
function behindCommand({ name, options }: CommandOutline): string {
  const values = valuesOfCommand(name);
  const cases = options
    .filter(({ isRepeated }) => isRepeated)
    .map((option) => `    --${option.name}) ${said(valuesOfOption(option.name))} ;;`);
  return `${behindName(name)}() {
  # Some options take all that follows.
  case \${\${(@)words[1,CURRENT-1]}[(R)--*]%%=*} in
${[...cases, `    *) ${values.kind === "words" ? ":" : said(values)} ;;`].join("\n")}
  esac
}
`;
}

function behindName(command: string): string {
  return `_dkek_behind_${command.replaceAll(" ", "_")}`;
}

function option({ name, describe, takesValue }: OptionOutline): string {
  const text = `[${describe.replace(/[[\]:\\]/g, "\\$&")}]`;
  if (!takesValue) return quoted(`--${name}${text}`);
  // It may be that it is given several times.
  return quoted(`*--${name}=${text}: :${action(valuesOfOption(name))}`);
}

/** An action of `_arguments`, as a command by itself. */
function said(values: Values): string {
  if (values.kind === "words") return `compadd -- ${values.words.join(" ")}`;
  return values.kind === "free" ? ":" : action(values).replace(/^\{(.*)\}$/, "$1");
}

function action(values: Values): string {
  switch (values.kind) {
    case "words":
      return `(${values.words.map((word) => word.replaceAll(":", "\\:")).join(" ")})`;
    case "files":
      // Without qualifiers of its own, zsh would take the last brackets of a pattern for some.
      return `_files -g "*.(${values.endings.join("|")})(-.)"`;
    case "folder":
      return "_files -/";
    case "printer":
      return "{compadd -- $(lpstat -e 2>/dev/null)}";
    case "free":
      return "";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
