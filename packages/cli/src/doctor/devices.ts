import { HsmError, type HsmStatus } from "@dkek/hsm";
import { findOpenSc, listReaders, type OpenScPrograms, type Reader } from "@dkek/opensc";
import { connect } from "../hsm/connect.js";

/** More than the programs need on a slow machine; no check may hang on a reader that is stuck. */
const PATIENCE_MS = 10_000;

/** What OpenSC sees: each either an answer, or why there is none. */
export interface Devices {
  readonly programs: OpenScPrograms | HsmError | NoAnswer;
  /** Undefined: there was nobody to ask. */
  readonly readers: readonly Reader[] | HsmError | NoAnswer | undefined;
  /** One for each reader with a card in it. */
  readonly hsms: readonly SeenHsm[];
}

/** Not in time. */
export type NoAnswer = "no-answer";

export interface SeenHsm {
  readonly reader: string;
  readonly status: HsmStatus | HsmError | NoAnswer;
}

/**
 * Asks OpenSC for its version, the PC/SC daemon for its readers, and each card for its status: questions
 * alone, that cost no tries.
 *
 * @throws the signal's reason, once it is aborted.
 */
export async function lookAtDevices(signal: AbortSignal): Promise<Devices> {
  const programs = await inTime(signal, (limited) => findOpenSc({ signal: limited }));
  if (isNone(programs)) return { programs, readers: undefined, hsms: [] };
  const readers = await inTime(signal, (limited) => listReaders(programs, { signal: limited }));
  if (isNone(readers)) return { programs, readers, hsms: [] };
  const hsms: SeenHsm[] = [];
  // One after the other: the daemon gives a card to one program at a time.
  for (const reader of readers.filter(({ cardPresent }) => cardPresent)) {
    const status = await inTime(signal, async (limited) => {
      await using connection = await connect({ programs, reader }, limited);
      return await connection.hsm.status();
    });
    hsms.push({ reader: reader.name, status });
  }
  return { programs, readers, hsms };
}

/** Whether there is an error, or no answer at all, in place of what was asked for. */
export function isNone<T extends object>(
  answer: T | HsmError | NoAnswer,
): answer is HsmError | NoAnswer {
  return answer === "no-answer" || answer instanceof HsmError;
}

async function inTime<T>(
  signal: AbortSignal,
  ask: (limited: AbortSignal) => Promise<T>,
): Promise<T | HsmError | NoAnswer> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await ask(AbortSignal.any([signal, patience]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof HsmError) return error;
    if (patience.aborted) return "no-answer";
    throw error;
  }
}
