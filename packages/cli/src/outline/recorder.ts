import type { Argv, Options, PositionalOptions } from "yargs";
import type { ExampleOutline, OptionOutline, PositionalOutline } from "./outline.js";

/**
 * Stands where yargs stands when a command declares its options, and only writes them down: so there is
 * one declaration for the parser, for `--help`, for completion and for manual pages.
 */
export class Recorder {
  readonly options: OptionOutline[] = [];
  readonly positionals: PositionalOutline[] = [];
  readonly examples: ExampleOutline[] = [];
  readonly notes: string[] = [];

  /** What a command's `build` is called with. */
  get argv(): Argv {
    const recorded = {
      option: (name: string, option: Options) => {
        this.options.push(optionOf(name, option));
        return recorded;
      },
      options: (options: Readonly<Record<string, Options>>) => {
        for (const [name, option] of Object.entries(options)) recorded.option(name, option);
        return recorded;
      },
      positional: (name: string, { describe = "" }: PositionalOptions) => {
        this.positionals.push({ name, describe: String(describe) });
        return recorded;
      },
      example: (command: string, describe: string) => {
        this.examples.push({ command, describe });
        return recorded;
      },
      epilogue: (text: string) => {
        this.notes.push(text);
        return recorded;
      },
    };
    // The rest of yargs no command uses when it declares itself; if one does, reading fails loudly.
    return recorded as unknown as Argv;
  }
}

/** One option in our own terms. */
export function optionOf(name: string, { type, array, describe = "" }: Options): OptionOutline {
  return {
    name,
    describe: String(describe),
    takesValue: type !== "boolean",
    isRepeated: array === true,
  };
}
