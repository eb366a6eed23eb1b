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
 */
export async function reachable(wanted: string | undefined): Promise<Place> {
  const programs = await findOpenSc();
  return { programs, reader: chooseReader(await listReaders(programs), wanted) };
}

/** Connects to the card. */
export async function connect({ programs, reader }: Place): Promise<Connection> {
  const channel = await openExplorer(programs, reader);
  return { hsm: new SmartCardHsm(channel), [Symbol.asyncDispose]: () => channel.close() };
}
