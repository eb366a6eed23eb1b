import { SecretBytes } from "@dkek/foundation";
import { fittingThreshold, P224_ORDER, type PrimeField, type Share, shareAt } from "@dkek/sss";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Card } from "../card.js";
import type { Candidate, Reread } from "./candidate.js";
import { valueUnder } from "./choices.js";
import { type Difference, differences } from "./differences.js";
import type { RescueMaterial } from "./material.js";
import type { ReadDigit, Reading } from "./reading.js";
import { ID_MAX, idsAsRead } from "./share-ids.js";

/** What a card should say. */
export interface Rescued {
  /** The card as it was read. */
  readonly reading: Reading;
  /** The card as it should be, with its proof where that is known to be right. The caller wipes it. */
  readonly card: Card;
  /** What is wrong with it; all of them empty or absent for a card that is right. */
  readonly wrong: WrongParts;
  /**
   * Nothing of it fits: prime and share value are both others, as on a card of another set; or so little can
   * be read that nobody can tell which card it is.
   */
  readonly isStranger: boolean;
}

export interface WrongParts {
  /** Prime and share value stand in each other's place. */
  readonly exchanged: boolean;
  /** The ID as it stands there, if it is another number, or meant in hex. */
  readonly id?: { readonly says: string; readonly is: number; readonly hex: boolean };
  readonly prime: readonly Difference[];
  readonly value: readonly Difference[];
  /** Of a card whose code is right: what else is wrong beside it, if no digit above tells. */
  readonly besideCode?: string;
}

/** What the cards turned out to be, once a candidate has opened the `.pbe` file. */
export interface RescueOutcome {
  /** All cards, in the order given, those that were not needed as well. */
  readonly cards: readonly Rescued[];
  /** How many cards restore the set; undefined: nothing shows it. */
  readonly threshold: number | undefined;
  /** How many cards that were not needed say what the others call for. */
  readonly confirmed: number;
}

/** What each card should say, where a candidate has opened the `.pbe` file. */
export function outcomeOf(
  candidate: Candidate,
  { readings, threshold }: RescueMaterial,
): RescueOutcome {
  const { field } = candidate;
  const quorum = candidate.cards.map((card) => shareOf(card, field));
  const fitting = fittingThreshold(quorum);
  const shown = fitting < quorum.length ? fitting : undefined;
  const cards = readings.map((reading) => {
    const own = candidate.cards.find((card) => card.reading === reading);
    const share = own === undefined ? rebuilt(reading, quorum, field) : shareOf(own, field);
    return rescued(reading, share);
  });
  for (const { value } of quorum) value.fill(0);
  // A second copy of a card confirms nothing that the first does not say.
  const others = cards.filter((card) => !candidate.cards.some(({ id }) => id === card.card.id));
  const confirmed = new Set(others.filter(isRight).map(({ card }) => card.id)).size;
  return { cards, threshold: threshold ?? shown, confirmed };
}

/** Whether nothing is wrong with a card. */
export function isRight({ wrong }: Pick<Rescued, "wrong">): boolean {
  return (
    !wrong.exchanged &&
    wrong.id === undefined &&
    wrong.prime.length + wrong.value.length === 0 &&
    wrong.besideCode === undefined
  );
}

function shareOf({ id, value }: Reread, field: PrimeField): Share {
  return { field, id, value: hexToBytes(value.toString(16).padStart(2 * field.byteLength, "0")) };
}

/**
 * A card that was not needed, from those that were: under the ID that it says, unless the value that it
 * says is more like that of another one.
 */
function rebuilt(reading: Reading, quorum: readonly Share[], field: PrimeField): Share {
  const { digits } = valueUnder(reading, field);
  const asRead = [...idsAsRead(reading, "decimal"), ...idsAsRead(reading, "hex")];
  const others = Array.from({ length: ID_MAX }, (_, place) => place + 1);
  let best: { readonly share: Share; readonly same: number } | undefined;
  for (const id of new Set([...asRead, ...others])) {
    const share = shareAt(quorum, id);
    const same = sameDigits(digits, digitsOf(bytesToHex(share.value)));
    // The first of those that are equally like it is one that the card says.
    if (best === undefined || same > best.same) {
      best?.share.value.fill(0);
      best = { share, same };
    } else share.value.fill(0);
  }
  const isLikely = best !== undefined && best.same > digits.length / 2;
  if (best !== undefined && (isLikely || asRead.length === 0)) return best.share;
  best?.share.value.fill(0);
  return shareAt(quorum, asRead[0] ?? 1);
}

/** How many digits are the same, counted from the right. */
function sameDigits(read: readonly ReadDigit[], right: readonly number[]): number {
  const shift = right.length - read.length;
  return read.filter((digit, place) => digit !== undefined && digit === right[place + shift])
    .length;
}

function rescued(known: Reading, { field, id, value }: Share): Rescued {
  const { sure, asRead: reading = known } = known;
  const prime = digitsOf(field.prime.toString(16).padStart(2 * field.byteLength, "0"));
  const said = reading.besideCode?.lines ?? reading;
  const read = valueUnder(said, field);
  const exchanged = read !== said.value;
  const isShort = field.prime !== P224_ORDER && read.digits.length % 2 === 0;
  const right = digitsOf(bytesToHex(value));
  const zeros = isShort ? leadingZeroDigits(right, right.length - read.digits.length) : 0;
  const idIs = idDifference(said, id);
  const proof = sure ? proofOf(known) : undefined;
  const wrongPrime =
    exchanged || said.prime === undefined ? [] : differences(said.prime.digits, prime);
  const wrongValue = differences(read.digits, right.slice(zeros));
  const isOther = (all: readonly Difference[]): boolean => all.some(({ what }) => what === "other");
  const told = {
    exchanged,
    ...(idIs === undefined ? {} : { id: idIs }),
    prime: wrongPrime,
    value: wrongValue,
  };
  const untold = isRight({ wrong: told }) ? reading.besideCode?.message : undefined;
  return {
    reading,
    card: { field, id, value: SecretBytes.own(value), ...(proof === undefined ? {} : { proof }) },
    wrong: { ...told, ...(untold === undefined ? {} : { besideCode: untold }) },
    isStranger:
      reading.besideCode === undefined &&
      isOther(wrongValue) &&
      (isOther(wrongPrime) || isIdOpen(reading)),
  };
}

/** Whether the ID can't be read. */
function isIdOpen({ id }: Reading): boolean {
  return id === "" || /[^0-9a-f]/i.test(id);
}

function proofOf({ proof }: Reading): SecretBytes | undefined {
  return proof === undefined
    ? undefined
    : SecretBytes.own(hexToBytes(proof.digits.map((digit = 0) => digit.toString(16)).join("")));
}

/** `sc-hsm-tool` leaves out zero bytes in front: those that are not missed. */
function leadingZeroDigits(digits: readonly number[], surplus: number): number {
  const zeros = digits.findIndex((digit) => digit !== 0);
  return surplus > 0 && surplus <= zeros ? surplus : 0;
}

function idDifference(reading: Reading, id: number): WrongParts["id"] {
  const isDecimal = idsAsRead(reading, "decimal").includes(id);
  if (isDecimal && /^[0-9]+$/.test(reading.id)) return undefined;
  return { says: reading.id, is: id, hex: !isDecimal && idsAsRead(reading, "hex").includes(id) };
}

function digitsOf(hex: string): number[] {
  return [...hex].map((digit) => Number.parseInt(digit, 16));
}
