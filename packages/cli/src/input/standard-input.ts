import { buffer } from "node:stream/consumers";
import { CliError } from "../cli-error.js";

/** Stands for `-` among the arguments: no argument can hold a NUL. */
export const STANDARD_INPUT = "\0-";

/** Is there somebody to ask? Prompts are shown on standard error, so that output can be piped on. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

let used = false;

/**
 * All of standard input.
 *
 * @throws {CliError} `wrong-use` when it is asked for a second time.
 */
export async function readStandardInput(): Promise<Uint8Array> {
  if (used) {
    throw new CliError("wrong-use", "standard input can be read only once", {
      hint: "give the second one as a file",
    });
  }
  used = true;
  return buffer(process.stdin);
}
