import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { TOPICS } from "../topics/topic.js";
import { actionsOf } from "./bash.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/** A completion script for zsh, to be called `_dkek` in a folder of its `fpath`, or sourced. */
export function zshScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const first = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
  const groups = first.filter((word) => commands.some(({ name }) => name.startsWith(`${word} `)));
  const summaryOf = (word: string): string =>
    commands.find(({ name }) => name === word)?.summary ?? "the HSM";
  const ends = commands.filter(({ name }) => !name.includes(" "));
  return `#compdef dkek
# dkek's completion for zsh: dkek completion zsh
_dkek() {
  local curcontext=$curcontext state line
  _arguments -C '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      local -a commands=(
${first.map((word) => `        ${quoted(`${word}:${summaryOf(word)}`)}`).join("\n")}
        'help:topics, and help on a command'
      )
      _describe command commands ;;
    rest)
      case $line[1] in
${ends.map((command) => `        ${command.name}) _arguments ${argumentsOf(command, global)} ;;`).join("\n")}
        help) _arguments '1: :(${[...first, ...TOPICS].join(" ")})' ;;
${groups.map((group) => `        ${group}) _dkek_${group} ;;`).join("\n")}
      esac ;;
  esac
}
${groups.map((group) => groupFunction(group, commands, global)).join("\n")}
if [[ $funcstack[1] == _dkek ]]; then _dkek "$@"; else compdef _dkek dkek; fi
`;
}

function groupFunction(
  group: string,
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const actions = actionsOf(commands, group);
  const of = (action: string): CommandOutline | undefined =>
    commands.find(({ name }) => name === `${group} ${action}`);
  return `_dkek_${group}() {
  local curcontext=$curcontext state line
  _arguments -C '1: :->action' '*:: :->rest' && return
  case $state in
    action)
      local -a actions=(
${actions.map((action) => `        ${quoted(`${action}:${of(action)?.summary ?? ""}`)}`).join("\n")}
      )
      _describe action actions ;;
    rest)
      case $line[1] in
${actions
  .map((action) => {
    const command = of(action);
    return command === undefined
      ? ""
      : `        ${action}) _arguments ${argumentsOf(command, global)} ;;`;
  })
  .join("\n")}
      esac ;;
  esac
}`;
}

function argumentsOf({ name, options }: CommandOutline, global: readonly OptionOutline[]): string {
  const specs = [...options, ...global].map(specOf);
  const values = valuesOfCommand(name);
  if (values.kind !== "free") specs.push(quoted(`*: :${action(values)}`));
  return specs.join(" ");
}

function specOf({ name, describe, takesValue, isRepeated }: OptionOutline): string {
  const text = describe.replace(/[[\]:\\]/g, " ");
  const value = takesValue ? `: :${action(valuesOfOption(name))}` : "";
  return quoted(`${isRepeated ? "*" : ""}--${name}[${text}]${value}`);
}

function action(values: Values): string {
  switch (values.kind) {
    case "words":
      return `(${values.words.join(" ")})`;
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
