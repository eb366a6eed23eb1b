import {
  type DerivationOptions,
  type Kcv,
  kcvOf,
  type PbeEngine,
  xorDkekShares,
} from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import { hexToBytes } from "@noble/hashes/utils.js";
import { CeremonyError } from "../ceremony-error.js";
import { type Opened, openWithPassword, openWithQuorum } from "../open-set.js";
import { fingerprintWords, headOf } from "../record/chain.js";
import type { SetRecord } from "../record/record.js";
import { recordedDkekKcv } from "../record/record-facts.js";
import { type SetId, shortSetId } from "../set-id.js";
import { assignCards } from "./assign-cards.js";
import type { KnownDkek } from "./audit-backups.js";
import { type AuditedCards, auditCards } from "./audit-cards.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import { type Material, type Named, type SetMaterial, setsOf } from "./material.js";

/** What came of an audit. No secrets. */
export interface AuditResult {
  /** Nothing was found wrong, and every `.pbe` that came with cards or a password was opened. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly sets: readonly AuditedSet[];
}

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

/**
 * Checks everything that the material allows, offline and without an HSM, and tells for each piece
 * what is proven, what is wrong, and what can't be told and why.
 */
export async function audit(
  material: Material,
  engine: PbeEngine,
  options: DerivationOptions = {},
): Promise<AuditResult> {
  const dealt = assignCards(material.cards, setsOf(material));
  const findings = [...dealt.findings];
  if (dealt.sets.length === 0) findings.push(...(await cardsAlone(material)));

  const opened: (Opened | undefined)[] = [];
  const sets: AuditedSet[] = [];
  let ok = true;
  try {
    for (const set of dealt.sets) {
      const audited = await auditSet(set, material.password, engine, options);
      findings.push(...audited.findings);
      opened.push(audited.opened);
      sets.push(audited.set);
      ok &&= audited.opened !== undefined || !audited.toBeOpened;
    }
    if (material.backups.length > 0) {
      // Loaded here, because it brings the curves of certificate requests.
      const { auditBackup } = await import("./audit-backups.js");
      const known = knownDkek(dealt.sets, opened);
      findings.push(...material.backups.flatMap((backup) => auditBackup(backup, known)));
      known.dkek?.wipe();
    }
  } finally {
    for (const one of opened) one?.[Symbol.dispose]();
  }
  return { ok: ok && !findings.some(({ status }) => status === "wrong"), findings, sets };
}

async function cardsAlone({ cards }: Material): Promise<readonly Finding[]> {
  if (cards.length === 0) return [];
  const { findings } = await auditCards(cards, undefined);
  const why = "without the .pbe file or the record, cards can't be proven right";
  return [...findings, unproven(cards.map(({ name }) => name).join(", "), why)];
}

interface SetAudit {
  readonly findings: readonly Finding[];
  readonly opened: Opened | undefined;
  readonly set: AuditedSet;
  /** There was something to open it with. */
  readonly toBeOpened: boolean;
}

async function auditSet(
  material: SetMaterial,
  password: SecretBytes | undefined,
  engine: PbeEngine,
  options: DerivationOptions,
): Promise<SetAudit> {
  const { setId, pbe, record, cards } = material;
  const judged = await auditCards(cards, record?.it);
  const findings = [
    ...(record === undefined ? [] : await auditRecord(record)),
    ...(record !== undefined && pbe !== undefined
      ? [proven(pbe.name, "is the .pbe file that the record tells of (SHA-256)")]
      : []),
    ...judged.findings,
  ];
  const toBeOpened = pbe !== undefined && (cards.length > 0 || password !== undefined);
  const opening = toBeOpened
    ? await openPbe(material, judged, password, engine, options)
    : { opened: undefined, findings: whyNotOpened(material) };
  const { opened } = opening;
  const kcvFindings = opened === undefined ? [] : compareKcv(material, opened.kcv);
  const byCards = opened !== undefined && password === undefined;
  return {
    findings: [...findings, ...opening.findings, ...kcvFindings],
    opened,
    toBeOpened,
    set: {
      setId,
      kcv: opened?.kcv,
      threshold: judged.threshold,
      cards: byCards ? judged.cards.map(({ it }) => it.id) : [],
      stockToolCanOpen: byCards ? opened.form !== "zeros-kept" : undefined,
    },
  };
}

async function auditRecord({ name, it }: Named<SetRecord>): Promise<Finding[]> {
  const { sharing, setId } = it.set;
  const words = fingerprintWords(it).join(" ");
  const events = it.events.length === 1 ? "1 event" : `${it.events.length} events`;
  const findings = [
    proven(
      name,
      `well-formed record of set ${shortSetId(setId)}; its chain of ${events} is whole, head ${headOf(it).slice(0, 16)}`,
    ),
    unproven(
      name,
      `whether it is the record that was made then: compare its fingerprint with a printed one: ${words}`,
    ),
  ];
  if (sharing?.scheme !== "p224") return findings;
  const { parseCommitments } = await import("@dkek/sss/verifiable");
  try {
    parseCommitments(sharing.commitments.map((point) => hexToBytes(point)));
    return [...findings, proven(name, `its ${sharing.threshold} commitments are points of P-224`)];
  } catch {
    return [...findings, wrong(name, "its commitments are no points of P-224")];
  }
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
    return {
      opened: undefined,
      findings: [unproven(pbe.name, "was not opened: there are too few cards that may be right")],
    };
  }
  const quorum = { cards: cards.map(({ it }) => it), threshold };
  try {
    const opened =
      password === undefined
        ? await openWithQuorum(pbe.it, quorum, engine, options)
        : await openWithPassword(pbe.it, password, engine, options);
    const by =
      password === undefined
        ? `cards ${quorum.cards.map(({ id }) => id).join(", ")}`
        : "the password";
    const findings = [proven(pbe.name, `opens with ${by}; KCV of the DKEK share ${opened.kcv}`)];
    if (opened.form === "zeros-kept") {
      findings.push(
        unproven(
          pbe.name,
          "sc-hsm-tool's own import can't open this set: its password begins with a zero byte, which it drops. dkek import can; better still, make a new set",
        ),
      );
    }
    return { opened, findings };
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    return { opened: undefined, findings: [wrong(pbe.name, `${error.message}: ${error.hint}`)] };
  }
}

