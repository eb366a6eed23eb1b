import { HsmError } from "@dkek/hsm";
import type { Reader } from "./reader-list.js";

/**
 * The reader that is meant.
 *
 * @param wanted - its whole name, its number in the list, or a part of its name that no other has
 *   (of either case); absent: the only one that holds a card
 * @throws {HsmError} `no-reader`, `reader-not-found`, `reader-not-named` (several could be meant),
 *   `no-card`.
 */
export function chooseReader(readers: readonly Reader[], wanted?: string): Reader {
  if (readers.length === 0) {
    throw new HsmError("no-reader", "no card reader is attached", {
      hint: "plug in the HSM or its reader; if it is, is the reader's driver installed?",
    });
  }
  const reader = wanted === undefined ? onlyOneWithCard(readers) : named(readers, wanted);
  if (reader.cardPresent) return reader;
  throw new HsmError("no-card", `no card in reader "${reader.name}"`, {
    hint: "put the HSM in, or name another reader with --reader",
  });
}

function onlyOneWithCard(readers: readonly Reader[]): Reader {
  const holding = readers.filter((reader) => reader.cardPresent);
  const [first] = holding;
  if (first === undefined) {
    throw new HsmError("no-card", `no card in any reader: ${list(readers)}`, {
      hint: "put the HSM in",
    });
  }
  if (holding.length === 1) return first;
  throw new HsmError("reader-not-named", `several readers hold a card: ${list(holding)}`, {
    hint: "name the one that is meant with --reader, by its number or its name",
  });
}

function named(readers: readonly Reader[], wanted: string): Reader {
  const exact =
    readers.find((reader) => reader.name === wanted) ??
    readers.find((reader) => String(reader.index) === wanted);
  if (exact !== undefined) return exact;
  const part = wanted.toLowerCase();
  const matching = readers.filter((reader) => reader.name.toLowerCase().includes(part));
  const [first] = matching;
  if (first === undefined || part.trim() === "") {
    throw new HsmError("reader-not-found", `no reader "${wanted}"; there are: ${list(readers)}`, {
      hint: "name one of these with --reader, by name, a part of it, or its number",
    });
  }
  if (matching.length === 1) return first;
  throw new HsmError("reader-not-named", `"${wanted}" could be any of: ${list(matching)}`, {
    hint: "give --reader the whole name, or the number",
  });
}

function list(readers: readonly Reader[]): string {
  return readers.map(({ index, name }) => `${index} "${name}"`).join(", ");
}
