import type { Material } from "./material.js";

/** How something was checked: what a report tells so that others can check it in the same way. */
export type AuditMethod =
  | "record-chain"
  | "record-commitments"
  | "file-hash"
  | "file-opened-with-cards"
  | "file-opened-with-password"
  | "card-pedersen"
  | "card-hash"
  | "cards-together"
  | "backup-mac"
  | "backup-form"
  | "request-signature";

/**
 * What an audit checked by: only that which there was anything to check with, in the order of a report.
 *
 * @param isOpened whether a `.pbe` was opened.
 */
export function methodsOf(
  { records, pbes, cards, backups, password }: Material,
  isOpened: boolean,
): AuditMethod[] {
  const schemes = records.flatMap(({ it }) => it.set.sharing?.scheme ?? []);
  const hasProof = cards.some(({ it }) => it.proof !== undefined);
  const isUsed: Readonly<Record<AuditMethod, boolean>> = {
    "record-chain": records.length > 0,
    "record-commitments": schemes.includes("p224"),
    "file-hash": pbes.length > 0 && records.length > 0,
    "file-opened-with-cards": isOpened && password === undefined,
    "file-opened-with-password": isOpened && password !== undefined,
    "card-pedersen": hasProof && schemes.includes("p224"),
    "card-hash": hasProof && schemes.includes("sc-hsm"),
    "cards-together": cards.length > 1,
    "backup-mac": backups.length > 0 && isOpened,
    "backup-form": backups.length > 0 && !isOpened,
    "request-signature": backups.some(({ it }) => it.request !== undefined),
  };
  return (Object.keys(isUsed) as AuditMethod[]).filter((method) => isUsed[method]);
}
