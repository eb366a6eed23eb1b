import { DkekError } from "@dkek/foundation";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { Interrupted } from "./interrupted.js";
import { statusOfError } from "./status-of-error.js";
import { legible } from "./terminal/legible.js";
import { prompts } from "./words/en/prompts.js";
import { wordsIfChosen } from "./words/spoken.js";

/**
 * Tells people on standard error what is wrong and what to do next.
 *
 * @param facts what was known when it failed: given with `--json`, and reported on standard output
 * together with the error.
 * @returns the exit status that fits.
 */
export function reportError(
  error: unknown,
  facts: Record<string, unknown> | undefined,
): ExitStatus {
  const { code, message, hint } = describeError(error);
  // Only who sits at a terminal interrupts: in their words.
  const { interrupted, interruptedAlone } = wordsIfChosen()?.prompts ?? prompts;
  const isTold = error instanceof Interrupted && error.isToldWhatStays;
  const inTheirs = legible(isTold ? interruptedAlone : interrupted);
  const said = code === "interrupted" ? inTheirs : message;
  process.stderr.write(`dkek: ${said}\n${hint === undefined ? "" : `      ${hint}\n`}`);
  // A stack names places in our code; no message that we throw holds a secret.
  if (code === "defect" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (facts !== undefined) {
    const report = { ok: false, ...facts, error: { code, message, hint } };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
  return statusOfError(error);
}

/** An error in the words that people and programs are told. */
export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

export function describeError(error: unknown): DescribedError {
  if (statusOfError(error) === EXIT.interrupted) {
    return { code: "interrupted", message: prompts.interrupted };
  }
  if (error instanceof DkekError) {
    const { code, message, hint } = error;
    return { code, message, hint };
  }
  return {
    code: "defect",
    message: "this is a defect in dkek",
    hint: "please report it with the lines below, and with nothing that stands on a card",
  };
}
