import type { KeyNames, KeySpec } from "@dkek/dkek-file/key-backup";
import { parseKeySpec } from "@dkek/dkek-file/key-backup";
import type { SignAlgorithm } from "@dkek/hsm";

/** A key that a rehearsal follows from one HSM to the other. */
export interface RehearsedKey {
  /** As people call it. */
  readonly title: string;
  readonly spec: KeySpec;
  readonly names: KeyNames;
  /** Where its backup lies in the set's folder. */
  readonly path: string;
  readonly signsWith: SignAlgorithm;
}

export const BACKUPS_PATH = "key-backups";

export const REHEARSED_KEYS: readonly RehearsedKey[] = [
  {
    title: "an RSA key of 2048 bits",
    spec: spec("rsa:2048"),
    names: { label: "rehearsal RSA", id: "10" },
    path: `${BACKUPS_PATH}/rsa.bin`,
    signsWith: "rsa-pkcs1-sha256",
  },
  {
    title: "an EC key on P-256",
    spec: spec("ec:secp256r1"),
    names: { label: "rehearsal EC", id: "11" },
    path: `${BACKUPS_PATH}/ec.bin`,
    signsWith: "ecdsa-sha256",
  },
];

function spec(text: string): KeySpec {
  const found = parseKeySpec(text);
  if (found === undefined) throw new Error(`no such kind of key: ${text}`);
  return found;
}
