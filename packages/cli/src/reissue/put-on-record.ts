import {
  type Card,
  departed,
  formatRecord,
  headOf,
  knowEnoughAlone,
  type SetRecord,
} from "@dkek/ceremony";
import { confirmIssue, newCardAmong } from "@dkek/ceremony/reissue";
import type { SetFile } from "../import/set-file.js";
import { readRecord } from "../input/record.js";
import { replaceFile } from "../output/replace-file.js";
import { type PendingFolder, settlePending } from "./pending-folder.js";

/** What came of a card that is on record now. */
export interface Recorded {
  readonly record: SetRecord | undefined;
  /** By the record: value and proof were both read back. */
  readonly isProven: boolean;
  /** Where what was written of the card lies; undefined: it is on paper alone. */
  readonly folder: string | undefined;
}

/**
 * The end of a reissue: the card, which has opened the `.pbe` with others, goes on record, and waits no
 * more. In this order, so that at any moment there is the old record with a card that waits, or the new
 * one.
 *
 * @param cards the ones that were read back, the new one among them.
 * @throws {CeremonyError} `card-wrong`, `pending-outdated`; {CliError} `out-unwritable`.
 */
export async function putOnRecord(
  cards: readonly Card[],
  waiting: PendingFolder,
  { recordFile }: SetFile,
): Promise<Recorded> {
  const card = newCardAmong(cards, waiting.pending);
  if (recordFile === undefined) {
    return { record: undefined, isProven: false, folder: settlePending(waiting) };
  }
  // Once more: somebody else may have noted something meanwhile.
  const before = await readRecord(recordFile.path);
  const { record, isProven } = await confirmIssue(card, waiting.pending, before, new Date());
  replaceFile(recordFile.path, formatRecord(record));
  return { record, isProven, folder: settlePending(waiting) };
}

/** What a record says after a reissue, for programs. */
export function recordFacts(record: SetRecord | undefined): object {
  return { head: record === undefined ? null : headOf(record), ...peopleFacts(record) };
}

/** Who knows how much after a reissue, for programs. */
export function peopleFacts(record: SetRecord | undefined): object {
  return record === undefined
    ? { departed: null, knowEnoughAlone: null }
    : { departed: departed(record), knowEnoughAlone: knowEnoughAlone(record) };
}
