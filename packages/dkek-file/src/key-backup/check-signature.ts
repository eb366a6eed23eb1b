import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import { verifyEcdsa } from "./ecdsa-signature.js";
import type { BackupPublicKey } from "./public-key.js";
import { verifyRsaSignature } from "./rsa-signature.js";
import { SEC_CURVES } from "./sec-curves.js";
import { publicKeyBits, rsaNumbers } from "./subject-public-key.js";

/** `not-checkable`: the key is on a curve that is not known by name. */
export type SignatureVerdict = "right" | "wrong" | "not-checkable";

/**
 * Checks a signature by the private half of a key over a SHA-256 digest: of PKCS #1, version 1.5, or
 * ECDSA in DER, which is what an HSM answers to SIGN. Takes a few milliseconds.
 */
export function checkSignature(
  key: Pick<BackupPublicKey, "algorithm" | "curve" | "spki">,
  signature: Uint8Array,
  digest: Uint8Array,
): SignatureVerdict {
  const bits = publicKeyBits(key.spki);
  if (key.algorithm === "rsa") {
    return verdict(verifyRsaSignature(rsaNumbers(bits), signature, "SHA-256", digest));
  }
  const curve = [...SEC_CURVES, ...BRAINPOOL_CURVES].find(({ name }) => name === key.curve);
  if (curve === undefined) return "not-checkable";
  return verdict(verifyEcdsa(curve, bits, { signature, format: "der" }, digest));
}

function verdict(right: boolean): SignatureVerdict {
  return right ? "right" : "wrong";
}
