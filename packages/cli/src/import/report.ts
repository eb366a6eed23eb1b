import { DkekError } from "@dkek/foundation";
import type { Context } from "../command.js";
import type { ExitStatus } from "../exit-status.js";
import { statusOfError } from "../status-of-error.js";
import type { ImportNotes } from "./notes.js";
import type { OpenSet } from "./open-sets.js";
import type { Outcome } from "./outcome.js";
import { reportOf } from "./report-json.js";
import { manyHsmsText, oneHsmText } from "./report-text.js";
import type { ImportSettings } from "./settings.js";

/**
 * Reports what came of an import, on standard output, and sees to the exit status.
 *
 * @throws what kept a record from being written; and what went wrong, where one HSM was meant. Both
 * once it is told what did go in; `--json` tells it together with the error.
 */
export function report(
  sets: readonly OpenSet[],
  outcomes: readonly Outcome[],
  { choice, json }: Pick<ImportSettings, "choice" | "json">,
  notes: ImportNotes,
  { facts, endWith }: Pick<Context, "facts" | "endWith">,
): void {
  const errors = outcomes.flatMap(({ error }) => (error === undefined ? [] : [error]));
  Object.assign(facts, reportOf(sets, outcomes));
  if (!json) {
    const isOne = choice.by === "reader";
    process.stdout.write(isOne ? oneHsmText(outcomes) : manyHsmsText(sets, outcomes));
    for (const path of notes.made) process.stdout.write(`  noted in          ${path}\n`);
  }
  notes.requireAllMade();
  const [first] = errors;
  const fatal = choice.by === "reader" ? first : errors.find((it) => !(it instanceof DkekError));
  if (fatal !== undefined) throw fatal;

  if (json) process.stdout.write(`${JSON.stringify({ ok: errors.length === 0, ...facts })}\n`);
  if (errors.length === 0) return;
  process.stderr.write(
    `dkek: ${errors.length} of ${outcomes.length} HSMs did not take what they were to take\n      mend what is said of each, then give the same command again: nothing goes in twice\n`,
  );
  endWith(errors.map(statusOfError).reduce(worse));
}

/** An HSM that failed says more than one that was refused because of a record. */
function worse(one: ExitStatus, other: ExitStatus): ExitStatus {
  return one > other ? one : other;
}