function whyNotOpened({ pbe, cards, record }: SetMaterial): Finding[] {
  if (pbe !== undefined) return [unproven(pbe.name, "was not opened: no cards were given")];
  if (cards.length === 0 && record !== undefined) return [];
  return [unproven("the set", "was not opened: its .pbe file was not given")];
}

function compareKcv({ record }: SetMaterial, kcv: Kcv): Finding[] {
  if (record === undefined) return [];
  const { kcv: recorded, index, of } = record.it.set.dkekShare;
  if (recorded !== kcv)
    return [wrong(record.name, `has the KCV ${recorded}, which is not the DKEK share's`)];
  const what = of === 1 ? "the HSM will show it" : `it is DKEK share ${index} of ${of}`;
  return [proven(record.name, `its KCV is the DKEK share's: ${what}`)];
}

/** The DKEK is the XOR of all its shares: it is known only if all of them were opened. */
function knownDkek(
  sets: readonly SetMaterial[],
  opened: readonly (Opened | undefined)[],
): KnownDkek {
  const records = sets.flatMap(({ record }) => (record === undefined ? [] : [record.it]));
  const kcv = records.map(recordedDkekKcv).find((known) => known !== undefined);
  const shares = opened.filter((one) => one !== undefined);
  const needed = records[0]?.set.dkekShare.of ?? sets.length;
  if (shares.length === 0 || shares.length < needed) return { dkek: undefined, kcv };
  const dkek = xorDkekShares(shares.map(({ share }) => share));
  return { dkek, kcv: kcvOf(dkek) };
}
