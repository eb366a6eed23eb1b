import type { ResponseApdu } from "../apdu.js";
import type { ApduChannel } from "../channel.js";
import { sign } from "../commands.js";
import { OK } from "../read-status.js";
import { keyRefusal } from "./key-refusal.js";

/**
 * What the HSM does with the data, by the numbers that card-sc-hsm.h has for it (`ALGO_…`):
 *
 * - `rsa-raw`: the bare operation on a block as long as the modulus;
 * - `rsa-pkcs1`: pads a DigestInfo (PKCS #1, version 1.5); `rsa-pss`: a digest;
 * - `rsa-pkcs1-sha256`, `rsa-pss-sha256`: hashes a message first;
 * - `ecdsa`: signs a digest, and answers in DER; `ecdsa-sha256`: hashes a message first.
 */
const ALGORITHMS = {
  "rsa-raw": 0x20,
  "rsa-pkcs1": 0x30,
  "rsa-pkcs1-sha256": 0x33,
  "rsa-pss": 0x40,
  "rsa-pss-sha256": 0x43,
  ecdsa: 0x70,
  "ecdsa-sha256": 0x73,
} as const;

export type SignAlgorithm = keyof typeof ALGORITHMS;

/**
 * Signs. The login must be there already.
 *
 * @returns RSA: as long as the modulus; ECDSA: in DER.
 * @throws {HsmError} `not-logged-in`, `no-such-key`, `unexpected-answer`, and what the channel throws.
 */
export async function signData(
  channel: ApduChannel,
  reference: number,
  algorithm: SignAlgorithm,
  data: Uint8Array,
): Promise<Uint8Array> {
  const answer = await signWith(channel, reference, algorithm, data);
  if (answer.sw === OK) return answer.data;
  throw keyRefusal(channel, `a signature by the key with reference ${reference}`, answer);
}

/** Likewise, whatever the answer. */
export function signWith(
  channel: ApduChannel,
  reference: number,
  algorithm: SignAlgorithm,
  data: Uint8Array,
): Promise<ResponseApdu> {
  return channel.transmit(sign(reference, ALGORITHMS[algorithm], data));
}
