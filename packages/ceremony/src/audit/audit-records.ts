import { hexToBytes } from "@noble/hashes/utils.js";
import { fingerprintWords, headOf } from "../record/chain.js";
import {
  olderSets,
  replacedBySet,
  setsOfOlderDkeks,
  succeededBySet,
} from "../record/generations.js";
import type { SetRecord } from "../record/record.js";
import { departed } from "../record/who-knew.js";
import { shortSetId } from "../set-id.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named, SetMaterial } from "./material.js";

/** What a record shows by itself. That it was parsed is known: format and chain are right. */
export async function auditRecord({ name, it }: Named<SetRecord>): Promise<Finding[]> {
  const { sharing, setId } = it.set;
  const words = fingerprintWords(it).join(" ");
  const events = it.events.length === 1 ? "1 event" : `${it.events.length} events`;
  const findings = [
    proven(
      name,
      `well-formed record of set ${shortSetId(setId)}; its chain of ${events} is whole, head`,
      headOf(it),
    ),
    unproven(
      name,
      "whether it is the record that was made then: compare its fingerprint with a printed one",
      words,
    ),
    ...generationsOf({ name, it }),
    ...whoLeft({ name, it }),
  ];
  if (sharing?.scheme !== "p224") return findings;
  const { parseCommitments } = await import("@dkek/sss/verifiable");
  try {
    parseCommitments(sharing.commitments.map((point) => hexToBytes(point)));
    return [...findings, proven(name, `its ${sharing.threshold} commitments are points of P-224`)];
  } catch {
    return [...findings, wrong(name, "its commitments are not points of P-224")];
  }
}

/** Which sets had the same DKEK share before this one, and which has it now. */
function generationsOf({ name, it }: Named<SetRecord>): Finding[] {
  const older = olderSets(it).map(({ setId }) => shortSetId(setId));
  const newer = replacedBySet(it);
  const olderDkeks = setsOfOlderDkeks(it).map(({ setId }) => shortSetId(setId));
  const successor = succeededBySet(it);
  return [
    ...(olderDkeks.length === 0
      ? []
      : [
          proven(
            name,
            `says that its set is of a new DKEK, which has succeeded that of set ${olderDkeks.join(", ")}`,
          ),
        ]),
    ...(successor === undefined
      ? []
      : [
          unproven(
            name,
            `that its cards are of no use any more: the DKEK of set ${shortSetId(successor.setId)} has succeeded this one on ${dateOf(successor.at)}, and its cards still open any copy of the old .pbe file, which restores every old key backup`,
          ),
        ]),
    ...(older.length === 0
      ? []
      : [
          proven(
            name,
            `says that its set has taken the place of set ${older.join(", ")}, with the same DKEK share`,
          ),
        ]),
    ...(newer === undefined
      ? []
      : [
          unproven(
            name,
            `that its cards are of no use any more: set ${shortSetId(newer.setId)} has taken the place of this one on ${dateOf(newer.at)}, and its cards still open any copy of the old .pbe file, to the same DKEK share`,
          ),
        ]),
  ];
}

function dateOf(at: string): string {
  return at.slice(0, "2026-11-23".length);
}

/** An older set and the one that has taken its place have the same DKEK share. */
export function auditGenerations(sets: readonly SetMaterial[]): Finding[] {
  return sets.flatMap(({ record }) => {
    if (record === undefined) return [];
    const older = olderSets(record.it).map(({ setId }) => setId);
    const known = sets.flatMap((set) => (older.includes(set.setId) ? (set.record ?? []) : []));
    return known.map((old) =>
      old.it.set.dkekShare.kcv === record.it.set.dkekShare.kcv
        ? proven(record.name, `has the same KCV as ${old.name}, whose set it has replaced`)
        : wrong(record.name, `has another KCV than ${old.name}, whose set it has replaced`),
    );
  });
}

/** Nobody forgets a share: those who hold no card any more may be as many as restore the set. */
function whoLeft({ name, it }: Named<SetRecord>): Finding[] {
  const { people, cards, suffice } = departed(it);
  if (!suffice) return [];
  const who = `${people.join(", ")} hold no card any more, and have known cards ${cards.join(", ")}`;
  const text = `WARNING: that only its custodians can open it: ${who}. That is enough to open any copy of the .pbe file, whatever became of the papers`;
  return [unproven(name, text)];
}

/** Of several records of one set, every shorter one must be the beginning of the longest. */
export function auditCopies(
  records: readonly Named<SetRecord>[],
  sets: readonly SetMaterial[],
): Finding[] {
  return records.flatMap((copy) => {
    const longest = sets.find(({ setId }) => setId === copy.it.set.setId)?.record;
    if (longest === undefined || longest === copy) return [];
    // The hash of an event stands for all before it, and for the set.
    const isBeginning = longest.it.events.some(({ hash }) => hash === headOf(copy.it));
    return isBeginning
      ? [proven(copy.name, `agrees with ${longest.name}, as far as it goes`)]
      : [wrong(copy.name, `contradicts ${longest.name}: two records of one set`)];
  });
}

/** A `.pbe` without its record, beside a record without its `.pbe`: one of them is not what it should be. */
export function auditPairs(sets: readonly SetMaterial[]): Finding[] {
  const findings = sets.flatMap(({ pbe, record }) =>
    pbe === undefined || record === undefined
      ? []
      : [proven(pbe.name, `is the .pbe file that ${record.name} tells of (SHA-256)`)],
  );
  const lonely = sets.filter(({ pbe, record }) => pbe === undefined && record !== undefined);
  const names = lonely.flatMap(({ record }) => record?.name ?? []).join(", ");
  if (lonely.length === 0) return findings;
  const strays = sets.flatMap(({ pbe, record }) => (record === undefined && pbe ? [pbe] : []));
  return [
    ...findings,
    ...strays.map(({ name }) =>
      wrong(name, `is not the .pbe file of ${names} (SHA-256): damaged, or of another set`),
    ),
  ];
}
