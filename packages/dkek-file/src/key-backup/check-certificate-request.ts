import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { CertificateRequest } from "./certificate-request.js";
import { verifyEcdsa } from "./ecdsa-signature.js";
import { verifyRsaSignature } from "./rsa-signature.js";
import type { SignatureScheme } from "./signature-scheme.js";

const HASHES = {
  "SHA-1": sha1,
  "SHA-224": sha224,
  "SHA-256": sha256,
  "SHA-384": sha384,
  "SHA-512": sha512,
} as const satisfies Record<SignatureScheme["hash"], unknown>;

/** Whether a key signed the request that carries it; RSASSA-PSS is not known here. */
export type RequestVerdict = "signed-by-its-key" | "wrong-signature" | "not-checkable";

/**
 * Checks the signature that the key itself put under its certificate request. It finds a request
 * that changed by accident. It does not tell who made it: anybody can make a key pair and a request,
 * put them beside a key blob, and only decrypting the blob would show that they don't belong
 * together.
 *
 * Takes a few milliseconds.
 */
export function checkCertificateRequest(request: CertificateRequest): RequestVerdict {
  const { publicKey: key, body, signature } = request;
  if (key.scheme.padding === "rsa-pss") return "not-checkable";
  const digest = HASHES[key.scheme.hash](body);
  const right =
    key.algorithm === "ec"
      ? verifyEcdsa(key.curve, key.point, { signature, format: "compact" }, digest)
      : verifyRsaSignature(key, signature, key.scheme.hash, digest);
  return right ? "signed-by-its-key" : "wrong-signature";
}
