import { HsmError, type HsmStatus } from "@dkek/hsm";
import { findOpenSc, listReaders, type OpenScPrograms, type Reader } from "@dkek/opensc";
import { connect } from "../hsm/connect.js";

/** More than the programs need on a slow machine; no check may hang on a reader that is stuck. */
const PATIENCE_MS = 15_000;

/** What OpenSC sees: each either an answer, or why there is none. */
export interface Devices {
  readonly programs: OpenScPrograms | HsmError;
  /** Undefined: there was nobody to ask. */
  readonly readers: readonly Reader[] | HsmError | undefined;
  /** One for each reader with a card in it. */
  readonly hsms: readonly SeenHsm[];
}

export interface SeenHsm {
  readonly reader: string;
  /** Undefined: no answer in time. */
  readonly status: HsmStatus | HsmError | undefined;
}

/**
 * Asks OpenSC for its version, the PC/SC daemon for its readers, and each card for its status: questions
 * alone, that cost no tries.
 *
 * @throws the signal's reason, once it is aborted.
 */
export async function lookAtDevices(signal: AbortSignal): Promise<Devices> {
  const programs = await orError(findOpenSc({ signal }));
  if (programs instanceof HsmError) return { programs, readers: undefined, hsms: [] };
  const readers = await orError(listReaders(programs, { signal }));
  if (readers instanceof HsmError) return { programs, readers, hsms: [] };
  const hsms: SeenHsm[] = [];
  // One after the other: the daemon gives a card to one program at a time.
  for (const reader of readers.filter(({ cardPresent }) => cardPresent)) {
    hsms.push({ reader: reader.name, status: await statusOf(programs, reader, signal) });
  }
  return { programs, readers, hsms };
}

async function statusOf(
  programs: OpenScPrograms,
  reader: Reader,
  signal: AbortSignal,
): Promise<SeenHsm["status"]> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const limited = AbortSignal.any([signal, patience]);
    await using connection = await connect({ programs, reader }, limited);
    return await orError(connection.hsm.status());
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof HsmError) return error;
    if (patience.aborted) return undefined;
    throw error;
  }
}

async function orError<T>(asked: Promise<T>): Promise<T | HsmError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof HsmError) return error;
    throw error;
  }
}
