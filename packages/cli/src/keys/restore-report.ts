import type { HsmStatus } from "@dkek/hsm";
import { keyAsJson } from "./contents-json.js";
import { nameOf, typeOf } from "./key-words.js";
import type { Restored } from "./restore-keys.js";

/** A restored key, for programs. */
export function restoredAsJson({ path, key, proof }: Restored): object {
  return { file: path, key: keyAsJson(key), proof: proof ?? "no-public-key" };
}

/** For people: what is where, and whether it is proven. */
export function restoredAsText({ path, key, proof }: Restored, { serial }: HsmStatus): string {
  const what = `${typeOf(key) ?? "key"} ${nameOf(key, "without a name")}`;
  return `${path}: ${what} is in HSM ${serial}, reference ${key.reference}\n  ${PROOFS[proof ?? "none"]}\n`;
}

const PROOFS: Readonly<Record<NonNullable<Restored["proof"]> | "none", string>> = {
  proven: "proven: it signed a random challenge, which the backup's public key verifies",
  "no-signature": "not proven: the HSM does not sign with this key; use it once for what it is for",
  "not-checkable":
    "not proven: it signs, on a curve that dkek can't check; verify a signature elsewhere",
  none: "not proven: the backup holds no public key to compare with",
};

export function restoredSummary(count: number, unproven: number, { serial }: HsmStatus): string {
  const keys = count === 1 ? "1 key was" : `${count} keys were`;
  const rest = unproven === 0 ? "each of them proven" : `${unproven} of them NOT proven`;
  return `${keys} restored into HSM ${serial}, ${count === 1 && unproven === 0 ? "and proven" : rest}\n`;
}
