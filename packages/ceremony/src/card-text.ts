import type { SecretBytes } from "@dkek/foundation";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Card } from "./card.js";
import { parsePrime, parseShareId, parseShareValue } from "./card-fields.js";
import { type CardLine, cardLines } from "./card-lines.js";
import { cardFromRows, type LabelledRow } from "./card-rows.js";
import { isSheetText, parseSheetText } from "./card-sheet-text.js";
import { formatCardString, looksLikeCardString, parseCardString } from "./card-string.js";
import { CeremonyError } from "./ceremony-error.js";
import { parseSetPrefix, type SetPrefix } from "./set-id.js";

/** Longer values are shown without colons: the prompt of `sc-hsm-tool` takes 62 characters. */
const COLONS_MAX_BYTES = 21;

/**
 * A card as text: the three lines that `sc-hsm-tool` prints, with the ID in decimal, as there
 * (although it reads IDs as hex), then the string of the QR code, if the card knows its set.
 *
 * @throws {CeremonyError} `card-bare` for a card of typed rows, which knows the set and no more.
 */
export function formatCardText(card: Card): string {
  const prime = card.field.prime.toString(16).padStart(2 * card.field.byteLength, "0");
  return [
    `Prime       : ${grouped(prime)}`,
    `Share ID    : ${card.id}`,
    `Share value : ${grouped(bytesToHex(card.value.expose()))}`,
    ...(card.about === undefined ? [] : [formatCardString(card)]),
    "",
  ].join("\n");
}

/**
 * Reads a card in any of its faces: the lines that `sc-hsm-tool` shows, as copied from its screen or
 * typed by hand; the string of the QR code; the rows with their check digits; the text of a printed
 * sheet. Lines in any order, with any line ends. Where a text has more than one face, they must say the
 * same; of a sheet's text the rows are read, and nothing else.
 *
 * @throws {CeremonyError} one of the `card-…` codes, naming the line.
 */
export function parseCardText(text: string): Card {
  if (isSheetText(text)) return parseSheetText(text);
  const lines = cardLines(text);
  const strings = lines.filter(({ content }) => looksLikeCardString(content));
  const labelled = labelledLines(lines.filter(({ content }) => !looksLikeCardString(content)));
  if (strings.length > 1) throw twice(strings[1]?.line ?? 0, "code");
  const [string] = strings;
  if (string === undefined) return fromLines(labelled);
  const card = parseCardString(string.content);
  if (labelled.values.size > 0 || labelled.rows.length > 0) {
    requireSame(card, fromLines(labelled), "code");
  }
  return card;
}

function fromLines(labelled: LabelledLines): Card {
  if (labelled.rows.length === 0) return bare(labelled);
  const card = fromRows(labelled);
  const { values } = labelled;
  if (values.has("Prime") || values.has("Share value")) requireSame(card, bare(labelled), "rows");
  return card;
}

type Label = "Prime" | "Share ID" | "Share value" | "Set";
const LABELS: readonly Label[] = ["Prime", "Share ID", "Share value", "Set"];
const ROW_LABEL = /^(prime|value|blinding|salt) row (\d{1,2})$/;

interface Entry {
  /** The place, for error messages. */
  readonly where: string;
  readonly text: string;
}

interface LabelledLines {
  readonly values: ReadonlyMap<Label, Entry>;
  readonly rows: readonly LabelledRow[];
}

function labelledLines(lines: readonly CardLine[]): LabelledLines {
  const values = new Map<Label, Entry>();
  const rows: LabelledRow[] = [];
  for (const { line, content } of lines) {
    const colon = content.indexOf(":");
    const name = content.slice(0, Math.max(colon, 0)).trim().replace(/\s+/g, " ").toLowerCase();
    const text = content.slice(colon + 1).trim();
    const label = LABELS.find((known) => known.toLowerCase() === name);
    const [, part, number] = ROW_LABEL.exec(name) ?? [];
    if (label !== undefined) {
      if (values.has(label)) throw twice(line, label);
      values.set(label, { where: `line ${line}: ${label.toLowerCase()}`, text });
    } else if (part !== undefined) {
      const where = `line ${line}: ${name}`;
      rows.push({ part: part as LabelledRow["part"], index: Number(number) - 1, text, where });
    } else {
      throw new CeremonyError("card-line-unknown", `line ${line} is not part of a card`, {
        hint: "a card is three lines: Prime, Share ID and Share value, each with a colon after its name",
      });
    }
  }
  return { values, rows };
}

/** Prime, ID and value: a card as `sc-hsm-tool` makes them. Somebody may have added the set. */
function bare({ values }: LabelledLines): Card {
  const [prime, id, value] = (["Prime", "Share ID", "Share value"] as const).map((label) =>
    entry(values, label),
  ) as [Entry, Entry, Entry];
  const set = values.get("Set");
  const field = parsePrime(prime.text, prime.where);
  return {
    field,
    id: parseShareId(id.text, id.where),
    ...(set === undefined ? {} : { about: { set: parseSet(set) } }),
    value: parseShareValue(value.text, field, value.where),
  };
}

function fromRows({ values, rows }: LabelledLines): Card {
  const id = entry(values, "Share ID");
  const set = entry(values, "Set");
  return cardFromRows(rows, parseSet(set), parseShareId(id.text, id.where));
}

function parseSet({ text, where }: Entry): SetPrefix {
  const prefix = parseSetPrefix(text.replace(/\s/g, "").toLowerCase());
  if (prefix !== undefined) return prefix;
  throw new CeremonyError("card-bad-set", `${where}: not 20 hex digits`, {
    hint: "the set's 20 digits stand on every card of it",
  });
}

function entry(values: ReadonlyMap<Label, Entry>, label: Label): Entry {
  const entry = values.get(label);
  if (entry !== undefined) return entry;
  throw new CeremonyError("card-line-missing", `the line "${label}" is missing`, {
    hint:
      label === "Set"
        ? "rows are checked by the set that they belong to: add its line"
        : "copy all three lines of the card: Prime, Share ID and Share value",
  });
}

/** Two faces of one card. */
function requireSame(card: Card, typed: Card, face: "code" | "rows"): void {
  const different = differenceOf(card, typed);
  if (different === undefined) return;
  throw new CeremonyError(
    "card-contradiction",
    `the ${face} and the lines differ in the ${different}`,
    {
      hint: "one of them was copied wrongly or is that of another card",
    },
  );
}

function differenceOf(code: Card, typed: Card): string | undefined {
  if (typed.about !== undefined && code.about?.set !== typed.about.set) return "set";
  if (code.id !== typed.id) return "share ID";
  if (code.field.prime !== typed.field.prime) return "prime";
  if (differ(code.value, typed.value)) return "share value";
  // Either of the two may have been left out.
  const [a, b] = [code.proof, typed.proof];
  return a !== undefined && b !== undefined && differ(a, b) ? "blinding or salt" : undefined;
}

function differ(a: SecretBytes, b: SecretBytes): boolean {
  return bytesToHex(a.expose()) !== bytesToHex(b.expose());
}

function twice(line: number, what: string): CeremonyError {
  return new CeremonyError("card-line-twice", `line ${line}: a second "${what}"`, {
    hint: "give each card a file of its own",
  });
}

function grouped(hex: string): string {
  return hex.length > 2 * COLONS_MAX_BYTES ? hex : (hex.match(/../g) ?? []).join(":");
}
