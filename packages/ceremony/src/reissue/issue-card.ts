import { type RandomSource, SecretBytes, systemRandom } from "@dkek/foundation";
import { combine, P224_ORDER, shareAt } from "@dkek/sss";
import { type Card, proofLength, shareOf, type WholeCard, wipeCard } from "../card.js";
import { cardHash } from "../card-hash.js";
import { formatCardText, parseCardText } from "../card-text.js";
import { CeremonyError } from "../ceremony-error.js";
import { checkCard } from "../check-card.js";
import type { Quorum } from "../quorum.js";
import { withEvent } from "../record/chain.js";
import { formatRecord, parseRecord } from "../record/parse-record.js";
import { setPrefix } from "../set-id.js";
import type { IssuingSet, PlannedCard } from "./plan-card.js";

/** A card that was issued. Holds secrets until it is disposed of. */
export interface Issue extends Disposable {
  readonly card: WholeCard;
  /** What the record will say of it. Public. */
  readonly issued: PlannedCard & {
    /** `sc-hsm` sets with a record only. */
    readonly cardHash?: string;
  };
}

/**
 * Makes a card from a quorum: the value of the set's polynomial at its ID, so a recreated card has the
 * share that it always had. What proves it:
 *
 * - `p224`: its blinding value, from the blinding values of as many cards as restore the set. The
 *   commitments cover it already. Where fewer cards of the quorum have theirs, the card is made without,
 *   and no record can prove it.
 * - `sc-hsm`: a fresh salt, whose hash the record gets; the salt of a lost card is lost with it. Without a
 *   record there is nothing to salt.
 *
 * Tried out before it is given back: read from its own text, it restores with the others what they
 * restore without it, and the record proves it.
 *
 * @param quorum must have opened the `.pbe`: nothing here shows whether it is right.
 * @throws {CeremonyError} `self-check-failed`: this program or the machine is broken.
 */
export async function issueCard(
  quorum: Quorum,
  planned: PlannedCard,
  set: IssuingSet,
  random: RandomSource = systemRandom,
): Promise<Issue> {
  const { setId, threshold, total, record } = set;
  const { id, issue } = planned.card;
  const [first] = quorum.cards;
  if (first === undefined) throw new Error("a quorum without cards");
  const { field } = first;
  const value = SecretBytes.own(shareAt(quorum.cards.map(shareOf), id).value);
  const proof =
    field.prime === P224_ORDER
      ? await blindingAt(quorum.cards, id, threshold)
      : record === undefined
        ? undefined
        : SecretBytes.own(random(proofLength(field)));
  const card: WholeCard = {
    field,
    id,
    value,
    ...(proof === undefined ? {} : { proof }),
    about: { set: setPrefix(setId), threshold, total: Math.max(total, id), issue },
  };
  const isHashed = proof !== undefined && field.prime !== P224_ORDER;
  const hash = isHashed ? { cardHash: cardHash(setId, card, proof.expose()) } : {};
  const made = { card, issued: { ...planned, ...hash }, [Symbol.dispose]: () => wipeCard(card) };
  try {
    await tryOut(made, quorum, set);
    return made;
  } catch (error) {
    wipeCard(card);
    throw error;
  }
}

/** @returns undefined where too few of the cards have theirs. */
async function blindingAt(
  cards: readonly Card[],
  id: number,
  threshold: number,
): Promise<SecretBytes | undefined> {
  const blinded = cards.flatMap((card) =>
    card.proof === undefined ? [] : [{ ...shareOf(card), blinding: card.proof.expose() }],
  );
  if (blinded.length < threshold) return undefined;
  // Loaded here, because it brings the curve, which takes a while.
  const { blindedShareAt } = await import("@dkek/sss/verifiable");
  const { value, blinding } = blindedShareAt(blinded, id);
  value.fill(0);
  return SecretBytes.own(blinding);
}

async function tryOut(
  { card, issued }: Pick<Issue, "card" | "issued">,
  { cards }: Quorum,
  { record }: IssuingSet,
): Promise<void> {
  const read = parseCardText(formatCardText(card));
  try {
    const others = cards.filter(({ id }) => id !== card.id);
    // In place of the one of its ID, or else of any.
    const kept = others.length < cards.length ? others : others.slice(1);
    const [without, within] = [cards, [...kept, read]].map((heap) => combine(heap.map(shareOf)));
    const isSame = without?.every((byte, place) => byte === within?.[place]);
    without?.fill(0);
    within?.fill(0);
    if (isSame !== true) throw failed(card.id, "it does not restore what the others do");
    if (record === undefined) return;
    const after = withEvent(record, { at: new Date().toISOString(), ...issued });
    const verdict = await checkCard(read, parseRecord(formatRecord(after)));
    const wanted = card.proof === undefined ? "no-proof" : "intact";
    if (verdict !== wanted) throw failed(card.id, "the record does not prove it");
  } finally {
    wipeCard(read);
  }
}

function failed(id: number, what: string): CeremonyError {
  return new CeremonyError("self-check-failed", `card ${id} failed its own check: ${what}`, {
    hint: "nothing was kept; verify the cards that were given, all together and against the record",
  });
}
