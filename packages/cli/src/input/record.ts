import { dirname, join } from "node:path";
import {
  type Card,
  CeremonyError,
  parsePrime,
  parseRecord,
  requireRecordOf,
  type SetId,
  type SetRecord,
} from "@dkek/ceremony";
import { CliError } from "../cli-error.js";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";

/** A record and where it came from. */
export interface RecordFile {
  readonly path: string;
  readonly record: SetRecord;
}

/**
 * The record of a `.pbe` file: the one that was named, or else the `record.json` that lies beside the
 * file, if there is one.
 *
 * @throws {CliError} or {CeremonyError} if it can't be read, or is that of another set.
 */
export async function readRecordOf(
  pbePath: string,
  setId: SetId,
  named: string | undefined,
): Promise<RecordFile | undefined> {
  const path = named ?? join(dirname(pbePath), "record.json");
  try {
    const record = await readRecord(path);
    requireRecordOf(record, setId);
    return { path, record };
  } catch (error) {
    if (named !== undefined) throw error;
    // Nobody promised that there is one, nor that it is this set's.
    if (error instanceof CliError && error.code === "file-not-found") return undefined;
    if (error instanceof CeremonyError && error.code === "record-of-another-set") return undefined;
    throw error;
  }
}

/** The prime of a record's cards; undefined if it has none. */
export function fieldOf(record: SetRecord | undefined): Card["field"] | undefined {
  const prime = record?.set.sharing?.prime;
  return prime === undefined ? undefined : parsePrime(prime, "prime in the record");
}

/** Reads a record; errors name the path. */
export async function readRecord(path: string): Promise<SetRecord> {
  const text = new TextDecoder().decode(await readInputFile(path));
  try {
    return parseRecord(text);
  } catch (error) {
    throw inFile(path, error);
  }
}
