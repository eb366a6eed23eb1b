import { toHex } from "../hex.js";

export type Hash = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** What a key signs its certificate request with. */
export interface SignatureScheme {
  readonly algorithm: "rsa" | "rsa-pss" | "ec";
  readonly hash: Hash;
}

/** id-TA, {bsi-de protocols(2) smartcard(2) 2}: without the two numbers that follow. */
const TERMINAL_AUTHENTICATION = "04007f0007020202";

/** The object identifiers of BSI TR-03110-3, appendix A.1.1.3. */
const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  "0101": { algorithm: "rsa", hash: "sha1" },
  "0102": { algorithm: "rsa", hash: "sha256" },
  "0103": { algorithm: "rsa-pss", hash: "sha1" },
  "0104": { algorithm: "rsa-pss", hash: "sha256" },
  "0105": { algorithm: "rsa", hash: "sha512" },
  "0106": { algorithm: "rsa-pss", hash: "sha512" },
  "0201": { algorithm: "ec", hash: "sha1" },
  "0202": { algorithm: "ec", hash: "sha224" },
  "0203": { algorithm: "ec", hash: "sha256" },
  "0204": { algorithm: "ec", hash: "sha384" },
  "0205": { algorithm: "ec", hash: "sha512" },
};

/** @param oid the value of an object identifier */
export function signatureScheme(oid: Uint8Array): SignatureScheme | undefined {
  const text = toHex(oid);
  if (!text.startsWith(TERMINAL_AUTHENTICATION)) return undefined;
  return SCHEMES[text.slice(TERMINAL_AUTHENTICATION.length)];
}
