import { shortSetId } from "@dkek/ceremony";
import { describeError } from "../report-error.js";
import type { OpenSet } from "./open-sets.js";
import { doneOf, kcvShownBy, missingOf, type Outcome } from "./outcome.js";
import { table } from "./table.js";
import { toComeOf, toComeText } from "./to-come.js";

/** What went into the only HSM, and what it shows. Nothing, if nothing went in. */
export function oneHsmText([outcome]: readonly Outcome[]): string {
  if (outcome === undefined || outcome.imported.length === 0) return "";
  const { imported, alreadyIn, serial, reader } = outcome;
  const sets = [
    ...alreadyIn.map((set) => ({ set, is: "was by its record, and is," })),
    ...imported.map((set) => ({ set, is: "is" })),
  ];
  const lines = [
    ...sets.flatMap(({ set, is }) => [
      `set ${shortSetId(set.file.setId)}: its DKEK share${shareText(set)} ${is} in HSM ${serial} (${reader})`,
      `  KCV of the share  ${set.opened.kcv}`,
    ]),
    `  DKEK              ${dkekText(outcome)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What came of several HSMs: a table, and below it why not all went in where that is so. */
export function manyHsmsText(sets: readonly OpenSet[], outcomes: readonly Outcome[]): string {
  const lines = sets.map(
    (set) =>
      `set ${shortSetId(set.file.setId)}: DKEK share${shareText(set)}, KCV ${set.opened.kcv}\n`,
  );
  const rows = outcomes.map((outcome) => [
    outcome.serial ?? "?",
    DONE[doneOf(outcome)],
    `${missingOf(outcome) ?? "?"}`,
    kcvText(outcome),
    outcome.reader,
  ]);
  const all = table([["HSM", "done", "missing", "KCV", "reader"], ...rows]);
  return `${lines.join("")}\n${all}${outcomes.map(remark).join("")}`;
}

/** Those that need somebody to act stand out. */
const DONE: Readonly<Record<ReturnType<typeof doneOf>, string>> = {
  imported: "imported",
  "in part": "IN PART",
  refused: "REFUSED",
  failed: "FAILED",
  skipped: "skipped",
};

/** What the table has no room for. */
function remark(outcome: Outcome): string {
  const { serial, reader, alreadyIn, skipped, error } = outcome;
  const name = serial ?? `reader "${reader}"`;
  if (skipped !== undefined) return `\n${name}: skipped, ${skipped}\n`;
  const toCome = toComeOf(outcome);
  const lines = [
    ...alreadyIn.map(
      ({ file }) => `set ${shortSetId(file.setId)} was in it already, by its record`,
    ),
    ...(toCome === undefined ? [] : [toComeText(toCome)]),
  ];
  if (error !== undefined) {
    const { message, hint } = describeError(error);
    lines.push(message, ...(hint === undefined ? [] : [`  ${hint}`]));
  }
  return lines.length === 0 ? "" : `\n${name}: ${lines.join("\n  ")}\n`;
}

function dkekText(outcome: Outcome): string {
  const toCome = toComeOf(outcome);
  if (toCome !== undefined) return `not complete yet: ${toComeText(toCome)}`;
  return `complete, KCV ${kcvText(outcome)}`;
}

function kcvText(outcome: Outcome): string {
  if (missingOf(outcome) !== 0) return "-";
  const { predicted } = outcome;
  const shown = kcvShownBy(outcome);
  if (shown === undefined) return "not shown by this HSM before login: log in and compare";
  return predicted === undefined ? `${shown} (seen for the first time)` : `${shown} as predicted`;
}

function shareText({ file }: OpenSet): string {
  const { index, of } = file.recordFile?.record.set.dkekShare ?? { index: 1, of: 1 };
  return of === 1 ? "" : ` ${index} of ${of}`;
}
