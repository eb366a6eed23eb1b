import type { Kcv } from "@dkek/dkek-file";
import {
  checkCertificateRequest,
  checkKeyBackup,
  type KeyBackup,
} from "@dkek/dkek-file/key-backup";
import type { SecretBytes } from "@dkek/foundation";
import { type Finding, proven, unproven, wrong } from "./finding.js";
import type { Named } from "./material.js";

/** What is known of the DKEK: itself, or only its KCV, or nothing. */
export interface KnownDkek {
  readonly dkek: SecretBytes | undefined;
  readonly kcv: Kcv | undefined;
}

/** Checks whether a key backup would restore under the DKEK, without decrypting it. */
export function auditBackup({ name, it }: Named<KeyBackup>, { dkek, kcv }: KnownDkek): Finding[] {
  const what = describe(it);
  const request = it.request === undefined ? undefined : checkCertificateRequest(it.request);
  const signature =
    request === "wrong-signature"
      ? [wrong(name, "the public key beside the wrapped key is damaged: its signature is wrong")]
      : [];
  if (dkek !== undefined) return [verdictOf(name, it, dkek, what), ...signature];
  const why = "that it restores, only the whole DKEK can show";
  const finding =
    kcv === undefined
      ? unproven(name, `${what}, under the DKEK with the KCV ${it.kcv}; ${why}`)
      : it.kcv === kcv
        ? unproven(name, `${what}, under this DKEK by its KCV; ${why}`)
        : wrong(name, `${what}, under another DKEK: KCV ${it.kcv}`);
  return [finding, ...signature];
}

function verdictOf(name: string, backup: KeyBackup, dkek: SecretBytes, what: string): Finding {
  switch (checkKeyBackup(backup, dkek)) {
    case "restorable":
      return proven(
        name,
        `${what}: restorable with this DKEK (label and key ID are not protected)`,
      );
    case "other-dkek":
      return wrong(name, `${what}: under another DKEK, KCV ${backup.kcv}`);
    case "damaged":
      return wrong(name, `${what}: damaged, it would not restore`);
  }
}

function describe({ keyType, keyBits, label }: KeyBackup): string {
  const size = keyBits === undefined ? "" : ` ${keyBits}`;
  return `${keyType}${size} key${label === undefined ? "" : ` "${label}"`}`;
}
