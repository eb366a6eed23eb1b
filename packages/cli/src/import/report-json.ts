import { describeError } from "../report-error.js";
import type { OpenSet } from "./open-sets.js";
import { doneOf, kcvShownBy, missingOf, type Outcome } from "./outcome.js";
import { toComeOf } from "./to-come.js";

/**
 * What `--json` reports, without `ok`: what there is once at the top as well, everything in lists.
 */
export function reportOf(
  sets: readonly OpenSet[],
  outcomes: readonly Outcome[],
): Record<string, unknown> {
  const [set] = sets.length === 1 ? sets : [];
  const [hsm] = outcomes.length === 1 ? outcomes.map(hsmOf) : [];
  return {
    ...(set === undefined ? {} : setOf(set)),
    ...(hsm === undefined
      ? {}
      : {
          hsm: { serial: hsm.serial, reader: hsm.reader },
          missing: hsm.missing,
          kcv: hsm.kcv,
          predictedKcv: hsm.predictedKcv,
        }),
    sets: sets.map(setOf),
    hsms: outcomes.map(hsmOf),
  };
}

function setOf({ file, opened }: OpenSet) {
  const { index, of } = file.recordFile?.record.set.dkekShare ?? {};
  return {
    setId: file.setId,
    dkekShareKcv: opened.kcv,
    dkekShare: index === undefined ? null : { index, of },
    record: file.recordFile?.path ?? null,
  };
}

function hsmOf(outcome: Outcome) {
  const { serial, reader, imported, alreadyIn, predicted, skipped, error } = outcome;
  return {
    serial: serial ?? null,
    reader,
    done: doneOf(outcome),
    imported: imported.map(({ file }) => file.setId),
    alreadyIn: alreadyIn.map(({ file }) => file.setId),
    missing: missingOf(outcome) ?? null,
    toCome: toComeOf(outcome)?.candidates ?? [],
    kcv: kcvShownBy(outcome) ?? null,
    predictedKcv: predicted ?? null,
    skipped: skipped ?? null,
    error: error === undefined ? null : describeError(error),
  };
}
