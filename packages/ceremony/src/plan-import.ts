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

/** A DKEK share that is there to be imported. */
export interface ShareAtHand {
  readonly kcv: Kcv;
  readonly record?: SetRecord | undefined;
}

export interface ImportKnowledge {
  /** One or more, all different. */
  readonly shares: readonly ShareAtHand[];
  /** KCV of the DKEK that these shares alone would make. */
  readonly kcvTogether: Kcv;
  /** What the operator says the DKEK's KCV must be. */
  readonly expectedKcv?: Kcv | undefined;
  /** The operator knows that the HSM was initialised anew since the import on record. */
  readonly again?: boolean | undefined;
}

export interface ImportPlan {
  /** Places of the shares that are to be sent: at least one. The others are in, by their records. */
  readonly send: readonly number[];
  /** What the HSM must show once its DKEK is complete; undefined where nobody knows it. */
  readonly predicted: Kcv | undefined;
}

/**
 * Decides which DKEK shares may go into an HSM, and what it must show once the DKEK is complete. A
 * DKEK is the XOR of its shares, so all of them tell it, some of several do not, and the same share
 * twice takes itself out again. Of several shares, those that are in the HSM by their records are left
 * out, so that what was broken off can be given once more as it was.
 *
 * @throws {CeremonyError} `wrong-number-of-shares`, `already-imported`, `kcv-mismatch`: nothing may be
 * sent.
 */
export function planImport(destination: Destination, knowledge: ImportKnowledge): ImportPlan {
  const { serial, total, missing } = destination;
  const { shares, kcvTogether, expectedKcv, again = false } = knowledge;
  for (const { record } of shares) requireShareOf(destination, record);

  const earlier = shares.map((share) => (again ? undefined : importOf(share, destination)));
  const send = [...shares.keys()].filter((place) => earlier[place] === undefined);
  if (send.length === 0) throw alreadyImported(serial, earlier[0], shares.length);
  if (send.length > missing) {
    throw new CeremonyError(
      "wrong-number-of-shares",
      `HSM ${serial} still waits for ${sharesText(missing)}, and ${send.length} were given`,
      { hint: "nothing was sent; is one of them in it already? Give only those that it misses" },
    );
  }
  const what = shares.length === 1 ? "the DKEK share itself" : "the DKEK shares together";
  const predicted = agreedKcv([
    [what, total === shares.length ? kcvTogether : undefined],
    ["--kcv", expectedKcv],
    ...shares.map(({ record }) => ["the record", record && recordedDkekKcv(record)] as const),
  ]);
  return { send, predicted };
}

function requireShareOf({ serial, total }: Destination, record: SetRecord | undefined): void {
  const of = record?.set.dkekShare.of;
  if (of === undefined || of === total) return;
  throw new CeremonyError(
    "wrong-number-of-shares",
    `HSM ${serial} waits for ${sharesText(total)}, but this is one of ${of}`,
    { hint: "nothing was sent; initialise the HSM for the right number, which erases it" },
  );
}

type Import = ReturnType<typeof recordedImports>[number];

/** The import that the record tells of, unless the HSM was initialised anew since. */
function importOf(
  { record }: ShareAtHand,
  { serial, missing }: Pick<Destination, "serial" | "missing">,
): Import | undefined {
  const last = record && recordedImports(record).findLast(({ hsm }) => hsm === serial);
  // What an HSM misses only becomes less, until it is initialised anew.
  return last !== undefined && missing <= last.missing ? last : undefined;
}

function alreadyImported(serial: string, first: Import | undefined, shares: number): CeremonyError {
  const what = shares === 1 ? "this DKEK share" : `each of these ${shares} DKEK shares`;
  return new CeremonyError(
    "already-imported",
    `the record says that ${what} went into HSM ${serial} on ${first?.at.slice(0, 10)}`,
    {
      hint: "nothing was sent; twice the same share would make a wrong DKEK. If the HSM was initialised anew since, say --again",
    },
  );
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
