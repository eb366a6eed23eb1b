import type { DerivationOptions, Kcv, PbeEngine } from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import type { Card } from "../card.js";
import { CeremonyError } from "../ceremony-error.js";
import type { CardProgress } from "../check-card.js";
import { type Opened, openWithPassword, openWithQuorum } from "../open-set.js";
import type { SetId } from "../set-id.js";
import { type Assignment, assignCards, cardsNamed } from "./assign-cards.js";
import { type AuditedCards, auditCards, isSameCard } from "./audit-cards.js";
import type { AuditFact } from "./audit-fact.js";
import { auditCopies, auditGenerations, auditPairs, auditRecord } from "./audit-records.js";
import { type AuditSubject, THE_DKEK } from "./audit-subject.js";
import { type AuditedDkek, dkeksOf } from "./dkeks.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import { type Material, type Named, type SetMaterial, setsOf } from "./material.js";
import { tryHeaps } from "./try-heaps.js";

/** What came of an audit. No secrets. */
export interface AuditResult {
  readonly verdict: Verdict;
  /** What was asked about, and is neither proven nor wrong: cards, files, a KCV, by their names. */
  readonly notProven: readonly AuditSubject[];
  readonly findings: readonly Finding[];
  readonly sets: readonly AuditedSet[];
}

/**
 * - `right`: nothing was found wrong, and everything that was asked about is proven.
 * - `wrong`: something was found wrong, or a `.pbe` that came with cards or a password was not opened.
 * - `not-proven`: nothing was found wrong, but of something nothing was shown.
 */
export type Verdict = "right" | "wrong" | "not-proven";

export interface AuditedSet {
  readonly setId: SetId;
  /** KCV of the DKEK share, once it was opened. */
  readonly kcv: Kcv | undefined;
  readonly threshold: number | undefined;
  /** The IDs of the cards that opened it. */
  readonly cards: readonly number[];
  /** Undefined unless it was opened with cards. */
  readonly stockToolCanOpen: boolean | undefined;
}

export interface AuditOptions extends DerivationOptions {
  /** How far the cards of a set are checked against its record. */
  readonly onCards?: CardProgress;
}

/**
 * Checks everything that the material allows, offline and without an HSM, and tells for each piece
 * what is proven, what is wrong, and what can't be told and why.
 *
 * @throws {PbeError} `derivation-aborted`, by the signal.
 */
export async function audit(
  material: Material,
  engine: PbeEngine,
  options: AuditOptions = {},
): Promise<AuditResult> {
  const known = setsOf(material);
  const findings = [
    ...(await Promise.all(material.records.map(auditRecord))).flat(),
    ...auditCopies(material.records, known),
    ...auditGenerations(known),
    ...auditPairs(known),
  ];
  if (known.length === 0) findings.push(...(await cardsAlone(material)));
  const dealt =
    known.length === 0
      ? { sets: [], findings: [], isClear: true }
      : await deal(assignCards(material.cards, known), engine, options);
  findings.push(...dealt.findings);

  const audits: SetAudit[] = [];
  let dkeks: readonly AuditedDkek[] = [];
  let notProven: readonly AuditSubject[] = [];
  try {
    for (const set of dealt.sets) {
      const audited = await auditSet(set, material.password, engine, options);
      findings.push(...audited.findings);
      audits.push(audited);
    }
    const together = dkeksOf(audits, material.kcv);
    dkeks = together.dkeks;
    const backups = await auditBackups(material, dkeks);
    findings.push(...together.findings, ...backups.findings);
    notProven = [...openQuestions(material, audits, dkeks), ...backups.notProven];
  } finally {
    for (const { dkek } of dkeks) dkek?.wipe();
    for (const { opened } of audits) opened?.[Symbol.dispose]();
  }
  const isAllOpened = audits.every(
    ({ opened, isToBeOpened }) => opened !== undefined || !isToBeOpened,
  );
  const isWrong =
    !isAllOpened || !dealt.isClear || findings.some(({ status }) => status === "wrong");
  return {
    verdict: isWrong ? "wrong" : notProven.length > 0 ? "not-proven" : "right",
    notProven,
    findings,
    sets: audits.map(({ set }) => set),
  };
}

