import type { ArgumentsCamelCase, Argv } from "yargs";
import type { ExitStatus } from "./exit-status.js";
import type { Uninterruptible } from "./terminal/interrupt.js";

/** What a command gets from the program around it. */
export interface Context {
  /** Aborted by Ctrl-C and its like, with {@link Interrupted} as the reason. */
  readonly signal: AbortSignal;
  /** Runs a step that changes an HSM: Ctrl-C waits for its end. */
  readonly uninterruptible: Uninterruptible;
  /** Notes that something was checked and found wrong, as the command itself has reported. */
  readonly foundWrong: () => void;
  /** Sets the exit status of a command that has reported itself what went wrong. */
  readonly endWith: (status: ExitStatus) => void;
  /** What is known by now: if the command fails, `--json` reports it beside the error. */
  readonly facts: Record<string, unknown>;
}

/** A command with its options already checked. */
export type Run = (context: Context) => Promise<void>;

/** One command of the program. */
export interface Command {
  /** Its positional arguments as yargs writes them, such as `<file>`; may be empty. */
  readonly positionals: string;
  /** Declares options and examples. */
  build(argv: Argv): Argv;
  /** Checks the options; throws {@link CliError} `wrong-use`, before anything is done. */
  prepare(values: ArgumentsCamelCase): Run;
}

/** What is known of a command without loading it: all that a list of commands needs. */
export interface CommandEntry {
  readonly name: string;
  /** What it does, as part of a sentence. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** A command that only does something together with one of its actions, such as `dkek hsm status`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly actions: readonly CommandEntry[];
}
