import type { CommandEntry } from "../command.js";
import { COMMANDS } from "../commands.js";
import { GLOBAL_OPTIONS } from "../global-options.js";
import type { CommandOutline, OptionOutline } from "./outline.js";
import { optionOf, Recorder } from "./recorder.js";

/** Every command, in the order of `dkek --help`, with all its options; loads them all. */
export async function readOutline(): Promise<readonly CommandOutline[]> {
  const entries = COMMANDS.flatMap((command) =>
    "actions" in command
      ? command.actions.map((action) => ({ prefix: `${command.name} `, entry: action }))
      : [{ prefix: "", entry: command }],
  );
  return Promise.all(entries.map(({ prefix, entry }) => outlineOf(prefix, entry)));
}

/** What stands in every command's help as well. */
export function globalOptions(): readonly OptionOutline[] {
  return [
    { name: "help", describe: "show help", takesValue: false, isRepeated: false },
    ...Object.entries(GLOBAL_OPTIONS).map(([name, option]) => optionOf(name, option)),
    { name: "version", describe: "show the version", takesValue: false, isRepeated: false },
  ];
}

async function outlineOf(prefix: string, entry: CommandEntry): Promise<CommandOutline> {
  const command = await entry.load();
  const recorder = new Recorder();
  command.build(recorder.argv);
  const { options, positionals, examples, notes } = recorder;
  return {
    name: `${prefix}${entry.name}`,
    summary: entry.summary,
    usage: command.positionals,
    positionals,
    options,
    examples,
    notes,
  };
}
