import { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, type PrimeField } from "@dkek/sss";
import { hexToBytes } from "@noble/hashes/utils.js";
import { type Card, proofLength } from "./card.js";
import { parsePrime, parseShareValue } from "./card-fields.js";
import { CeremonyError } from "./ceremony-error.js";
import { checkRow } from "./rows/check-row.js";
import { encodeRows } from "./rows/encode-rows.js";
import { adviseOnRow } from "./rows/row-advice.js";
import { ROW_PARTS, type RowPart, rowsOfCard } from "./rows/row-place.js";
import { schemeOf } from "./scheme.js";
import type { SetPrefix } from "./set-id.js";

/** A row as it was typed or read: what it is called, and where it stood. */
export interface LabelledRow {
  readonly part: RowPart;
  /** From 0. */
  readonly index: number;
  readonly text: string;
  /** The place, for error messages. */
  readonly where: string;
}

/** The part that a card's proof is printed as. */
export function proofPart(field: PrimeField): RowPart {
  return field.prime === P224_ORDER ? "blinding" : "salt";
}

/** All rows of a card, in the order in which they stand on it, each with its check digits. Secret. */
export function rowsOf(card: Card, set: SetPrefix): { part: RowPart; rows: string[] }[] {
  const { field, id, value, proof } = card;
  const place = { setId: set, shareId: id };
  const prime = hexToBytes(field.prime.toString(16).padStart(2 * field.byteLength, "0"));
  return [
    { part: "prime", rows: encodeRows(prime, { ...place, part: "prime" }) },
    { part: "value", rows: encodeRows(value.expose(), { ...place, part: "value" }) },
    ...(proof === undefined
      ? []
      : [
          {
            part: proofPart(field),
            rows: encodeRows(proof.expose(), { ...place, part: proofPart(field) }),
          },
        ]),
  ];
}

/**
 * Puts a card together from its rows, each checked by its check digits. The proof may be left out.
 *
 * @param set where the rows belong: their check digits depend on it.
 * @throws {CeremonyError} `card-row-wrong`, naming the row and what is probably wrong in it;
 * `card-row-missing`; and as the fields of a card.
 */
export function cardFromRows(rows: readonly LabelledRow[], set: SetPrefix, id: number): Card {
  // By the highest row of either, so that one left out is missed rather than taken for a shorter number.
  const numbers = rows.filter(({ part }) => part === "prime" || part === "value");
  const numberBytes = 4 * numbers.reduce((most, { index }) => Math.max(most, index + 1), 0);
  const first = rows.find(({ part }) => part === "blinding" || part === "salt");
  const partBytes = {
    prime: numberBytes,
    value: numberBytes,
    ...(first === undefined ? {} : { [first.part]: first.part === "salt" ? 16 : numberBytes }),
  };
  const digits = new Map<RowPart, string>(ROW_PARTS.map((part) => [part, ""]));
  const known = { partBytes, shareIds: [id] };
  const places = rowsOfCard(known);
  const stray = rows.find(
    ({ part, index }) => !places.some((place) => place.part === part && place.index === index),
  );
  if (stray !== undefined) {
    throw new CeremonyError("card-row-wrong", `${stray.where}: no such card has such a row`, {
      hint: "rows are counted from 1, and a card has blinding rows or salt rows, never both",
    });
  }
  for (const place of places) {
    const row = rows.filter(({ part, index }) => part === place.part && index === place.index);
    const [only] = row;
    if (only === undefined || row.length > 1) {
      const name = `${place.part} row ${place.index + 1}`;
      throw new CeremonyError(
        "card-row-missing",
        only === undefined ? `${name} is missing` : `${only.where}: ${name} stands there twice`,
        { hint: "copy every row of the card once" },
      );
    }
    const asked = { setId: set, shareId: id, ...place };
    const verdict = checkRow(only.text, asked, known);
    if (!verdict.ok) {
      const { message, hint } = adviseOnRow(verdict, asked);
      throw new CeremonyError("card-row-wrong", `${only.where}: ${message}`, { hint });
    }
    digits.set(place.part, `${digits.get(place.part)}${verdict.digits}`);
  }
  const field = parsePrime(digits.get("prime") ?? "", "prime rows");
  if (schemeOf(field) === undefined) {
    // What is left of a prime may be one as well.
    const message = `rows are missing: no set with rows has a prime of ${numberBytes} bytes`;
    throw new CeremonyError("card-row-missing", message, {
      hint: "copy every row of the card once",
    });
  }
  const value = parseShareValue(digits.get("value") ?? "", field, "value rows");
  const card = { field, id, value, about: { set } };
  if (first === undefined) return card;
  const proof = hexToBytes(digits.get(first.part) ?? "");
  if (first.part !== proofPart(field) || proof.length !== proofLength(field)) {
    throw new CeremonyError(
      "card-row-wrong",
      `${first.where}: no card over this prime has such rows`,
      {
        hint: `expected are ${proofPart(field)} rows`,
      },
    );
  }
  if (first.part === "blinding" && BigInt(`0x${digits.get(first.part)}`) >= field.prime) {
    throw new CeremonyError(
      "card-value-too-large",
      "blinding rows: larger than the prime, which no blinding value can be",
      { hint: "these rows were made wrongly: their check digits are right" },
    );
  }
  return { ...card, proof: SecretBytes.own(proof) };
}
