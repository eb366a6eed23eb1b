import * as v from "valibot";
import { CeremonyError } from "../ceremony-error.js";
import { headOf } from "../record/chain.js";
import type { SetRecord } from "../record/record.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";

/** A file by its name and SHA-256, 64 lower-case hex digits. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
  /** Of a set's record: the hash of its last event, up to which it went. 64 lower-case hex digits. */
  readonly head?: string;
}

/** A file that was given now. */
export interface GivenFile extends HashedFile {
  /** What it says, if it is a set's record: those grow. */
  readonly record?: SetRecord | undefined;
}

/** As much of an earlier audit's report as tells whether files have changed since. */
export interface EarlierReport {
  /** When it was made, RFC 3339 in UTC. */
  readonly made: string;
  readonly files: readonly HashedFile[];
}

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const schema = v.object({
  made: v.pipe(v.string(), v.isoTimestamp()),
  files: v.array(v.object({ path: v.string(), sha256: hash, head: v.exactOptional(hash) })),
});

/**
 * Reads the JSON that an earlier audit wrote.
 *
 * @throws {CeremonyError} `report-malformed`.
 */
export function parseEarlierReport(text: string): EarlierReport {
  const hint = "name the .json file that dkek verify --report wrote";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CeremonyError("report-malformed", "the report is not JSON", { hint, cause });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new CeremonyError("report-malformed", "this is not the report of an audit", { hint });
}

/**
 * Tells of each file whether it is, byte for byte, what it was at an earlier audit. This holds what
 * nothing in the file protects, such as the label beside a wrapped key. A record may have grown since;
 * and what was there then may be missing now.
 */
export function compareWithReport(
  files: readonly GivenFile[],
  { made, files: earlier }: EarlierReport,
): Finding[] {
  const day = made.slice(0, "2026-11-23".length);
  const same = new Map(files.map((file) => [file, findSame(file, earlier)]));
  // One that is known again, wherever it lies now, is not what another file has come from.
  const known = new Set([...same.values()].map((then) => then?.sha256));
  const others = earlier.filter(({ sha256 }) => !known.has(sha256));
  const namesakes = new Map(files.map((file) => [file, findNamesake(file, others)]));
  const findings = files.map((file) => {
    const then = same.get(file);
    if (then !== undefined) return compareSame(file, then, day);
    const namesake = namesakes.get(file);
    return namesake === undefined
      ? unproven(file.path, { what: "file-new", day })
      : compareChanged(file, namesake, day);
  });
  const changed = files.flatMap((file) =>
    same.get(file) === undefined ? (namesakes.get(file) ?? []) : [],
  );
  const missing = others.filter((then) => !changed.includes(then));
  return [...findings, ...missing.map(({ path }) => unproven(path, { what: "file-missing", day }))];
}

/** The same bytes, under the same name if there are several; else the record that this one has grown from. */
function findSame(file: GivenFile, earlier: readonly HashedFile[]): HashedFile | undefined {
  const twins = earlier.filter(({ sha256 }) => sha256 === file.sha256);
  const twin = findNamesake(file, twins) ?? twins[0];
  if (twin !== undefined) return twin;
  const beginnings = earlier.filter((then) => eventsSince(file, then) !== undefined);
  return findNamesake(file, beginnings) ?? beginnings[0];
}

function findNamesake(
  { path }: HashedFile,
  earlier: readonly HashedFile[],
): HashedFile | undefined {
  return (
    earlier.find((then) => then.path === path) ??
    earlier.find((then) => nameOf(then.path) === nameOf(path))
  );
}

function compareSame(file: GivenFile, then: HashedFile, day: string): Finding {
  const { path, sha256 } = file;
  const was = nameOf(then.path) === nameOf(path) ? undefined : nameOf(then.path);
  if (sha256 === then.sha256) return proven(path, { what: "file-unchanged", day, was });
  const events = eventsSince(file, then) ?? 0;
  return events === 0
    ? proven(path, { what: "record-rewritten", day, was })
    : proven(path, { what: "record-grown", day, was, events });
}

function compareChanged({ path, record }: GivenFile, then: HashedFile, day: string): Finding {
  if (record === undefined) return wrong(path, { what: "file-changed", day });
  return then.head === undefined
    ? unproven(path, { what: "record-changed", day })
    : wrong(path, { what: "record-not-grown", day });
}

/** How many events a record has more than it had then; undefined: it is not the same record. */
function eventsSince({ record }: GivenFile, { head }: HashedFile): number | undefined {
  if (record === undefined || head === undefined) return undefined;
  if (headOf(record) === head) return 0;
  // The hash of an event stands for all before it, and for the set.
  const place = record.events.findIndex(({ hash }) => hash === head);
  return place < 0 ? undefined : record.events.length - 1 - place;
}

/** Files are moved from stick to stick: the folder does not matter. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
