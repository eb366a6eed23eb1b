import { type Certificate, readCertificate } from "./certificate.js";
import { DerReader } from "./der-reader.js";
import { KeyBackupError } from "./key-backup-error.js";
import type { KeyType } from "./key-blob.js";
import { descriptionTag, type KeyDescription, readKeyDescription } from "./key-description.js";

/** A description by itself says of what type its key is; with primes or without is the blob's word. */
export interface DescribedKey extends KeyDescription {
  readonly keyType: Exclude<KeyType, "rsa-crt">;
}

const DESCRIBED_TYPES = ["rsa", "ec", "aes"] as const;

/**
 * Reads the description that an HSM keeps of a key, EF C4xx, which a key backup carries along.
 *
 * @throws {KeyBackupError} where it is not well-formed.
 */
export function parseKeyDescription(bytes: Uint8Array): DescribedKey {
  const file = new DerReader(bytes);
  const element = file.takeAny("the key description");
  const keyType = DESCRIBED_TYPES.find((type) => descriptionTag(type) === element.tag);
  if (keyType === undefined) {
    throw new KeyBackupError("wrong-tag", "a key of no known type is described", element.start);
  }
  file.finish("the key description");
  return { ...readKeyDescription(file, element, keyType), keyType };
}

/**
 * Reads what an HSM keeps of a key's public half, EF CExx, which a key backup carries along; EF CAxx
 * of a certificate that belongs to none of its keys.
 *
 * @throws {KeyBackupError} where it is not well-formed.
 */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const file = new DerReader(bytes);
  const certificate = readCertificate(file);
  file.finish("the certificate");
  return certificate;
}
