import { buffer } from "node:stream/consumers";
import { CliError } from "../cli-error.js";

/** Stands for a card that is named `-`: no argument can hold a NUL. */
export const STANDARD_INPUT = "\0-";

/** Is there somebody to ask? Prompts are shown on standard error, so that output can be piped on. */
export function canAsk(): boolean {
  // A dumb terminal can't take back what is typed, and must not show a secret.
  const { TERM } = process.env;
  return process.stdin.isTTY === true && process.stderr.isTTY === true && TERM !== "dumb";
}

/** Why there is nobody to ask, for the end of a sentence. */
export function whyNobodyAnswers(): string {
  return process.env["TERM"] === "dumb" && process.stdin.isTTY && process.stderr.isTTY
    ? "this terminal (TERM=dumb) can't clear what is typed"
    : "there is no terminal to ask for one";
}

let used = false;

/**
 * All of standard input.
 *
 * @throws {CliError} `wrong-use` when it is asked for a second time, or is a terminal, which would
 * show for good what is typed.
 */
export async function readStandardInput(): Promise<Uint8Array> {
  if (used) {
    throw new CliError("wrong-use", "standard input can be read only once", {
      hint: "give the second one as a file",
    });
  }
  if (process.stdin.isTTY) {
    throw new CliError(
      "wrong-use",
      "standard input is the terminal, which would keep a card in sight",
      {
        hint: 'leave "-" away: dkek asks for the card, and clears what is typed',
      },
    );
  }
  used = true;
  return buffer(process.stdin);
}
