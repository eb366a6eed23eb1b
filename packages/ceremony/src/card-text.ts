import { bytesToHex } from "@noble/hashes/utils.js";
import type { Card } from "./card.js";
import { parsePrime, parseShareId, parseShareValue } from "./card-fields.js";
import { CeremonyError } from "./ceremony-error.js";

/**
 * What else stands on `sc-hsm-tool`'s screen around a share (`create_dkek_share` in sc-hsm-tool.c),
 * so that a copy of the whole screen is a card, too.
 */
const SCREEN_LINES = [
  /^Press <enter> to continue$/,
  /^Press <enter> to display key share \d+ of \d+$/,
  /^Share \d+ of \d+$/,
  /^Please note ALL values above and press <enter> when finished$/,
];

/** The screen-clearing escapes in a recording of the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const TERMINAL_ESCAPE = /\u001b\[[0-9;]*[A-Za-z]/;

/** Longer values are shown without colons: the prompt of `sc-hsm-tool` takes 62 characters. */
const COLONS_MAX_BYTES = 21;

/**
 * A card as text: the three lines that `sc-hsm-tool` prints, with the ID in decimal, as there
 * (although it reads IDs as hex).
 */
export function formatCardText(card: Card): string {
  const prime = card.field.prime.toString(16).padStart(2 * card.field.byteLength, "0");
  return [
    `Prime       : ${grouped(prime)}`,
    `Share ID    : ${card.id}`,
    `Share value : ${grouped(bytesToHex(card.value.expose()))}`,
    "",
  ].join("\n");
}

/**
 * Reads a card from the lines that `sc-hsm-tool` shows, as copied from its screen or typed by hand,
 * in any order and with any line ends.
 *
 * @throws {CeremonyError} one of the `card-…` codes, naming the line.
 */
export function parseCardText(text: string): Card {
  const found = new Map<string, Entry>();
  for (const { line, content } of contentLines(text)) {
    const label = labelOf(content);
    if (label === undefined) {
      throw new CeremonyError("card-line-unknown", `line ${line} is not part of a card`, {
        hint: "a card is three lines: Prime, Share ID and Share value, each with a colon after its name",
      });
    }
    if (found.has(label)) {
      throw new CeremonyError("card-line-twice", `line ${line}: a second "${label}"`, {
        hint: "give each card a file of its own",
      });
    }
    const where = `line ${line}: ${label.toLowerCase()}`;
    found.set(label, { where, text: content.slice(content.indexOf(":") + 1).trim() });
  }

  const prime = entry(found, "Prime");
  const id = entry(found, "Share ID");
  const value = entry(found, "Share value");
  const field = parsePrime(prime.text, prime.where);
  return {
    field,
    id: parseShareId(id.text, id.where),
    value: parseShareValue(value.text, field, value.where),
  };
}

interface Entry {
  /** The place, for error messages. */
  readonly where: string;
  readonly text: string;
}

const LABELS = ["Prime", "Share ID", "Share value"] as const;
type Label = (typeof LABELS)[number];

function labelOf(content: string): Label | undefined {
  const name = content.slice(0, content.indexOf(":")).trim().replace(/\s+/g, " ").toLowerCase();
  return LABELS.find((label) => label.toLowerCase() === name);
}

function entry(found: ReadonlyMap<string, Entry>, label: Label): Entry {
  const entry = found.get(label);
  if (entry !== undefined) return entry;
  throw new CeremonyError("card-line-missing", `the line "${label}" is missing`, {
    hint: "copy all three lines of the card: Prime, Share ID and Share value",
  });
}

/** The lines that are neither empty nor the screen's own words, numbered from 1. */
function contentLines(text: string): { line: number; content: string }[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap((raw, index) =>
      raw.split(TERMINAL_ESCAPE).map((part) => ({ line: index + 1, content: part.trim() })),
    )
    .filter(({ content }) => content !== "" && !SCREEN_LINES.some((seen) => seen.test(content)));
}

function grouped(hex: string): string {
  return hex.length > 2 * COLONS_MAX_BYTES ? hex : (hex.match(/../g) ?? []).join(":");
}
