import * as v from "valibot";
import { CeremonyError } from "../ceremony-error.js";

/** SHA-256 in lower-case hex digits: a set ID, a head, a card hash. */
export const HASH: v.GenericSchema<string> = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What is in every note of something that waits to be confirmed. */
export const NOTED: {
  readonly version: v.GenericSchema<1>;
  readonly number: v.GenericSchema<string>;
  readonly at: v.GenericSchema<string>;
  readonly setId: v.GenericSchema<string>;
} = {
  version: v.literal(1),
  number: v.pipe(v.string(), v.regex(/^[0-9]{6}$/)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  setId: HASH,
};

/**
 * Reads the JSON of a note, strictly.
 *
 * @param what it is a note of, as in "a new card".
 * @param hint what to do if it can't be read.
 * @throws {CeremonyError} `pending-malformed`.
 */
export function parseNote<Note>(
  text: string,
  schema: v.GenericSchema<unknown, Note>,
  what: string,
  hint: string,
): Note {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const message = `the note of ${what} is not JSON`;
    throw new CeremonyError("pending-malformed", message, { hint, cause });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new CeremonyError("pending-malformed", `this is not the note of ${what}`, { hint });
}
