/**
 * Keys and files by their identifiers: the high byte says of what kind one is, the low byte which
 * key it belongs to (the `…_PREFIX` constants of OpenSC's card-sc-hsm.h).
 */

/** Keys: listed and deleted by this and their reference. There is no file that could be read. */
export const KEY = 0xcc00;
/** Descriptions of keys (PKCS #15 PrKD). */
export const DESCRIPTION = 0xc400;
/** Certificates of keys, and requests for them. */
export const CERTIFICATE = 0xce00;
/** Certificates that belong to no key, and their descriptions (PKCS #15 CD). */
export const CA_CERTIFICATE = 0xca00;
export const CA_DESCRIPTION = 0xc800;
/** Where a key blob waits to be unwrapped. */
export const KEY_BLOB = 0x2f10;

export const REFERENCE_MIN = 1;
export const REFERENCE_MAX = 255;

/** The low bytes of the identifiers of one kind: references of keys, numbers of certificates. */
export function numbersOf(kind: number, objects: readonly number[]): readonly number[] {
  return objects.filter((id) => (id & 0xff00) === kind).map((id) => id & 0xff);
}
