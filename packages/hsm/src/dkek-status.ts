import { parseKcv } from "@dkek/dkek-file";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ResponseApdu } from "./apdu.js";
import type { DkekStatus } from "./status.js";

/**
 * KCV of the DKEK of 32 zero bytes, which is what two equal DKEK shares make of each other: the
 * first 8 bytes of SHA-256 over them.
 */
export const ZERO_DKEK_KCV: string = "66687AADF862BD77";

const KCV_UNTOLD = "0000000000000000";

/**
 * 6D00: made for no DKEK. 6B00: the same, in the words of free firmware for the SmartCard-HSM's
 * commands.
 */
const NONE: ReadonlySet<number> = new Set([0x6d00, 0x6b00]);

/**
 * Reads the answer to IMPORT DKEK SHARE, with a share or without (`80 52`): total, missing, KCV(8),
 * and what newer firmware may add (`sc_hsm_import_dkek_share` of OpenSC's card-sc-hsm.c).
 *
 * @returns undefined if the answer is no such thing.
 */
export function readDkekStatus({ data, sw }: ResponseApdu): DkekStatus | undefined {
  if (NONE.has(sw)) return { state: "none" };
  const [total, missing] = data;
  if (sw !== 0x9000 || total === undefined || missing === undefined) return undefined;
  if (data.length < 10 || missing > total) return undefined;
  if (missing > 0) return { state: "pending", total, missing };
  const kcv = bytesToHex(data.subarray(2, 10)).toUpperCase();
  return { state: "complete", total, kcv: kcv === KCV_UNTOLD ? undefined : parseKcv(kcv) };
}
