import * as v from "valibot";
import { CeremonyError } from "../ceremony-error.js";
import { type SetId, shortSetId } from "../set-id.js";
import { brokenLink, versionOf } from "./chain.js";
import type { ChainedEvent, RecordedSet, RecordedSharing, SetRecord } from "./record.js";
import { recordSchema } from "./record-schema.js";

const VERSIONS: readonly number[] = [1, 2];
const QUOTE_MAX_CHARACTERS = 150;

/**
 * Reads a record from its JSON text, strictly: every key known, everything within bounds, the chain of
 * events whole.
 *
 * @throws {CeremonyError} `record-malformed`, naming the place; `record-version-unknown`;
 * `record-chain-broken`.
 */
export function parseRecord(text: string): SetRecord {
  const json = parseJson(text);
  const version = v.safeParse(v.looseObject({ version: v.number() }), json);
  if (version.success && !VERSIONS.includes(version.output.version)) {
    throw new CeremonyError(
      "record-version-unknown",
      `the record is of version ${version.output.version}, which this program does not know`,
      { hint: "use the version of dkek that wrote it, or a newer one" },
    );
  }
  const result = v.safeParse(recordSchema, json, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw malformed(v.getDotPath(issue) ?? "the whole", issue.message);
  }
  const record = result.output;
  requireConsistent(record);
  const broken = brokenLink(record);
  if (broken === undefined) return record;
  throw new CeremonyError(
    "record-chain-broken",
    broken === 0
      ? "the record was changed: its first event does not fit the set"
      : `the record was changed: event ${broken + 1} does not fit what stands before it`,
    { hint: "get another copy of the record, and find out who changed this one" },
  );
}

/** The record as JSON text, keys always in the same order. */
export function formatRecord({ format, version, set, events }: SetRecord): string {
  const { setId, label, dkekShare, sharing } = set;
  const ordered = {
    format,
    version,
    set: {
      setId,
      label,
      dkekShare,
      ...(sharing === undefined ? {} : { sharing: inOrder(sharing) }),
    },
    events: events.map(eventInOrder),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Makes sure that a record is that of a `.pbe`.
 *
 * @throws {CeremonyError} `record-of-another-set`.
 */
export function requireRecordOf({ set }: SetRecord, setId: SetId): void {
  if (set.setId === setId) return;
  const [recorded, given] = [shortSetId(set.setId), shortSetId(setId)];
  throw new CeremonyError(
    "record-of-another-set",
    `the record is that of set ${recorded}, the .pbe file is set ${given}`,
    { hint: "find the record and the .pbe file that belong together" },
  );
}

function inOrder(sharing: NonNullable<RecordedSet["sharing"]>): object {
  const { scheme, prime, threshold, total, custodians, ...proofs } = sharing;
  return { scheme, prime, threshold, total, custodians, ...proofs };
}

function eventInOrder(event: ChainedEvent): object {
  const { at, type, previous, hash, ...rest } = event;
  return { at, type, ...rest, previous, hash };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CeremonyError("record-malformed", "the record is not JSON", {
      hint: "is it the right file, and whole?",
      cause: error,
    });
  }
}

/** What the schema can't say. */
function requireConsistent({ version, set: { dkekShare, sharing }, events }: SetRecord): void {
  if (dkekShare.index > dkekShare.of) throw malformed("set.dkekShare", "index above the number");
  if (events.findLastIndex(({ type }) => type === "created") !== 0) {
    throw malformed("events", "not created once, at the beginning");
  }
  const tooNew = events.findIndex(({ type }) => versionOf(type) > version);
  if (tooNew !== -1) throw malformed(`events.${tooNew}`, `none of version ${version}`);
  if (sharing === undefined) return;
  const { threshold, total, custodians } = sharing;
  if (threshold > total) throw malformed("set.sharing", "threshold above the total");
  if (custodians !== undefined && custodians.length !== total) {
    throw malformed("set.sharing.custodians", "not one for each card");
  }
  const [proofs, wanted] =
    sharing.scheme === "p224" ? [sharing.commitments, threshold] : [sharing.cardHashes, total];
  if (proofs.length !== wanted) {
    throw malformed("set.sharing", `${proofs.length} commitments where there must be ${wanted}`);
  }
  requireIssues(sharing, events);
}

/** Cards issued later follow on those that there were, and are as provable as those. */
function requireIssues(sharing: RecordedSharing, events: readonly ChainedEvent[]): void {
  const issues = new Map(Array.from({ length: sharing.total }, (_, place) => [place + 1, 1]));
  for (const [place, event] of events.entries()) {
    if (event.type !== "reissued" && event.type !== "added") continue;
    const { id, issue } = event.card;
    const where = `events.${place}`;
    const next = event.type === "added" ? 1 : (issues.get(id) ?? 0) + 1;
    if (issues.has(id) === (event.type === "added") || issue !== next) {
      throw malformed(where, `card ${id}, issue ${issue} can't be ${event.type} now`);
    }
    if ((event.cardHash !== undefined) !== (sharing.scheme === "sc-hsm")) {
      throw malformed(where, "a card hash where none belongs, or none where one does");
    }
    issues.set(id, issue);
  }
}

/** Both may quote the file, which may hold anything: short, and without control characters. */
function malformed(where: string, why: string): CeremonyError {
  const what = `${shortened(where)}: ${shortened(why)}`;
  return new CeremonyError("record-malformed", `the record is damaged: ${what}`, {
    hint: "get another copy of the record; it is the same for everybody and not secret",
  });
}

function shortened(text: string): string {
  const short =
    text.length > QUOTE_MAX_CHARACTERS ? `${text.slice(0, QUOTE_MAX_CHARACTERS)}…` : text;
  return short.replace(/\p{Cc}/gu, " ");
}
