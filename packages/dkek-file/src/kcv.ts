declare const kcvBrand: unique symbol;

/**
 * Key check value: the first 8 bytes of SHA-256 over a 32-byte DKEK (or DKEK share), as 16
 * upper-case hex digits, the form in which `sc-hsm-tool` prints it. It tells which DKEK it is, and
 * nothing that helps to find it.
 */
export type Kcv = string & { readonly [kcvBrand]: true };

/** @returns undefined unless `text` is 16 hex digits, of either case. */
export function parseKcv(text: string): Kcv | undefined {
  return /^[0-9a-fA-F]{16}$/.test(text) ? (text.toUpperCase() as Kcv) : undefined;
}
