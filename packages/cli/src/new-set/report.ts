import { join } from "node:path";
import { type SetRecord, shortSetId } from "@dkek/ceremony";
import { groupedNumber, type PendingNewSet } from "@dkek/ceremony/reissue";
import { PBE_PATH } from "../create/set-folder.js";
import { hanging, reportWidth } from "../terminal/wrapped.js";
import type { NewSetWords } from "../words/new-set-words.js";

/** A new set that was made, for the report of it. */
export interface WaitingSet {
  readonly pending: PendingNewSet;
  /** Of the old set. */
  readonly pbePath: string;
  /** The new set's folder. */
  readonly out: string;
  /** Whether the old set has a record. */
  readonly hasRecord: boolean;
}

/** What is still to come before a new set takes the old one's place. */
export function waitingText({ pending, pbePath, out }: WaitingSet, words: NewSetWords): string {
  const { number, replaces } = pending;
  const lines = [
    "",
    ...sentences([words.takesOver(shortSetId(replaces.setId))]),
    ...below([words.waits, words.number(groupedNumber(number)), ...words.revokesNothing]),
    "",
    ...sentences([words.readBack]),
    `  dkek reissue ${pbePath} --confirm ${number} --out ${out} --card CARD …`,
    words.orDrop,
    `  dkek reissue ${pbePath} --drop ${number} --out ${out}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A new set of which not everything is proven yet. */
export function partText(
  { pending, out }: WaitingSet,
  notReadBack: readonly number[],
  isOpened: boolean,
  words: NewSetWords,
): string {
  const lines = [
    words.stillWaits(shortSetId(pending.setId)),
    ...below([
      ...(notReadBack.length === 0 ? [] : [words.notReadBack(notReadBack.join(", "))]),
      ...(isOpened ? [] : [words.notOpened]),
      words.partNoted(out),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** A new set that has taken the old one's place. */
export function confirmedText(
  { pending, pbePath, out, hasRecord }: WaitingSet,
  record: SetRecord,
  words: NewSetWords,
): string {
  const { setId, replaces } = pending;
  const noted = hasRecord ? pbePath : join(out, PBE_PATH);
  const lines = [
    words.confirmed(shortSetId(setId), shortSetId(replaces.setId)),
    ...below([
      words.sameKcv(record.set.dkekShare.kcv),
      ...(hasRecord ? [] : [words.compareKcv]),
      words.proven,
      words.printRecords,
      ...words.revokesNothing,
      ...words.findCopies,
    ]),
    `    dkek reissue ${noted} --destroyed TEXT`,
  ];
  return `${lines.join("\n")}\n`;
}

function sentences(all: readonly string[]): string[] {
  return all.flatMap((sentence) => hanging("", sentence, reportWidth(process.stdout)));
}

/** Below a heading. */
function below(all: readonly string[]): string[] {
  return all.flatMap((sentence) => hanging("  ", sentence, reportWidth(process.stdout)));
}
