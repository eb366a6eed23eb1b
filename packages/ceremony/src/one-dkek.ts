import type { Kcv } from "@dkek/dkek-file";
import { CeremonyError } from "./ceremony-error.js";
import type { SetRecord } from "./record/record.js";
import { shortSetId } from "./set-id.js";

const NOTHING_SENT = "nothing was sent to the HSM";

/**
 * Holds the records of DKEK shares that are to make one DKEK together against each other: of as many
 * shares, and no two the same one of them.
 *
 * @throws {CeremonyError} `mixed-dkeks`.
 */
export function requireOneDkek(records: readonly SetRecord[]): void {
  const [first] = records;
  for (const [place, { set }] of records.entries()) {
    const { index, of } = set.dkekShare;
    const one = `set ${shortSetId(set.setId)} is DKEK share ${index} of ${of}`;
    const total = first?.set.dkekShare.of;
    if (first !== undefined && of !== total) {
      const other = `set ${shortSetId(first.set.setId)} one of ${total}`;
      throw mixed(`${one} by its record, and ${other}`);
    }
    const twin = records.slice(0, place).find((known) => known.set.dkekShare.index === index);
    if (twin === undefined) continue;
    throw mixed(`${one} by its record, and so is set ${shortSetId(twin.set.setId)}`);
  }
}

function mixed(message: string): CeremonyError {
  return new CeremonyError("mixed-dkeks", message, {
    hint: `${NOTHING_SENT}; they belong to different DKEKs: sort out the sets of the one that is meant`,
  });
}

/**
 * The same DKEK share twice takes itself out again, in whatever files it comes.
 *
 * @param kcvs of each DKEK share, once it was opened.
 * @throws {CeremonyError} `repeated-share`.
 */
export function requireDistinctShares(kcvs: readonly Kcv[]): void {
  const twice = kcvs.find((kcv, place) => kcvs.indexOf(kcv) < place);
  if (twice === undefined) return;
  throw new CeremonyError(
    "repeated-share",
    `the DKEK share with the KCV ${twice} is in two of the .pbe files`,
    { hint: `${NOTHING_SENT}; in a DKEK the same share twice cancels itself out: give it once` },
  );
}