/** Of what was given, all but the backups: that of which nothing was shown. */
function openQuestions(
  { cards, kcv }: Material,
  audits: readonly SetAudit[],
  dkeks: readonly AuditedDkek[],
): AuditSubject[] {
  const pbes = audits.flatMap(({ material: { pbe, record }, opened }) =>
    pbe === undefined || opened !== undefined || record !== undefined ? [] : [pbe.name],
  );
  const right = audits.flatMap(({ right }) => right);
  const isRight = (card: Named<Card>) =>
    right.some((known) => known === card || isSameCard(known.it, card.it));
  const open = cards.filter((card) => !isRight(card)).map((card) => cardsNamed(card));
  const isKcvOpen = kcv !== undefined && !dkeks.some((known) => known.kcv === kcv);
  return [...pbes, ...open, ...(isKcvOpen ? [{ what: "kcv", kcv } as const] : [])];
}

/** Neither `.pbe` nor record: what cards show by themselves, set by set, as far as they name theirs. */
async function cardsAlone({ cards }: Material): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of new Set(cards.map(({ it }) => it.about?.set))) {
    const own = cards.filter(({ it }) => it.about?.set === name);
    findings.push(
      ...(await auditCards(own, undefined)).findings,
      unproven(cardsNamed(...own), { what: "only-file-or-record-shows", count: own.length }),
    );
  }
  return findings;
}

interface Dealt {
  readonly sets: readonly SetMaterial[];
  readonly findings: readonly Finding[];
  /** No card is left over that may belong to a set that was given. */
  readonly isClear: boolean;
}

/** Deals the cards out, by trying where nothing else tells. */
async function deal(
  assignment: Assignment,
  engine: PbeEngine,
  options: DerivationOptions,
): Promise<Dealt> {
  const { sets, leftOver } = await tryHeaps(assignment, (set) => opens(set, engine, options));
  const left = leftOver.map(({ cards }) => unproven(cardsNamed(...cards), { what: "of-no-set" }));
  return {
    sets,
    findings: [...assignment.findings, ...left],
    isClear: leftOver.length === 0,
  };
}

async function opens(
  set: SetMaterial,
  engine: PbeEngine,
  options: DerivationOptions,
): Promise<boolean> {
  const judged = await auditCards(set.cards, set.record?.it);
  const { opened } = await openPbe(set, judged, undefined, engine, options);
  opened?.[Symbol.dispose]();
  return opened !== undefined;
}

interface SetAudit {
  readonly material: SetMaterial;
  readonly findings: readonly Finding[];
  readonly opened: Opened | undefined;
  /** The cards that the record proves, and those that opened it. */
  readonly right: SetMaterial["cards"];
  readonly set: AuditedSet;
  /** There was something to open it with. */
  readonly isToBeOpened: boolean;
}

async function auditSet(
  material: SetMaterial,
  password: SecretBytes | undefined,
  engine: PbeEngine,
  options: AuditOptions,
): Promise<SetAudit> {
  const { setId, pbe, record, cards } = material;
  const judged = await auditCards(cards, record?.it, options.onCards);
  const isToBeOpened = pbe !== undefined && (cards.length > 0 || password !== undefined);
  const { opened, findings } = isToBeOpened
    ? await openPbe(material, judged, password, engine, options)
    : { opened: undefined, findings: whyNotOpened(material) };
  const isByCards = opened !== undefined && password === undefined;
  return {
    material,
    findings: [
      ...judged.findings,
      ...findings,
      ...(opened === undefined ? [] : compareKcv(material, opened.kcv)),
    ],
    opened,
    right: isByCards ? judged.cards : judged.right,
    isToBeOpened,
    set: {
      setId,
      kcv: opened?.kcv,
      threshold: judged.threshold,
      cards: isByCards ? judged.cards.map(({ it }) => it.id) : [],
      stockToolCanOpen: isByCards ? !stockToolFails(opened.form) : undefined,
    },
  };
}

