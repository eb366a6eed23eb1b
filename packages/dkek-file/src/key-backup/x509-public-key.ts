import { bytesToHex } from "@noble/hashes/utils.js";
import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import type { DerElement, DerReader } from "./der-reader.js";
import {
  BIT_STRING,
  badValue,
  bitString,
  INTEGER,
  OBJECT_IDENTIFIER,
  SEQUENCE,
} from "./der-values.js";
import { type BackupPublicKey, bitLength, publicKey } from "./public-key.js";
import { SEC_CURVES } from "./sec-curves.js";

const VERSION = 0xa0;
const RSA_ENCRYPTION = "06092a864886f70d010101";
const EC_PUBLIC_KEY = "06072a8648ce3d0201";

/**
 * The public key out of an X.509 certificate (RFC 5280, section 4.1), which takes the place of the
 * request once it was issued and stored. Nothing else of the certificate is looked at: its signature
 * is its issuer's.
 *
 * @param file - the reader that gave `element`
 * @throws {KeyBackupError} where the way to the key is not well-formed.
 */
export function readX509PublicKey(file: DerReader, element: DerElement): BackupPublicKey {
  const certificate = file.inside(element);
  const content = certificate.inside(certificate.take(SEQUENCE, "certificate content"));
  certificate.take(SEQUENCE, "signature algorithm");
  const signature = certificate.take(BIT_STRING, "certificate signature");
  certificate.finish("the certificate");
  bitString(signature, "certificate signature");

  content.takeIf(VERSION, "certificate version");
  content.take(INTEGER, "serial number");
  for (const what of ["signature algorithm", "issuer", "validity", "subject"]) {
    content.take(SEQUENCE, what);
  }
  const info = content.take(SEQUENCE, "public key");
  return readSubjectPublicKeyInfo(content.inside(info), info);
}

function readSubjectPublicKeyInfo(info: DerReader, element: DerElement): BackupPublicKey {
  const algorithm = info.inside(info.take(SEQUENCE, "public key algorithm"));
  const oid = algorithm.take(OBJECT_IDENTIFIER, "public key algorithm");
  const key = info.take(BIT_STRING, "public key");
  info.finish("the public key");
  const bits = bitString(key, "public key");
  const spki = Uint8Array.from(element.whole);

  switch (bytesToHex(oid.whole)) {
    case EC_PUBLIC_KEY: {
      const name = algorithm.takeIf(OBJECT_IDENTIFIER, "curve");
      const curve = [...SEC_CURVES, ...BRAINPOOL_CURVES].find(
        (known) => name !== undefined && bytesToHex(known.oid) === bytesToHex(name.whole),
      );
      return publicKey("ec", curve?.bits, curve?.name, spki);
    }
    case RSA_ENCRYPTION: {
      // One byte says how many bits are unused; the sequence of modulus and exponent follows it.
      const rsa = info.inside({ ...key, valueStart: key.end - bits.length });
      const numbers = rsa.inside(rsa.take(SEQUENCE, "RSA public key"));
      const modulus = numbers.take(INTEGER, "modulus");
      return publicKey("rsa", bitLength(modulus.value), undefined, spki);
    }
    default:
      throw badValue(oid, "the algorithm of the public key");
  }
}
