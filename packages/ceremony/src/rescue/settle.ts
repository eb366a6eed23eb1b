import { SecretBytes } from "@dkek/foundation";
import { type PrimeField, primeField } from "@dkek/sss";
import { hexToBytes } from "@noble/hashes/utils.js";
import { type Card, proofLength } from "../card.js";
import { proofPart } from "../card-rows.js";
import { checkCard } from "../check-card.js";
import type { SetRecord } from "../record/record.js";
import { CardChoices, type Choice } from "./choices.js";
import { type Mistakes, repairs } from "./mistakes.js";
import { countOpen, filledIn, isLegible, numberOf, OPEN_DIGITS_MAX } from "./open-digits.js";
import { readingOf } from "./read-damaged.js";
import type { Reading, ReadNumber } from "./reading.js";
import { repairsOfRows } from "./row-repairs.js";

/** How many ways to read a card are held against the record: a commitment takes 2 ms. */
const CHECKS_MAX = { "sc-hsm": 600_000, p224: 4000 } as const;

const LOOKED_AT_PER_TICK = 64;

/**
 * What a card with its blinding value or salt must say, by the record alone: up to two mistakes are
 * undone in value, ID and proof together, and what the record confirms is certain, without any derivation.
 *
 * @returns the card as it should have been read; undefined if the record can't tell. Yields now and then.
 */
export async function* settleByRecord(
  reading: Reading,
  record: SetRecord,
): AsyncGenerator<undefined, Reading | undefined> {
  const { sharing, setId } = record.set;
  if (sharing === undefined || reading.proof === undefined) return undefined;
  const field = primeField(BigInt(`0x${sharing.prime}`));
  const choices = new CardChoices(reading, { field, setId, base: "decimal", otherIds: [] });
  const most = CHECKS_MAX[sharing.scheme];
  let looked = 0;
  for (const mistakes of [0, 1, 2] as const) {
    for (const [choice, proof] of readTogether(choices, reading, field, mistakes, setId)) {
      if (++looked > most) return undefined;
      if (looked % LOOKED_AT_PER_TICK === 0) yield;
      const card = cardOf(choice, proof, field);
      const verdict = await checkCard(card, record);
      const isIt = verdict === "intact" || verdict === "unrecorded";
      const settled = isIt
        ? { ...readingOf(card, reading.name, true), asRead: reading }
        : undefined;
      card.value.wipe();
      card.proof?.wipe();
      if (settled !== undefined) return settled;
    }
  }
  return undefined;
}

/** Value and proof, with just so many mistakes in both. */
function* readTogether(
  choices: CardChoices,
  reading: Reading,
  field: PrimeField,
  mistakes: Mistakes,
  setId: string,
): Generator<readonly [Choice, readonly number[]]> {
  const { proof } = reading;
  if (proof === undefined || countOpen(proof.digits) > OPEN_DIGITS_MAX) return;
  if (!isLegible(reading)) return;
  for (let inProof = 0; inProof <= mistakes; inProof++) {
    for (const choice of choices.with((mistakes - inProof) as Mistakes)) {
      for (const digits of proofsOf(proof, inProof as Mistakes, choice.id, field, setId)) {
        yield [choice, digits];
      }
    }
  }
}

function* proofsOf(
  proof: ReadNumber,
  mistakes: Mistakes,
  shareId: number,
  field: PrimeField,
  setId: string,
): Generator<readonly number[]> {
  const length = 2 * proofLength(field);
  const found =
    proof.checks === undefined
      ? repairs(proof, mistakes, length, false)
      : repairsOfRows(proof, mistakes, length, {
          setId: setId as SetRecord["set"]["setId"],
          shareId,
          part: proofPart(field),
        });
  for (const { digits } of found) yield* filledIn(digits);
}

function cardOf({ id, value }: Choice, proof: readonly number[], field: PrimeField): Card {
  const hex = (number: bigint, bytes: number): Uint8Array =>
    hexToBytes(number.toString(16).padStart(2 * bytes, "0"));
  return {
    field,
    id,
    value: SecretBytes.own(hex(value, field.byteLength)),
    proof: SecretBytes.own(hex(numberOf(proof), proofLength(field))),
  };
}
