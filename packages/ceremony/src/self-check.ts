import { kcvOf, type PbeEngine, type PbeFile } from "@dkek/dkek-file";
import { DkekError, type RandomSource, type SecretBytes } from "@dkek/foundation";
import { combine, fittingThreshold } from "@dkek/sss";
import { type Card, shareOf } from "./card.js";
import { CeremonyError } from "./ceremony-error.js";
import { type CardVerdict, checkCards } from "./check-card.js";
import { type Opened, openWithPassword, openWithQuorum } from "./open-set.js";
import { checkQuorum } from "./quorum.js";
import { formatRecord, parseRecord } from "./record/parse-record.js";
import type { SetRecord } from "./record/record.js";
import { allSubsets, countSubsets, sampleSubsets } from "./subsets.js";

/** A new set is tried out with every possible quorum up to this number, and with a sample beyond. */
const QUORUMS_MAX = 1000;

/**
 * Puts the password together from every quorum of the cards, or from a sample of {@link QUORUMS_MAX}
 * in which every card occurs, and makes sure that fewer cards than the threshold are too few.
 *
 * @param onProgress gets the fraction of the quorums tried.
 * @returns how many quorums were tried.
 * @throws {CeremonyError} `self-check-failed`.
 */
export function tryQuorums(
  cards: readonly Card[],
  threshold: number,
  password: SecretBytes,
  random: RandomSource,
  onProgress?: (fraction: number) => void,
): number {
  // On a polynomial of a lower degree fewer cards would do; on none, not every quorum.
  if (fittingThreshold(cards.map(shareOf)) !== threshold) {
    throw failed("the cards do not lie on one polynomial of the threshold's degree");
  }
  const count = countSubsets(cards.length, threshold, QUORUMS_MAX);
  const quorums =
    count < QUORUMS_MAX ? allSubsets(cards, threshold) : sampleSubsets(cards, threshold, random);
  let tried = 0;
  for (const quorum of quorums) {
    const combined = combine(quorum.map(shareOf), { threshold });
    if (!sameBytes(combined, password.expose())) {
      throw failed(`cards ${quorum.map(({ id }) => id).join(", ")} do not restore the password`);
    }
    combined.fill(0);
    tried += 1;
    onProgress?.(tried / count);
    if (tried === count) break;
  }
  return tried;
}

/**
 * Reads a new record back from its text, and holds the cards to it.
 *
 * @param cards as they were read back from their own text.
 * @throws {CeremonyError} `self-check-failed`, unless each of them is intact.
 */
export async function tryRecord(record: SetRecord, cards: readonly Card[]): Promise<void> {
  let verdicts: readonly CardVerdict[];
  try {
    verdicts = await checkCards(cards, parseRecord(formatRecord(record)));
  } catch (error) {
    if (error instanceof DkekError) throw failed("the record can't be read back", error);
    throw error;
  }
  const bad = cards.filter((_, place) => verdicts[place] !== "intact").map(({ id }) => id);
  if (bad.length > 0) throw failed(`the record does not prove card ${bad.join(", ")}`);
}

/**
 * Opens a new `.pbe` from its bytes, with what will be handed out.
 *
 * @param key a quorum of cards, or the password that people chose.
 * @throws {CeremonyError} `self-check-failed`, unless the same DKEK share comes out.
 */
export async function tryOpening(
  pbe: PbeFile,
  key: readonly Card[] | SecretBytes,
  share: SecretBytes,
  engine: PbeEngine,
  options: { onProgress?: (fraction: number) => void; signal?: AbortSignal },
): Promise<void> {
  let opened: Opened;
  try {
    opened = Array.isArray(key)
      ? await openWithQuorum(pbe, checkQuorum(key), engine, options)
      : await openWithPassword(pbe, key as SecretBytes, engine, options);
  } catch (error) {
    if (error instanceof CeremonyError) throw failed("the new .pbe does not open", error);
    throw error;
  }
  using result = opened;
  if (!sameBytes(result.share.expose(), share.expose()) || result.kcv !== kcvOf(share)) {
    throw failed("the new .pbe opens to another DKEK share");
  }
}

function failed(what: string, cause?: unknown): CeremonyError {
  return new CeremonyError("self-check-failed", `the new set failed its own check: ${what}`, {
    hint: "nothing was kept; do not use this machine for a ceremony before it is known why",
    cause,
  });
}

/** For values that this process made itself: constant time is not needed. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
