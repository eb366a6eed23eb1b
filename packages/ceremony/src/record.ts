import { type Kcv, parseKcv } from "@dkek/dkek-file";
import * as v from "valibot";
import { CeremonyError } from "./ceremony-error.js";
import { parseSetId, type SetId, shortSetId } from "./set-id.js";

/**
 * The public account of a set: nothing in it is secret. Version 0 is provisional: version 1 will
 * replace it, and nothing will read version 0 after that.
 */
export interface SetRecord {
  readonly version: 0;
  readonly setId: SetId;
  readonly label: string;
  /** RFC 3339, UTC. */
  readonly created: string;
  /** Absent for a `.pbe` with a password of its own, which has no cards. */
  readonly sharing?: SharingRecord;
  readonly dkekShare: {
    /** Which of the DKEK shares this is, from 1. */
    readonly index: number;
    /** Of how many. The DKEK is the XOR of all. */
    readonly of: number;
    readonly kcv: Kcv;
  };
  /** KCV of the whole DKEK: predicted for a single share, else as an HSM first showed it. */
  readonly dkekKcv?: Kcv;
  readonly imports: readonly ImportEntry[];
}

export interface SharingRecord {
  readonly scheme: "p224" | "sc-hsm";
  /** Lower-case hex digits. */
  readonly prime: string;
  readonly threshold: number;
  readonly total: number;
}

export interface ImportEntry {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Serial number of the HSM. */
  readonly hsm: string;
  /** How many DKEK shares it still missed afterwards. */
  readonly missing: number;
}

const kcv = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): Kcv => {
    const parsed = parseKcv(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: "not a key check value of 16 hex digits" });
    return NEVER;
  }),
);

const setId = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): SetId => {
    const parsed = parseSetId(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: "not a set ID of 64 lower-case hex digits" });
    return NEVER;
  }),
);

const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

const timestamp = v.pipe(v.string(), v.isoTimestamp());

const recordSchema = v.strictObject({
  version: v.literal(0),
  setId,
  label: v.string(),
  created: timestamp,
  sharing: v.exactOptional(
    v.pipe(
      v.strictObject({
        scheme: v.picklist(["p224", "sc-hsm"]),
        prime: v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/)),
        threshold: whole(2, 255),
        total: whole(2, 255),
      }),
      v.check(({ threshold, total }) => threshold <= total, "threshold above the total"),
    ),
  ),
  dkekShare: v.pipe(
    v.strictObject({ index: whole(1, 255), of: whole(1, 255), kcv }),
    v.check(({ index, of }) => index <= of, "index above the number of DKEK shares"),
  ),
  dkekKcv: v.exactOptional(kcv),
  imports: v.array(v.strictObject({ at: timestamp, hsm: v.string(), missing: whole(0, 255) })),
});

/**
 * Reads a record from its JSON text, strictly.
 *
 * @throws {CeremonyError} `record-malformed`, naming the place; `record-version-unknown`.
 */
export function parseRecord(text: string): SetRecord {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CeremonyError("record-malformed", "the record is not JSON", {
      hint: "is it the right file, and whole?",
      cause: error,
    });
  }
  const version = v.safeParse(v.looseObject({ version: v.number() }), json);
  if (version.success && version.output.version !== 0) {
    throw new CeremonyError(
      "record-version-unknown",
      `the record is of version ${version.output.version}, which this program does not know`,
      { hint: "use the version of dkek that wrote it, or a newer one" },
    );
  }
  const result = v.safeParse(recordSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? "the whole";
  throw new CeremonyError("record-malformed", `the record is damaged: ${where}: ${issue.message}`, {
    hint: "get another copy of the record; it is the same for everybody and not secret",
  });
}

/** The record as JSON text, keys always in the same order. */
export function formatRecord(record: SetRecord): string {
  const { version, setId, label, created, sharing, dkekShare, dkekKcv, imports } = record;
  const ordered = { version, setId, label, created, sharing, dkekShare, dkekKcv, imports };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Makes sure that a record is that of a `.pbe`.
 *
 * @throws {CeremonyError} `record-of-another-set`.
 */
export function requireRecordOf(record: SetRecord, setId: SetId): void {
  if (record.setId === setId) return;
  throw new CeremonyError(
    "record-of-another-set",
    `the record is that of set ${shortSetId(record.setId)}, the .pbe file is set ${shortSetId(setId)}`,
    { hint: "find the record and the .pbe file that belong together" },
  );
}

/** The record with one more import in it, and the DKEK's KCV where the HSM showed it. */
export function withImport(record: SetRecord, entry: ImportEntry, dkekKcv?: Kcv): SetRecord {
  return {
    ...record,
    ...(dkekKcv === undefined ? {} : { dkekKcv }),
    imports: [...record.imports, entry],
  };
}
