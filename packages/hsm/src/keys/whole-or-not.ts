import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import { CERTIFICATE, DESCRIPTION, KEY } from "./object-files.js";
import { deleteObject } from "./write-object.js";

/** The channel is over: nothing can be cleared up through it. */
const OVER: ReadonlySet<string> = new Set(["card-removed", "program-killed", "program-failed"]);

/** How a key comes to be, in two steps. */
export interface Making<Made, Result> {
  /** Where it goes: a reference that has neither a key nor files of one. */
  readonly reference: number;
  /** Sends the command that makes the key. Whatever it throws by itself, there is none then. */
  readonly make: () => Promise<Made>;
  /** Writes what belongs to it. */
  readonly complete: (made: Made) => Promise<Result>;
}

/**
 * Makes a key that is there whole or not at all: if its files can't be written, all of it is deleted
 * again. Where the card is gone in the middle, the hint says what may be left on it.
 */
export async function wholeOrNot<Made, Result>(
  channel: ApduChannel,
  { reference, make, complete }: Making<Made, Result>,
): Promise<Result> {
  const made = await make().catch((error: unknown) => {
    throw isOver(error) ? maybeLeft(error, reference) : error;
  });
  try {
    return await complete(made);
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    throw (await isDeleted(channel, reference, error)) ? error : maybeLeft(error, reference);
  }
}

function isOver(error: unknown): error is HsmError {
  return error instanceof HsmError && OVER.has(error.code);
}

async function isDeleted(channel: ApduChannel, reference: number, why: HsmError): Promise<boolean> {
  if (isOver(why)) return false;
  try {
    for (const kind of [KEY, DESCRIPTION, CERTIFICATE]) {
      await deleteObject(channel, kind + reference);
    }
    return true;
  } catch (error) {
    if (error instanceof HsmError) return false;
    throw error;
  }
}

function maybeLeft(error: HsmError, reference: number): HsmError {
  return new HsmError(error.code, error.message, {
    hint: `the key with reference ${reference} may be in the HSM, without all that belongs to it: plug the HSM in again and list its keys. Where that key has no label, or can't be read, replace it or delete it`,
    cause: error,
  });
}
