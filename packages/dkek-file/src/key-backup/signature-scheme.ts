import { bytesToHex } from "@noble/hashes/utils.js";

/** How a certificate request is signed, and with which hash. */
export interface SignatureScheme {
  readonly padding: "ecdsa" | "rsa-pkcs1" | "rsa-pss";
  readonly hash: "SHA-1" | "SHA-224" | "SHA-256" | "SHA-384" | "SHA-512";
}

/** id-TA, {bsi-de protocols(2) smartcard(2) 2}: without the two numbers that follow. */
const TERMINAL_AUTHENTICATION = "04007f0007020202";

/** The object identifiers of BSI TR-03110-3, appendix A.1.1.3, that say what a key signs with. */
const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  [`${TERMINAL_AUTHENTICATION}0101`]: { padding: "rsa-pkcs1", hash: "SHA-1" },
  [`${TERMINAL_AUTHENTICATION}0102`]: { padding: "rsa-pkcs1", hash: "SHA-256" },
  [`${TERMINAL_AUTHENTICATION}0103`]: { padding: "rsa-pss", hash: "SHA-1" },
  [`${TERMINAL_AUTHENTICATION}0104`]: { padding: "rsa-pss", hash: "SHA-256" },
  [`${TERMINAL_AUTHENTICATION}0105`]: { padding: "rsa-pkcs1", hash: "SHA-512" },
  [`${TERMINAL_AUTHENTICATION}0106`]: { padding: "rsa-pss", hash: "SHA-512" },
  [`${TERMINAL_AUTHENTICATION}0201`]: { padding: "ecdsa", hash: "SHA-1" },
  [`${TERMINAL_AUTHENTICATION}0202`]: { padding: "ecdsa", hash: "SHA-224" },
  [`${TERMINAL_AUTHENTICATION}0203`]: { padding: "ecdsa", hash: "SHA-256" },
  [`${TERMINAL_AUTHENTICATION}0204`]: { padding: "ecdsa", hash: "SHA-384" },
  [`${TERMINAL_AUTHENTICATION}0205`]: { padding: "ecdsa", hash: "SHA-512" },
};

/**
 * @param oid - the value of an object identifier
 * @returns undefined if it names no scheme.
 */
export function signatureScheme(oid: Uint8Array): SignatureScheme | undefined {
  return SCHEMES[bytesToHex(oid)];
}
