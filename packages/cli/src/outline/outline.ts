/** What `--help` knows of the whole command line, for whatever else tells people about it. */

export interface OptionOutline {
  /** Without the hyphens. */
  readonly name: string;
  readonly describe: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** Whether it may be given several times. */
  readonly isRepeated: boolean;
}

export interface PositionalOutline {
  readonly name: string;
  readonly describe: string;
}

export interface ExampleOutline {
  readonly command: string;
  readonly describe: string;
}

export interface CommandOutline {
  /** One word, or a group and its action: `hsm init`. */
  readonly name: string;
  readonly summary: string;
  /** As yargs writes them, such as `<files..>`. */
  readonly usage: string;
  readonly positionals: readonly PositionalOutline[];
  readonly options: readonly OptionOutline[];
  readonly examples: readonly ExampleOutline[];
  /** What stands below all that. */
  readonly notes: readonly string[];
}
