import { type BackupPublicKey, checkSignature, digestInfo } from "@dkek/dkek-file/key-backup";
import { type RandomSource, systemRandom } from "@dkek/foundation";
import { sha256 } from "@noble/hashes/sha2.js";
import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import { OK } from "../read-status.js";
import { signWith } from "./sign.js";

/**
 * - `proven`: the key in the HSM signed a random challenge, and the public key verifies it.
 * - `no-signature`: the HSM does not sign with this key; it may be made for something else.
 * - `not-checkable`: there is a signature, but the public key is on a curve not known here.
 */
export type KeyProof = "proven" | "no-signature" | "not-checkable";

const CHALLENGE_BYTES = 32;

/**
 * Proves that the key in the HSM is the private half of a public key. The login must be there
 * already.
 *
 * @param random - where the challenge comes from
 * @throws {HsmError} `wrong-key` if it is not, and what the channel throws.
 */
export async function proveKey(
  channel: ApduChannel,
  reference: number,
  publicKey: BackupPublicKey,
  random: RandomSource = systemRandom,
): Promise<KeyProof> {
  const digest = sha256(random(CHALLENGE_BYTES));
  const rsa = publicKey.algorithm === "rsa";
  const data = rsa ? digestInfo("SHA-256", digest) : digest;
  if (data === undefined) return "not-checkable";
  const answer = await signWith(channel, reference, rsa ? "rsa-pkcs1" : "ecdsa", data);
  if (answer.sw !== OK) return "no-signature";
  switch (checkSignature(publicKey, answer.data, digest)) {
    case "right":
      return "proven";
    case "not-checkable":
      return "not-checkable";
    case "wrong":
      throw new HsmError(
        "wrong-key",
        `the key with reference ${reference} does not belong to its public key`,
        {
          hint: "do not use this key: the backup that it came from mixes the files of two keys; look for another copy",
        },
      );
  }
}
