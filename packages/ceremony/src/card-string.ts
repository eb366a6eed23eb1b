import { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, type PrimeField, primeField } from "@dkek/sss";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Card, proofLength, type WholeCard } from "./card.js";
import { parsePrime } from "./card-fields.js";
import { CeremonyError } from "./ceremony-error.js";
import { parseSetPrefix } from "./set-id.js";

const VERSION = "DKEK1";
/** Stands for the prime that is the same in every set of the scheme. */
const P224 = "P224";
const CHECKSUM_DIGITS = 8;
const NUMBER_MAX = 255;
/** A card over the largest prime is far shorter: whatever is longer is not even looked at. */
const LENGTH_MAX_CHARACTERS = 400;

/**
 * A card as the string in its QR code: upper-case letters, digits and full stops, which a scanner
 * that types gets through any keyboard layout that has them where English ones do.
 *
 *     DKEK1.SET.THRESHOLD.TOTAL.ID.ISSUE.PRIME.VALUE.PROOF.CHECKSUM
 *
 * SET: the first 20 hex digits of the set ID. THRESHOLD, TOTAL, ID, ISSUE: decimal. PRIME: `P224` for
 * the order of P-224, else hex digits. VALUE: hex digits, as many as the prime's. PROOF: the blinding
 * value or the salt, or nothing. CHECKSUM: the first 8 hex digits of SHA-256 over all before its stop.
 *
 * @throws {CeremonyError} `card-bare` for a card that does not know its set.
 */
export function formatCardString(card: Card): string {
  const { about, field, id, value, proof } = card;
  const { set, threshold, total, issue } = about ?? {};
  if (set === undefined || threshold === undefined || total === undefined || issue === undefined) {
    throw new CeremonyError("card-bare", `card ${id} does not say enough of its set for a code`, {
      hint: "a code needs set, threshold, total and issue",
    });
  }
  const prime = field.prime === P224_ORDER ? P224 : field.prime.toString(16);
  const body = [
    VERSION,
    set,
    threshold,
    total,
    id,
    issue,
    prime,
    bytesToHex(value.expose()),
    proof === undefined ? "" : bytesToHex(proof.expose()),
  ]
    .join(".")
    .toUpperCase();
  return `${body}.${checksum(body)}`;
}

/** Does a line look like the string of a card, of whatever version? */
export function looksLikeCardString(line: string): boolean {
  return /^DKEK[0-9]/i.test(line);
}

/**
 * Reads the string of a QR code, exactly: nothing before it, nothing behind it. Capitals or small
 * letters, since a scanner types with Caps Lock on or off.
 *
 * @throws {CeremonyError} `card-version-unknown`, `card-string-malformed`, `card-checksum` or
 * `card-bad-prime`.
 */
export function parseCardString(text: string): WholeCard {
  const upper = text.slice(0, LENGTH_MAX_CHARACTERS + 1).toUpperCase();
  // Some letters become others as capitals: a ligature of two small f is two F then.
  if (/[^0-9A-Za-z.]/.test(text.slice(0, LENGTH_MAX_CHARACTERS))) {
    throw malformed("there is something in it that is no letter, digit or full stop");
  }
  const version = /^DKEK[0-9]+(?=\.)/.exec(upper)?.[0];
  if (version !== undefined && version !== VERSION) {
    throw new CeremonyError(
      "card-version-unknown",
      `the code is of version ${version.slice(4)}, which this program does not know`,
      { hint: "use a newer version of dkek, or type the card's rows" },
    );
  }
  const parts = upper.split(".");
  const last = parts.at(-1) ?? "";
  const [, set = "", threshold, total, id, issue, prime = "", value = "", proof = ""] = parts;
  if (version === undefined || parts.length !== 10 || upper.length > LENGTH_MAX_CHARACTERS) {
    throw malformed("it does not have the parts of a card's code");
  }
  if (last !== checksum(upper.slice(0, upper.length - last.length - 1))) {
    throw new CeremonyError("card-checksum", "the code was not read right: its checksum is wrong", {
      hint: "scan it again; if that does not help, type the card's rows",
    });
  }
  const about = {
    set: parseSetPrefix(set.toLowerCase()) ?? fail("its set is not 20 hex digits"),
    threshold: number(threshold, "threshold", 2),
    total: number(total, "total", 2),
    issue: number(issue, "issue", 1),
  };
  if (about.threshold > about.total) throw malformed("its threshold is above its total");
  const field = prime === P224 ? primeField(P224_ORDER) : fieldOf(prime);
  const bytes = hex(value, field.byteLength, "value");
  if (!isBelow(value, field)) throw malformed("its value is not below the prime");
  const card = { field, id: number(id, "ID", 1), value: SecretBytes.own(bytes), about };
  if (proof === "") return card;
  const proofBytes = hex(proof, proofLength(field), "proof");
  if (prime === P224 && !isBelow(proof, field)) {
    throw malformed("its blinding value is not below the prime");
  }
  return { ...card, proof: SecretBytes.own(proofBytes) };
}

function isBelow(digits: string, { prime }: PrimeField): boolean {
  return BigInt(`0x${digits}`) < prime;
}

function checksum(body: string): string {
  return bytesToHex(sha256(utf8ToBytes(body)))
    .slice(0, CHECKSUM_DIGITS)
    .toUpperCase();
}

function number(text: string | undefined, what: string, min: number): number {
  const value = /^[1-9][0-9]{0,2}$/.test(text ?? "") ? Number(text) : 0;
  return value >= min && value <= NUMBER_MAX ? value : fail(`its ${what} is not a number there`);
}

function fieldOf(digits: string): PrimeField {
  // The order of P-224 has a name, and every other prime is written without zeros before it.
  const written = /^[1-9A-F][0-9A-F]*$/.test(digits) && digits.length % 2 === 0;
  if (!written) throw malformed("its prime is not written the one way there is");
  const field = parsePrime(digits, "prime in the code");
  return field.prime === P224_ORDER ? fail("its prime has a name, and is written out") : field;
}

function hex(digits: string, length: number, what: string): Uint8Array {
  if (!/^[0-9A-F]*$/.test(digits) || digits.length !== 2 * length) {
    throw malformed(`its ${what} is not ${2 * length} hex digits`);
  }
  return hexToBytes(digits);
}

/** Only somebody who writes cards by other means can get here: the checksum was right. */
function malformed(why: string): CeremonyError {
  return new CeremonyError("card-string-malformed", `this is not the code of a card: ${why}`, {
    hint: "scan the code on a card of dkek, whole and with nothing before or behind it",
  });
}

function fail(why: string): never {
  throw malformed(why);
}
