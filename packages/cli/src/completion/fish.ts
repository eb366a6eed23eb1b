import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { choices } from "./menu.js";
import { type Values, valuesOfCommand, valuesOfOption } from "./values.js";

/** A completion script for fish 3 and newer. */
export function fishScript(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
): string {
  const all = [...global, ...commands.flatMap(({ options }) => options)];
  const valued = [...new Set(all.filter(({ takesValue }) => takesValue).map(({ name }) => name))];
  const lines = [
    ...choices().flatMap(({ after, words }) =>
      words.map(
        ({ name, summary }) =>
          `complete -c dkek -n ${quoted(`__dkek_after ${after}`.trim())} -a ${name} -d ${quoted(summary)}`,
      ),
    ),
    ...commands.flatMap((command) => ofCommand(command)),
    ...global.map((option) => ofOption("", option)),
  ];
  return `# dkek's completion for fish: dkek completion fish
function __dkek_words # that are neither options nor values of any
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case ${valued.map((name) => `--${name}`).join(" ")}
        set skip 1
      case '-*'
      case '*'
        echo $word
    end
  end
end
function __dkek_after # exactly these words
  set -l words (__dkek_words)
  test "$words" = "$argv"
end
function __dkek_in # a command
  set -l words (__dkek_words)
  test "$words[1..$(count $argv)]" = "$argv"
end
function __dkek_taking # one of these options takes all that follows
  set -l typed (string match -- '--*' (commandline -opc))
  contains -- "$typed[-1]" --$argv
end
complete -c dkek -f
${lines.join("\n")}
`;
}

function ofCommand({ name, options }: CommandOutline): string[] {
  const repeated = options.filter(({ isRepeated }) => isRepeated);
  const taking = `__dkek_taking ${repeated.map((option) => option.name).join(" ")}`;
  const values = valuesOfCommand(name);
  // Of files it takes several, of words one.
  const place = `${values.kind === "words" ? "__dkek_after" : "__dkek_in"} ${name}`;
  return [
    ...offer(repeated.length === 0 ? place : `${place}; and not ${taking}`, values),
    ...options.map((option) => ofOption(`-n ${quoted(`__dkek_in ${name}`)} `, option)),
    // The second value of such an option, and those after it.
    ...repeated.flatMap((option) =>
      offer(`__dkek_in ${name}; and __dkek_taking ${option.name}`, valuesOfOption(option.name)),
    ),
  ];
}

function offer(condition: string, values: Values): string[] {
  if (values.kind === "free") return [];
  return [`complete -c dkek -n ${quoted(condition)} -a ${quoted(candidates(values))}`];
}

function ofOption(condition: string, { name, describe, takesValue }: OptionOutline): string {
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
