import {
  type Card,
  type CardVerdict,
  CeremonyError,
  checkCards,
  checkQuorum,
  type Named,
  type Quorum,
  requireCardsOfRecord,
  type SetMaterial,
  type SetRecord,
  shortSetId,
} from "@dkek/ceremony";

/**
 * Holds the cards of a set to its record, if there is one, and to each other: all that can be known
 * before the derivation.
 *
 * @throws {CeremonyError} whatever is wrong with them; see there.
 */
export async function checkedQuorum({ cards: named, record }: SetMaterial): Promise<Quorum> {
  const cards = named.map(({ it }) => it);
  if (record !== undefined) await requireIntactCards(named, record.it);
  const quorum = checkQuorum(cards, record?.it.set.sharing?.threshold);
  if (record !== undefined) requireCardsOfRecord(cards, record.it);
  return quorum;
}

const FAULTS: Readonly<Partial<Record<CardVerdict, string>>> = {
  wrong: "its value or its proof is not what the record holds",
  "other-set": "it belongs to another set",
  unknown: "the record knows no such card, or no such issue of it",
};

/**
 * Names each card that its own proof shows to be wrong, before anybody waits.
 *
 * @throws {CeremonyError} `card-wrong`.
 */
export async function requireIntactCards(
  named: readonly Named<Card>[],
  record: SetRecord,
): Promise<void> {
  const { setId, sharing } = record.set;
  const verdicts = await checkCards(
    named.map(({ it }) => it),
    record,
  );
  const refused = named.flatMap(({ name, it: card }, place) => {
    // A record with another prime, or with none, is not held to be right: see requireCardsOfRecord.
    if (card.proof === undefined || card.field.prime.toString(16) !== sharing?.prime) return [];
    const fault = FAULTS[verdicts[place] ?? "no-proof"];
    return fault === undefined ? [] : [`card ${card.id} (${name}): ${fault}`];
  });
  if (refused.length === 0) return;
  const all = refused.length > 1 && refused.length === named.length;
  throw new CeremonyError(
    "card-wrong",
    `not a card of set ${shortSetId(setId)} by its record: ${refused.join("; ")}`,
    {
      hint: all
        ? "no card is right by this record: get another copy of the record, and compare its fingerprint"
        : "nothing was opened; read the card again, compare it with its paper, or take another one",
    },
  );
}
