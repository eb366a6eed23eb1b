import {
  checkCertificateRequest,
  checkKeyBackup,
  type KeyBackup,
} from "@dkek/dkek-file/key-backup";
import type { BackedUpKey } from "./audit-fact.js";
import type { AuditedDkek } from "./dkeks.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named } from "./material.js";

/** What came of a key backup, and which DKEK it proved to be the right one. */
export interface AuditedBackup {
  readonly findings: readonly Finding[];
  /** It would restore. */
  readonly restores: AuditedDkek | undefined;
}

/** Checks whether a key backup would restore under one of the DKEKs, without decrypting it. */
export function auditBackup(
  { name, it }: Named<KeyBackup>,
  dkeks: readonly AuditedDkek[],
): AuditedBackup {
  const verdicts = dkeks.flatMap((known) =>
    known.dkek === undefined ? [] : [{ known, verdict: checkKeyBackup(it, known.dkek) }],
  );
  const restores = verdicts.find(({ verdict }) => verdict === "restorable")?.known;
  const verdict = restores
    ? proven(name, { what: "would-restore", key: keyIn(it), kcv: restores.kcv })
    : verdicts.some(({ verdict }) => verdict === "damaged")
      ? wrong(name, { what: "backup-damaged", key: keyIn(it) })
      : withoutDkek(name, it, dkeks);
  return { findings: [verdict, ...besideTheBlob(name, it)], restores };
}

/** None of the DKEKs that are there restores it: is it that of one whose KCV alone is known? */
function withoutDkek(name: string, backup: KeyBackup, dkeks: readonly AuditedDkek[]): Finding {
  const { kcv } = backup;
  const key = keyIn(backup);
  const missing = dkeks.filter(({ dkek }) => dkek === undefined);
  if (missing.some((known) => known.kcv === kcv)) {
    return unproven(name, { what: "backup-of-kcv", key, kcv });
  }
  if (dkeks.length === 0 || missing.some((known) => known.kcv === undefined)) {
    return unproven(name, { what: "backup-untried", key, kcv });
  }
  return wrong(name, {
    what: "backup-of-other-dkek",
    key,
    kcv,
    known: dkeks.map((known) => known.kcv),
    mayLackShare: dkeks.some(({ isWhole }) => !isWhole),
  });
}

/** The MAC covers the key blob alone. */
function besideTheBlob(name: string, { request, unproven: bytes, sha256 }: KeyBackup): Finding[] {
  const findings: Finding[] = [];
  switch (request && checkCertificateRequest(request)) {
    case "wrong-signature":
      findings.push(wrong(name, { what: "request-damaged" }));
      break;
    case "not-checkable":
      findings.push(unproven(name, { what: "request-not-checkable" }));
      break;
    case "signed-by-its-key":
      findings.push(proven(name, { what: "request-right" }));
  }
  if (bytes.length > 0) {
    findings.push(unproven(name, { what: "bytes-unprotected", places: bytes }, sha256));
  }
  return findings;
}

function keyIn({ keyType, keyBits, label }: KeyBackup): BackedUpKey {
  return { keyType, keyBits, label };
}
