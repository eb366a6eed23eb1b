import { SmartCardHsm } from "@dkek/hsm";
import {
  chooseReader,
  findOpenSc,
  listReaders,
  type OpenScPrograms,
  openExplorer,
  type Reader,
} from "@dkek/opensc";

/** A reader with a card in it, found but not yet connected to. */
export interface Place {
  readonly programs: OpenScPrograms;
  readonly reader: Reader;
}

export interface Connection extends AsyncDisposable {
  readonly hsm: SmartCardHsm;
}

/**
 * Finds OpenSC and the reader, without a word to the card.
 *
 * @param wanted the reader's name, a part of it, or its number; the only one with a card, if absent.
 * @throws {HsmError} saying what is missing.
 * @throws the signal's reason, once it is aborted.
 */
export async function reachable(wanted: string | undefined, signal?: AbortSignal): Promise<Place> {
  const programs = await findOpenSc({ signal });
  return { programs, reader: chooseReader(await listReaders(programs, { signal }), wanted) };
}

/**
 * Finds OpenSC and all readers with a card in them: at least one. Without a word to the cards.
 *
 * @throws {HsmError} saying what is missing.
 * @throws the signal's reason, once it is aborted.
 */
export async function allReachable(signal?: AbortSignal): Promise<readonly Place[]> {
  const programs = await findOpenSc({ signal });
  const readers = await listReaders(programs, { signal });
  const holding = readers.filter(({ cardPresent }) => cardPresent);
  // Where none holds a card, this says what is missing.
  const found = holding.length > 0 ? holding : [chooseReader(readers)];
  return found.map((reader) => ({ programs, reader }));
}

/**
 * Connects to the card.
 *
 * @throws {HsmError} saying what is in the way.
 * @throws the signal's reason, if it is aborted before the connection is there. Later on it changes
 *   nothing: no command is cut in half.
 */
export async function connect(
  { programs, reader }: Place,
  signal?: AbortSignal,
): Promise<Connection> {
  const channel = await openExplorer(programs, reader, { signal });
  return { hsm: new SmartCardHsm(channel), [Symbol.asyncDispose]: () => channel.close() };
}
