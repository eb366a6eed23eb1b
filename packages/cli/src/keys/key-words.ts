import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import type { HsmKey } from "@dkek/hsm";
import { oneLine } from "@dkek/words";

/** A key, in an HSM or in a backup, as far as it is known. */
export type KnownKey = Pick<HsmKey, "algorithm" | "bits" | "publicKey" | "label" | "id">;

/** A backup's key in the same words as one in an HSM. */
export function keyIn({ keyType, keyBits, publicKey, label, id }: KeyBackup): KnownKey {
  return {
    algorithm: keyType === "rsa-crt" ? "rsa" : keyType,
    bits: keyBits,
    publicKey,
    label,
    id,
  };
}

/** As `--type` has it, such as `rsa:2048`; null where nothing tells. */
export function typeOf({ algorithm, bits, publicKey }: KnownKey): string | null {
  if (algorithm === undefined) return null;
  const size = publicKey?.curve ?? bits;
  return size === undefined ? algorithm : `${algorithm}:${size}`;
}

/** How people speak of it: its label, or else its ID, or else where it is. */
export function nameOf({ label, id }: KnownKey, otherwise: string): string {
  if (label !== undefined) return `"${oneLine(label)}"`;
  return id === undefined ? otherwise : `ID ${id}`;
}

/** The beginning of a fingerprint, in groups that two people can compare at a glance. */
export function shortFingerprint(hex: string): string {
  return hex.slice(0, 16).match(/.{4}/g)?.join(" ") ?? hex;
}
