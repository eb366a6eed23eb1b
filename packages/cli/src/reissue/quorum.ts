import {
  openWithQuorum,
  type Quorum,
  requireKcvOfRecord,
  type SetRecord,
  wipeCard,
} from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import { checkedQuorum } from "../import/check-quorum.js";
import { materialOf, type SetFile } from "../import/set-file.js";
import { nameCard, readCards } from "../input/cards.js";
import { progress } from "../terminal/progress.js";

/** Cards that go together, as far as can be told without opening; wiped when disposed of. */
export interface GatheredQuorum extends Quorum, Disposable {}

/**
 * Reads a quorum as `dkek import` does: from what was named, and what is missing from the terminal. The
 * rows that prove a card are asked for as well, for a new card's proof is made of them.
 *
 * @param record what the cards are held to; it may know more cards than the file beside the `.pbe`.
 * @throws {CliError}, {CeremonyError}: whatever is wrong with them.
 */
export async function gatherQuorum(
  file: SetFile,
  record: SetRecord | undefined,
  sources: readonly string[],
  signal: AbortSignal,
): Promise<GatheredQuorum> {
  const sharing = record?.set.sharing;
  const around = {
    setId: file.setId,
    record,
    refute: true,
    withProof: sharing?.scheme === "p224",
  };
  const cards = await readCards(sources, sharing?.threshold, signal, around);
  const wipe = (): void => cards.forEach(wipeCard);
  try {
    const named = cards.map((it, place) => ({ name: nameCard(sources[place], it), it }));
    const material = materialOf(file);
    const quorum = await checkedQuorum({
      ...material,
      record: record && { name: material.record?.name ?? "the record", it: record },
      cards: named,
    });
    return { ...quorum, [Symbol.dispose]: wipe };
  } catch (error) {
    wipe();
    throw error;
  }
}

/**
 * Opens the `.pbe` with cards, and keeps nothing of what is in it.
 *
 * @param step what is shown meanwhile.
 * @throws {CeremonyError} `wrong-quorum`, `record-contradicted`; {PbeError} `derivation-aborted`.
 */
export async function tryQuorum(
  { pbe, recordFile }: SetFile,
  quorum: Quorum,
  step: string,
  signal: AbortSignal,
): Promise<void> {
  using shown = progress();
  using opened = await openWithQuorum(pbe, quorum, workerEngine(), {
    signal,
    onProgress: (fraction) => shown.update(step, fraction),
  });
  if (recordFile !== undefined) requireKcvOfRecord(opened.kcv, recordFile.record);
}
