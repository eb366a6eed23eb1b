import { type Kcv, kcvOf, xorDkekShares } from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import type { Opened } from "../open-set.js";
import { recordedDkekKcv } from "../record/record-facts.js";
import { THE_DKEK } from "./audit-subject.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { SetMaterial } from "./material.js";

/** A set and what opened of it. */
export interface OpenedSet {
  readonly material: SetMaterial;
  readonly opened: Opened | undefined;
}

/** A DKEK as far as the sets make it known. */
export interface AuditedDkek {
  /** Undefined unless all its DKEK shares were opened. The caller's to wipe. */
  readonly dkek: SecretBytes | undefined;
  /** Of `dkek`, or as a record tells it. */
  readonly kcv: Kcv | undefined;
  readonly sets: readonly OpenedSet[];
  /** The records say that these are all DKEK shares there are. Without them nothing does. */
  readonly isWhole: boolean;
  /** Something bears it out: a record, or what the auditor knows. */
  readonly isCompared: boolean;
}

/**
 * Puts the DKEK shares together: the DKEK is the XOR of all of them. A set whose record calls it the
 * only DKEK share is a DKEK by itself; all others belong to one.
 */
export function dkeksOf(
  sets: readonly OpenedSet[],
  expected: Kcv | undefined,
): { dkeks: AuditedDkek[]; findings: Finding[] } {
  const single = sets.filter(({ material }) => shareOf(material)?.of === 1);
  const parts = sets.filter((set) => !single.includes(set));
  const groups = [...single.map((set) => [set]), ...(parts.length > 0 ? [parts] : [])];
  const judged = groups.map((group) => together(group));
  const findings = judged.flatMap(({ findings }) => findings);
  const dkeks = judged.map(({ dkek }) => ({
    ...dkek,
    isCompared: dkek.isCompared || (expected !== undefined && dkek.kcv === expected),
  }));
  return { dkeks, findings: [...findings, ...againstExpected(dkeks, expected)] };
}

function together(group: readonly OpenedSet[]): { dkek: AuditedDkek; findings: Finding[] } {
  const recorded = group.flatMap(({ material }) => shareOf(material) ?? []);
  const of = recorded[0]?.of ?? group.length;
  const kcv = group
    .flatMap(({ material }) => (material.record === undefined ? [] : [material.record.it]))
    .map(recordedDkekKcv)
    .find((known) => known !== undefined);
  const findings = contradictions(group, recorded);
  const unopened = { dkek: undefined, kcv, sets: group, isWhole: false, isCompared: false };
  if (findings.length > 0) return { dkek: { ...unopened, kcv: undefined }, findings };

  const shares = group.flatMap(({ opened }) => (opened === undefined ? [] : [opened.share]));
  if (shares.length === 0 || shares.length < of || shares.length < group.length) {
    const opened = shares.length;
    const missing = { what: "shares-missing", opened, of: Math.max(of, group.length) } as const;
    return {
      dkek: unopened,
      findings: opened > 0 && of > 1 ? [unproven(THE_DKEK, missing)] : [],
    };
  }
  const dkek = xorDkekShares(shares);
  const shown = kcvOf(dkek);
  const isWhole = recorded.length > 0;
  if (of > 1) {
    findings.push(proven(THE_DKEK, { what: "dkek-of-shares", kcv: shown, of }));
    if (!isWhole) findings.push(unproven(THE_DKEK, { what: "number-unrecorded", of }));
    if (kcv !== undefined) {
      findings.push(
        kcv === shown
          ? proven(THE_DKEK, { what: "kcv-as-imported" })
          : wrong(THE_DKEK, { what: "kcv-unlike-imported", shown, recorded: kcv }),
      );
    }
  }
  // Where every record bears its DKEK share out, they bear out the whole.
  const isCompared = group.every(
    ({ material, opened }) => opened !== undefined && shareOf(material)?.kcv === opened.kcv,
  );
  return { dkek: { dkek, kcv: shown, sets: group, isWhole, isCompared }, findings };
}

type RecordedShare = { readonly index: number; readonly of: number; readonly kcv: Kcv };

function contradictions(
  group: readonly OpenedSet[],
  recorded: readonly RecordedShare[],
): Finding[] {
  const findings: Finding[] = [];
  const numbers = new Set(recorded.map(({ of }) => of));
  if (numbers.size > 1) {
    findings.push(wrong(THE_DKEK, { what: "numbers-differ", numbers: [...numbers] }));
  } else if ((recorded[0]?.of ?? group.length) < group.length) {
    const of = recorded[0]?.of;
    findings.push(wrong(THE_DKEK, { what: "too-many-sets", given: group.length, of }));
  } else if (new Set(recorded.map(({ index }) => index)).size < recorded.length) {
    findings.push(wrong(THE_DKEK, { what: "same-share-number" }));
  }
  const kcvs = group.flatMap(({ opened }) => opened?.kcv ?? []);
  if (new Set(kcvs).size < kcvs.length) {
    findings.push(wrong(THE_DKEK, { what: "same-share" }));
  }
  return findings;
}

function againstExpected(dkeks: readonly AuditedDkek[], expected: Kcv | undefined): Finding[] {
  if (expected === undefined) return [];
  if (dkeks.some(({ kcv }) => kcv === expected)) {
    const isOpened = dkeks.some(({ dkek, kcv }) => dkek !== undefined && kcv === expected);
    return [proven(THE_DKEK, { what: "named-kcv-right", kcv: expected, isOpened })];
  }
  if (dkeks.length > 0 && dkeks.every(({ kcv }) => kcv !== undefined)) {
    const found = dkeks.map(({ kcv }) => kcv);
    return [wrong(THE_DKEK, { what: "named-kcv-wrong", kcv: expected, found })];
  }
  return [unproven(THE_DKEK, { what: "named-kcv-open", kcv: expected })];
}

function shareOf({ record }: SetMaterial): RecordedShare | undefined {
  return record?.it.set.dkekShare;
}
