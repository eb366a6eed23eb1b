import {
  checkCertificateRequest,
  checkKeyBackup,
  type KeyBackup,
} from "@dkek/dkek-file/key-backup";
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
  const what = describe(it);
  const verdicts = dkeks.flatMap((known) =>
    known.dkek === undefined ? [] : [{ known, verdict: checkKeyBackup(it, known.dkek) }],
  );
  const restores = verdicts.find(({ verdict }) => verdict === "restorable")?.known;
  const verdict = restores
    ? proven(name, `${what}: belongs to the DKEK ${restores.kcv}, and would restore`)
    : verdicts.some(({ verdict }) => verdict === "damaged")
      ? wrong(name, `${what}: damaged, it would not restore`)
      : withoutDkek(name, it, what, dkeks);
  return { findings: [verdict, ...besideTheBlob(name, it)], restores };
}

/** None of the DKEKs that are there restores it: is it that of one whose KCV alone is known? */
function withoutDkek(
  name: string,
  { kcv }: KeyBackup,
  what: string,
  dkeks: readonly AuditedDkek[],
): Finding {
  const missing = dkeks.filter(({ dkek }) => dkek === undefined);
  if (missing.some((known) => known.kcv === kcv)) {
    const why = "that it would restore, only the whole DKEK can show";
    return unproven(name, `${what}: belongs to the DKEK ${kcv} by its KCV; ${why}`);
  }
  if (dkeks.length === 0 || missing.some((known) => known.kcv === undefined)) {
    const why =
      "that this is the right one, and that it would restore, only the whole DKEK can show";
    return unproven(name, `${what}: under the DKEK ${kcv}; ${why}`);
  }
  const others = dkeks.map((known) => known.kcv).join(", ");
  const perhaps = dkeks.some(({ isWhole }) => !isWhole)
    ? ", unless a DKEK share is missing here"
    : "";
  return wrong(name, `${what}: under another DKEK, KCV ${kcv}, not ${others}${perhaps}`);
}

/** The MAC covers the key blob alone. */
function besideTheBlob(name: string, { request, unproven: bytes, sha256 }: KeyBackup): Finding[] {
  const findings: Finding[] = [];
  switch (request && checkCertificateRequest(request)) {
    case "wrong-signature":
      findings.push(
        wrong(name, "the public key beside the wrapped key is damaged: its signature is wrong"),
      );
      break;
    case "not-checkable":
      findings.push(
        unproven(name, "the signature of the certificate request: its algorithm is not known here"),
      );
      break;
    case "signed-by-its-key":
      findings.push(
        proven(
          name,
          "the certificate request beside the wrapped key is signed by its own key; that it is the wrapped one is the HSM's word",
        ),
      );
  }
  if (bytes.length > 0) {
    const places = bytes.map(({ what, start, end }) => `${what} (bytes ${start + 1} to ${end})`);
    findings.push(
      unproven(
        name,
        `not protected by the DKEK, so that a change would not show: ${places.join(", ")}; compare the SHA-256 with one noted then`,
        sha256,
      ),
    );
  }
  return findings;
}

function describe({ keyType, keyBits, label }: KeyBackup): string {
  const size = keyBits === undefined ? ", size unknown" : ` ${keyBits}`;
  return `${keyType} key${size}, ${label === undefined ? "no label" : `label "${label}"`}`;
}
