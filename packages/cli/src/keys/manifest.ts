import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import type { HsmStatus } from "@dkek/hsm";
import { keyIn, typeOf } from "./key-words.js";

export const MANIFEST_PATH = "manifest.json";

/** One key that was backed up. */
export interface ManifestKey {
  /** Name of the file beside the manifest. */
  readonly file: string;
  /** Of the file: 64 hex digits. */
  readonly sha256: string;
  /** Which it had in this HSM; it may have another one elsewhere. */
  readonly reference: number;
  readonly label: string | null;
  /** In hex. */
  readonly id: string | null;
  readonly type: string | null;
  /** SHA-256 of SubjectPublicKeyInfo. */
  readonly publicKeySha256: string | null;
}

/** A key that is in this HSM and in no backup. */
export interface StayedKey extends Omit<ManifestKey, "file" | "sha256"> {
  readonly why: string;
}

/** What lies in a folder of key backups, and where it came from. Public; nothing is signed. */
export interface Manifest {
  readonly version: 1;
  /** When it was finished, by this machine's clock: ISO 8601, UTC. */
  readonly at: string;
  /** As in "dkek 0.1.0". */
  readonly program: string;
  readonly hsm: { readonly serial: string; readonly label: string; readonly firmware: string };
  /** Of the DKEK that restores the keys. */
  readonly dkekKcv: string;
  readonly keys: readonly ManifestKey[];
  readonly stayed: readonly StayedKey[];
}

/** Where the backup of a key lies. */
export function backupPath(reference: number): string {
  return `key-${reference}.bin`;
}

export function manifestKey(backup: KeyBackup, reference: number): ManifestKey {
  const { sha256, label, id, publicKey } = backup;
  return {
    file: backupPath(reference),
    sha256,
    reference,
    label: label ?? null,
    id: id ?? null,
    type: typeOf(keyIn(backup)),
    publicKeySha256: publicKey?.fingerprint ?? null,
  };
}

export function manifestHsm({ serial, label, firmware }: HsmStatus): Manifest["hsm"] {
  return { serial, label, firmware };
}

export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * The SHA-256 that a manifest has of each file, by its name. Only this is read: a manifest is for
 * people and for their programs, and proves nothing.
 *
 * @returns undefined if it is no manifest of version 1.
 */
export function hashesIn(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const { version, keys } = JSON.parse(text) as Partial<Manifest>;
    if (version !== 1 || !Array.isArray(keys)) return undefined;
    return new Map(
      keys.flatMap(({ file, sha256 }) =>
        typeof file === "string" && typeof sha256 === "string" ? [[file, sha256]] : [],
      ),
    );
  } catch {
    return undefined;
  }
}
