import {
  type Opened,
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
 * Reads a quorum as `dkek import` does: from what was named, and what is missing from the terminal.
 *
 * @param record what the cards are held to; it may know more cards than the file beside the `.pbe`.
 * @param withProof whether the rows that prove a card are asked for as well: a new card's proof is made
 * of them.
 * @throws {CliError}, {CeremonyError}: whatever is wrong with them.
 */
export async function gatherQuorum(
  file: SetFile,
  record: SetRecord | undefined,
  sources: readonly string[],
  signal: AbortSignal,
  withProof = true,
): Promise<GatheredQuorum> {
  const sharing = record?.set.sharing;
  const around = {
    setId: file.setId,
    record,
    refute: true,
    withProof: withProof && sharing?.scheme === "p224",
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
  file: Pick<SetFile, "pbe" | "recordFile">,
  quorum: Quorum,
  step: string,
  signal: AbortSignal,
): Promise<void> {
  (await openQuorum(file, quorum, step, signal))[Symbol.dispose]();
}

/**
 * Opens the `.pbe` with cards.
 *
 * @param step what is shown meanwhile.
 * @returns the DKEK share; wiped when disposed of.
 * @throws {CeremonyError} `wrong-quorum`, `record-contradicted`; {PbeError} `derivation-aborted`.
 */
export async function openQuorum(
  { pbe, recordFile }: Pick<SetFile, "pbe" | "recordFile">,
  quorum: Quorum,
  step: string,
  signal: AbortSignal,
): Promise<Opened> {
  using shown = progress();
  const opened = await openWithQuorum(pbe, quorum, workerEngine(), {
    signal,
    onProgress: (fraction) => shown.update(step, fraction),
  });
  try {
    if (recordFile !== undefined) requireKcvOfRecord(opened.kcv, recordFile.record);
    return opened;
  } catch (error) {
    opened[Symbol.dispose]();
    throw error;
  }
}
