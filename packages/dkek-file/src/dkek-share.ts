import { SecretBytes } from "@dkek/foundation";
import { PbeError } from "./pbe-error.js";

/** Size of a DKEK share, and of the DKEK that all shares make together. */
export const DKEK_SHARE_LENGTH_BYTES = 32;

/**
 * The DKEK that an HSM makes of its DKEK shares: their XOR, whatever their order. One share alone is
 * the DKEK already. The shares are left alone; the caller wipes the result.
 *
 * Two equal shares cancel each other: that is for the caller to notice.
 *
 * @throws {PbeError} `no-shares`, or `share-wrong-length` unless each has 32 bytes.
 */
export function xorDkekShares(shares: readonly SecretBytes[]): SecretBytes {
  if (shares.length === 0) {
    throw new PbeError("no-shares", "no DKEK share was given", {
      hint: "give every DKEK share that the HSM was set up for",
    });
  }
  for (const share of shares) checkDkekShare(share);
  const dkek = new Uint8Array(DKEK_SHARE_LENGTH_BYTES);
  for (const share of shares) {
    for (const [i, byte] of share.expose().entries()) dkek[i] = (dkek[i] ?? 0) ^ byte;
  }
  return SecretBytes.own(dkek);
}

/** @throws {PbeError} `share-wrong-length` unless there are 32 bytes. */
export function checkDkekShare(share: SecretBytes): void {
  if (share.length !== DKEK_SHARE_LENGTH_BYTES) {
    throw new PbeError("share-wrong-length", `a DKEK share of ${share.length} bytes`, {
      hint: `a DKEK share has ${DKEK_SHARE_LENGTH_BYTES} bytes`,
    });
  }
}
