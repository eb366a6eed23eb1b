import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { TOPICS } from "../topics/topic.js";
import { actionsOf } from "./bash.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/** A completion script for fish. */
export function fishScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const first = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
  const groups = first.filter((word) => commands.some(({ name }) => name.startsWith(`${word} `)));
  const none = "__fish_use_subcommand";
  const lines = [
    "# dkek's completion for fish: dkek completion fish",
    "complete -c dkek -f",
    ...first.map((word) => {
      const summary = commands.find(({ name }) => name === word)?.summary ?? "the HSM";
      return `complete -c dkek -n ${none} -a ${word} -d ${quoted(summary)}`;
    }),
    `complete -c dkek -n ${none} -a help -d ${quoted("topics, and help on a command")}`,
    `complete -c dkek -n '__fish_seen_subcommand_from help' -a ${quoted([...first, ...TOPICS].join(" "))}`,
    ...groups.flatMap((group) => {
      const actions = actionsOf(commands, group);
      const open = `__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${actions.join(" ")}`;
      return actions.map((action) => {
        const { summary = "" } = commands.find(({ name }) => name === `${group} ${action}`) ?? {};
        return `complete -c dkek -n ${quoted(open)} -a ${action} -d ${quoted(summary)}`;
      });
    }),
    ...commands.flatMap((command) => {
      const condition = quoted(
        command.name
          .split(" ")
          .map((word) => `__fish_seen_subcommand_from ${word}`)
          .join("; and "),
      );
      const values = valuesOfCommand(command.name);
      return [
        ...(values.kind === "free"
          ? []
          : [`complete -c dkek -n ${condition} -a ${quoted(candidates(values))}`]),
        ...command.options.map((option) => optionLine(`-n ${condition} `, option)),
      ];
    }),
    ...global.map((option) => optionLine("", option)),
  ];
  return `${lines.join("\n")}\n`;
}

function optionLine(condition: string, { name, describe, takesValue }: OptionOutline): string {
  const values = takesValue ? candidates(valuesOfOption(name)) : "";
  const value = takesValue ? ` -x${values === "" ? "" : ` -a ${quoted(values)}`}` : "";
  return `complete -c dkek ${condition}-l ${name}${value} -d ${quoted(describe)}`;
}

function candidates(values: Values): string {
  switch (values.kind) {
    case "words":
      return values.words.join(" ");
    case "files":
      return `(__fish_complete_path (commandline -ct) | string match -er '(?:/|\\.(?:${values.endings.join("|")}))(?:\\t|$)')`;
    case "folder":
      return "(__fish_complete_directories)";
    case "printer":
      return "(lpstat -e 2>/dev/null)";
    case "free":
      return "";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
