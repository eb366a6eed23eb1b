import type { Kcv } from "@dkek/dkek-file";
import { CeremonyError } from "./ceremony-error.js";
import type { SetRecord } from "./record/record.js";
import { recordedDkekKcv, recordedImports } from "./record/record-facts.js";

/** An HSM that waits for DKEK shares. */
export interface Destination {
  readonly serial: string;
  /** For how many DKEK shares it was initialised. */
  readonly total: number;
  /** How many of them it still misses, at least 1. */
  readonly missing: number;
}

export interface ImportKnowledge {
  /** KCV of the DKEK share that is to be imported. */
  readonly shareKcv: Kcv;
  readonly record?: SetRecord | undefined;
  /** What the operator says the DKEK's KCV must be. */
  readonly expectedKcv?: Kcv | undefined;
  /** The operator knows that the HSM was initialised anew since the import on record. */
  readonly again?: boolean | undefined;
}

/**
 * Decides whether a DKEK share may go into an HSM, and what the HSM must show once the DKEK is
 * complete. A DKEK is the XOR of its shares, so a single share is the DKEK, one of several does not
 * tell it, and the same share twice takes itself out again.
 *
 * @returns the KCV of the whole DKEK; undefined where nobody knows it.
 * @throws {CeremonyError} `wrong-number-of-shares`, `already-imported`, `kcv-mismatch`: nothing may be
 * sent.
 */
export function planImport(destination: Destination, knowledge: ImportKnowledge): Kcv | undefined {
  const { serial, total, missing } = destination;
  const { shareKcv, record, expectedKcv, again = false } = knowledge;
  if (record !== undefined && record.set.dkekShare.of !== total) {
    throw new CeremonyError(
      "wrong-number-of-shares",
      `HSM ${serial} waits for ${sharesText(total)}, but this is one of ${record.set.dkekShare.of}`,
      { hint: "nothing was sent; initialise the HSM for the right number, which erases it" },
    );
  }
  const last = record && recordedImports(record).findLast(({ hsm }) => hsm === serial);
  // What an HSM misses only becomes less, until it is initialised anew.
  if (last !== undefined && missing <= last.missing && !again) {
    throw new CeremonyError(
      "already-imported",
      `the record says that this DKEK share went into HSM ${serial} on ${last.at.slice(0, 10)}`,
      {
        hint: "nothing was sent; twice the same share would make a wrong DKEK. If the HSM was initialised anew since, say --again",
      },
    );
  }
  return agreedKcv([
    ["the DKEK share itself", total === 1 ? shareKcv : undefined],
    ["--kcv", expectedKcv],
    ["the record", record && recordedDkekKcv(record)],
  ]);
}

/** The KCV that all who know one agree on. */
function agreedKcv(sources: readonly (readonly [string, Kcv | undefined])[]): Kcv | undefined {
  const known = sources.filter((source): source is [string, Kcv] => source[1] !== undefined);
  const [first, ...others] = known;
  const other = others.find(([, kcv]) => kcv !== first?.[1]);
  if (first === undefined || other === undefined) return first?.[1];
  throw new CeremonyError(
    "kcv-mismatch",
    `the DKEK's KCV is ${first[1]} by ${first[0]}, and ${other[1]} by ${other[0]}`,
    { hint: "nothing was sent to the HSM; find out which of the two is meant" },
  );
}

function sharesText(count: number): string {
  return count === 1 ? "a single DKEK share" : `${count} DKEK shares`;
}
