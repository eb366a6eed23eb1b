import { CeremonyError } from "../ceremony-error.js";
import { nearestWords } from "./nearest-words.js";
import { EVEN_WORDS, ODD_WORDS } from "./pgp-words.js";

/** How much of an unknown word an error message repeats. */
const SHOWN_CHARACTERS = 24;

/** Bytes as words of the PGP word list, one each. */
export function wordsOf(bytes: Uint8Array): string[] {
  return Array.from(bytes, (byte, place) => listFor(place)[byte] ?? "");
}

/**
 * The bytes that words stand for; capitals and accents don't matter.
 *
 * @throws {CeremonyError} `word-unknown`, with the nearest word that the list has at this place;
 * `word-misplaced`: a word of the other list, so that words were left out, doubled or swapped.
 */
export function bytesOf(words: readonly string[]): Uint8Array {
  return Uint8Array.from(words, (word, place) => {
    const byte = indexIn(listFor(place), word);
    if (byte !== -1) return byte;
    throw indexIn(listFor(place + 1), word) === -1 ? unknown(word, place) : misplaced(word, place);
  });
}

function listFor(place: number): readonly string[] {
  return place % 2 === 0 ? EVEN_WORDS : ODD_WORDS;
}

function indexIn(list: readonly string[], word: string): number {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return list.findIndex((known) => known.toLowerCase() === plain);
}

function unknown(word: string, place: number): CeremonyError {
  const near = nearestWords(word, listFor(place)).map((known) => `"${known}"`);
  return new CeremonyError("word-unknown", `word ${place + 1}: ${shown(word)} is not in the list`, {
    hint:
      near.length > 0
        ? `the nearest word that can stand there is ${near.join(" or ")}`
        : "only words of the PGP word list can stand there",
  });
}

function misplaced(word: string, place: number): CeremonyError {
  return new CeremonyError("word-misplaced", `word ${place + 1}: ${shown(word)} can't stand here`, {
    hint: "words of two and three syllables take turns: before it, a word was left out, doubled or swapped",
  });
}

function shown(word: string): string {
  const characters = [...word.slice(0, 2 * SHOWN_CHARACTERS)];
  const cut = characters.length > SHOWN_CHARACTERS;
  return JSON.stringify(cut ? `${characters.slice(0, SHOWN_CHARACTERS).join("")}…` : word);
}