/** Whether the stock tool can't open a set that we can. */
function stockToolFails(form: Opened["form"]): form is AuditFact<"stock-tool-fails">["form"] {
  return form === "zeros-kept" || form === "above-prime";
}

async function openPbe(
  { pbe }: SetMaterial,
  { cards, threshold }: AuditedCards,
  password: SecretBytes | undefined,
  engine: PbeEngine,
  options: DerivationOptions,
): Promise<{ opened: Opened | undefined; findings: Finding[] }> {
  if (pbe === undefined) return { opened: undefined, findings: [] };
  if (password === undefined && cards.length < (threshold ?? 2)) {
    return { opened: undefined, findings: [unproven(pbe.name, { what: "too-few-to-open" })] };
  }
  const quorum = { cards: cards.map(({ it }) => it), threshold };
  const ids = quorum.cards.map(({ id }) => id);
  try {
    const opened =
      password === undefined
        ? await openWithQuorum(pbe.it, quorum, engine, options)
        : await openWithPassword(pbe.it, password, engine, options);
    const { kcv, form } = opened;
    const fact: AuditFact =
      password === undefined
        ? { what: "opens-with-cards", ids, kcv }
        : { what: "opens-with-password", kcv };
    const findings = [proven(pbe.name, fact)];
    if (stockToolFails(form)) findings.push(unproven(pbe.name, { what: "stock-tool-fails", form }));
    return { opened, findings };
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    const fact: AuditFact =
      password === undefined
        ? { what: "wrong-quorum", ids, threshold }
        : { what: "wrong-password" };
    return { opened: undefined, findings: [wrong(pbe.name, fact)] };
  }
}

function whyNotOpened({ pbe, cards }: SetMaterial): Finding[] {
  if (pbe !== undefined) {
    return [unproven(pbe.name, { what: "nothing-to-open-with" })];
  }
  if (cards.length === 0) return [];
  return [unproven({ what: "set" }, { what: "file-not-given" })];
}

function compareKcv({ record }: SetMaterial, kcv: Kcv): Finding[] {
  if (record === undefined) return [];
  const { kcv: recorded, index, of } = record.it.set.dkekShare;
  if (recorded !== kcv) {
    return [wrong(record.name, { what: "kcv-unlike-share", recorded, shown: kcv })];
  }
  return [proven(record.name, { what: "kcv-as-share", index, of })];
}

async function auditBackups(
  { backups, kcv }: Material,
  dkeks: readonly AuditedDkek[],
): Promise<{ findings: Finding[]; notProven: string[] }> {
  const findings: Finding[] = [];
  const notProven: string[] = [];
  const borneOut = new Set<AuditedDkek>();
  if (backups.length > 0) {
    // Loaded here, because it brings the curves of certificate requests.
    const { auditBackup } = await import("./audit-backups.js");
    // A KCV alone still tells which backups belong to its DKEK.
    const named = { dkek: undefined, kcv, sets: [], isWhole: true, isCompared: true };
    const isUnknown = dkeks.every((dkek) => dkek.kcv === undefined);
    const known = kcv !== undefined && isUnknown ? [named] : dkeks;
    for (const backup of backups) {
      const audited = auditBackup(backup, known);
      findings.push(...audited.findings);
      if (audited.restores === undefined) notProven.push(backup.name);
      else borneOut.add(audited.restores);
    }
  }
  findings.push(...dkeks.flatMap((dkek) => (borneOut.has(dkek) ? [] : notCompared(dkek))));
  return { findings, notProven };
}

/**
 * The padding at the end of a `.pbe` shows that the password is right, not that the file is whole:
 * bytes 17 to 32 may be damaged, and another DKEK share comes out.
 */
function notCompared({ dkek, kcv, sets, isCompared }: AuditedDkek): Finding[] {
  if (dkek === undefined || isCompared) return [];
  const isNamedByCards = sets.every(({ material }) =>
    material.cards.some(({ it }) => it.about !== undefined),
  );
  return [unproven(THE_DKEK, { what: "kcv-not-compared", kcv, isNamedByCards })];
}
