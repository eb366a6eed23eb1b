import { hexToBytes } from "@noble/hashes/utils.js";
import { fingerprintWords, headOf } from "../record/chain.js";
import {
  olderSets,
  replacedBySet,
  setsOfOlderDkeks,
  succeededBySet,
} from "../record/generations.js";
import type { OlderSet, SetRecord } from "../record/record.js";
import { departed, knowEnoughAlone } from "../record/who-knew.js";
import { type SetId, shortSetId } from "../set-id.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named, SetMaterial } from "./material.js";

/** What a record shows by itself. That it was parsed is known: format and chain are right. */
export async function auditRecord({ name, it }: Named<SetRecord>): Promise<Finding[]> {
  const { sharing, setId } = it.set;
  const words = fingerprintWords(it).join(" ");
  const findings = [
    proven(
      name,
      { what: "record-whole", set: shortSetId(setId), events: it.events.length },
      headOf(it),
    ),
    unproven(name, { what: "record-to-compare" }, words),
    ...generationsOf({ name, it }),
    ...whoSuffices({ name, it }),
  ];
  if (sharing?.scheme !== "p224") return findings;
  const { parseCommitments } = await import("@dkek/sss/verifiable");
  try {
    parseCommitments(sharing.commitments.map((point) => hexToBytes(point)));
    return [...findings, proven(name, { what: "commitments-right", count: sharing.threshold })];
  } catch {
    return [...findings, wrong(name, { what: "commitments-wrong" })];
  }
}

/** Which sets had the same DKEK share before this one, and which has it now. */
function generationsOf({ name, it }: Named<SetRecord>): Finding[] {
  const older = olderSets(it).map(({ setId }) => shortSetId(setId));
  const newer = replacedBySet(it);
  const olderDkeks = setsOfOlderDkeks(it).map(({ setId }) => shortSetId(setId));
  const successor = succeededBySet(it);
  return [
    ...(olderDkeks.length === 0 ? [] : [proven(name, { what: "succeeds-dkek", sets: olderDkeks })]),
    ...(successor === undefined
      ? []
      : [unproven(name, { what: "dkek-succeeded", ...setAndDay(successor) })]),
    ...(older.length === 0 ? [] : [proven(name, { what: "replaces-sets", sets: older })]),
    ...(newer === undefined
      ? []
      : [unproven(name, { what: "replaced-by-set", ...setAndDay(newer) })]),
  ];
}

function setAndDay({ setId, at }: { setId: SetId; at: string }): { newer: string; day: string } {
  return { newer: shortSetId(setId), day: at.slice(0, "2026-11-23".length) };
}

/**
 * An older set and the one that has taken its place have the same DKEK share; one whose DKEK was succeeded by
 * another has not.
 */
export function auditGenerations(sets: readonly SetMaterial[]): Finding[] {
  return sets.flatMap(({ record }) => {
    if (record === undefined) return [];
    const recordsOf = (older: readonly OlderSet[]) => {
      const ids = older.map(({ setId }) => setId);
      return sets.flatMap((set) => (ids.includes(set.setId) ? (set.record ?? []) : []));
    };
    const isSame = (old: Named<SetRecord>) =>
      old.it.set.dkekShare.kcv === record.it.set.dkekShare.kcv;
    return [
      ...recordsOf(olderSets(record.it)).map((old) =>
        isSame(old)
          ? proven(record.name, { what: "kcv-as-replaced", older: old.name })
          : wrong(record.name, { what: "kcv-unlike-replaced", older: old.name }),
      ),
      ...recordsOf(setsOfOlderDkeks(record.it)).map((old) =>
        isSame(old)
          ? wrong(record.name, { what: "kcv-as-older-dkek", older: old.name })
          : proven(record.name, { what: "kcv-unlike-older-dkek", older: old.name }),
      ),
    ];
  });
}

/** Nobody forgets a share: one person, or those who hold no card any more, may know enough. */
function whoSuffices({ name, it }: Named<SetRecord>): Finding[] {
  const { people, cards, suffice } = departed(it);
  return [
    ...knowEnoughAlone(it).map((one) => unproven(name, { what: "one-suffices", ...one })),
    ...(suffice ? [unproven(name, { what: "departed-suffice", people, cards })] : []),
  ];
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
      ? [proven(copy.name, { what: "copy-agrees", longest: longest.name })]
      : [wrong(copy.name, { what: "copy-contradicts", longest: longest.name })];
  });
}

/** A `.pbe` without its record, beside a record without its `.pbe`: one of them is not what it should be. */
export function auditPairs(sets: readonly SetMaterial[]): Finding[] {
  const findings = sets.flatMap(({ pbe, record }) =>
    pbe === undefined || record === undefined
      ? []
      : [proven(pbe.name, { what: "file-of-record", record: record.name })],
  );
  const lonely = sets.filter(({ pbe, record }) => pbe === undefined && record !== undefined);
  const names = lonely.flatMap(({ record }) => record?.name ?? []);
  if (lonely.length === 0) return findings;
  const strays = sets.flatMap(({ pbe, record }) => (record === undefined && pbe ? [pbe] : []));
  return [
    ...findings,
    ...strays.map(({ name }) => wrong(name, { what: "file-of-no-record", records: names })),
  ];
}
