import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Kcv } from "../kcv.js";
import { type Certificate, readCertificate } from "./certificate.js";
import type { CertificateRequest } from "./certificate-request.js";
import { type DerElement, DerReader } from "./der-reader.js";
import { OCTET_STRING, SEQUENCE } from "./der-values.js";
import { KeyBackupError } from "./key-backup-error.js";
import { type KeyBlob, type KeyType, parseKeyBlob } from "./key-blob.js";
import {
  descriptionTag,
  isDescribedAs,
  type KeyDescription,
  readKeyDescription,
} from "./key-description.js";
import type { BackupPublicKey } from "./public-key.js";
import type { UnprovenBytes } from "./unproven-bytes.js";

/** Larger than any that a card has room for. */
export const KEY_BACKUP_MAX_BYTES = 65_536;

/** A key that left an HSM encrypted under its DKEK, as `sc-hsm-tool --wrap-key` writes it. */
export interface KeyBackup {
  /** Of the DKEK that restores it. */
  readonly kcv: Kcv;
  readonly keyType: KeyType;
  /** RSA: of the modulus; EC: of a coordinate; AES: of the key. Undefined where nothing says it. */
  readonly keyBits: number | undefined;
  /** As people named the key; fit to be shown. Unproven. */
  readonly label: string | undefined;
  /** PKCS #15 and PKCS #11 identifier, in hex. Unproven. */
  readonly id: string | undefined;
  /**
   * The public half, where the file has it. That it belongs to the key in the blob is the HSM's
   * word: it takes decrypting to see.
   */
  readonly publicKey: BackupPublicKey | undefined;
  /** What the file has of it beside the blob: a request (for `checkCertificateRequest`), or … */
  readonly request: CertificateRequest | undefined;
  /** … which certificate, or nothing. */
  readonly certificate: Certificate["kind"] | undefined;
  readonly blob: KeyBlob;
  /** EF C4xx, EF CExx: what the HSM gets back beside the key, where the file has them. */
  readonly files: {
    readonly description: Uint8Array | undefined;
    readonly certificate: Uint8Array | undefined;
  };
  /**
   * What stays unproven when the file is well-formed, `checkKeyBackup` calls it restorable and
   * `checkCertificateRequest` finds its request signed. Changes there don't touch the private key.
   * All else is held by the encoding, by the MAC or by the signature; to hold these, too, compare
   * {@link sha256} with one noted when the backup was made.
   */
  readonly unproven: readonly UnprovenBytes[];
  /** Of the whole file, in hex. */
  readonly sha256: string;
  /** The whole file; a copy. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a key backup (`wrap_key` of sc-hsm-tool.c): a sequence of an octet string with the key blob,
 * the key's description if it has one, and its certificate or request if it has one.
 *
 * A key blob by itself, as the HSM returns it, is refused as such: `sc-hsm-tool` never writes one
 * and can't restore one.
 *
 * @throws {KeyBackupError} where it is not well-formed, or its parts contradict each other, with the
 *   place. It never throws anything else.
 */
export function parseKeyBackup(file: Uint8Array): KeyBackup {
  if (file.length > KEY_BACKUP_MAX_BYTES) {
    throw new KeyBackupError("too-large", `${file.length} bytes are too many for a key backup`, 0);
  }
  const bytes = Uint8Array.from(file);
  const outside = new DerReader(bytes);
  checkBeginning(bytes, outside);
  const content = outside.inside(outside.take(SEQUENCE, "the key backup"));
  outside.finish("the key backup");

  const octets = content.take(OCTET_STRING, "the key blob");
  const blob = parseKeyBlob(octets.value, octets.valueStart);
  const { keyType } = blob;
  const unproven: UnprovenBytes[] = [];

  let description: KeyDescription | undefined;
  const descriptionStart = content.at;
  if (!content.atEnd) {
    const element = takeDescription(content, keyType);
    description = readKeyDescription(content, element, keyType);
    unproven.push({ what: "key description", start: element.start, end: element.end });
  }
  const certificateStart = content.at;
  const certificate = content.atEnd ? undefined : readCertificate(content);
  content.finish("the key backup");
  if (certificate) unproven.push(...certificate.unproven);

  const publicKey = certificate?.publicKey;
  checkSizes(keyType, description, publicKey, octets.end);
  return {
    kcv: blob.kcv,
    keyType,
    keyBits: publicKey?.bits ?? description?.keyBits,
    label: description?.label,
    id: description?.id,
    publicKey,
    request: certificate?.request,
    certificate: certificate?.kind,
    blob,
    files: {
      description: description && bytes.subarray(descriptionStart, certificateStart),
      certificate: certificate && bytes.subarray(certificateStart, content.at),
    },
    unproven,
    sha256: bytesToHex(sha256(bytes)),
    bytes,
  };
}

/** Anything but a sequence is another file, and deserves a better word than a wrong tag. */
function checkBeginning(bytes: Uint8Array, outside: DerReader): void {
  if (bytes[0] === SEQUENCE || bytes.length === 0) return;
  try {
    parseKeyBlob(bytes, 0);
  } catch {
    throw new KeyBackupError(
      "not-a-key-backup",
      "this is no key backup",
      outside.at,
      "choose a file that sc-hsm-tool --wrap-key wrote",
    );
  }
  throw new KeyBackupError(
    "bare-key-blob",
    "this is a key blob without the file around it",
    outside.at,
    "sc-hsm-tool can't restore it: choose the file that sc-hsm-tool --wrap-key wrote",
  );
}

function takeDescription(content: DerReader, keyType: KeyType): DerElement {
  const expected = descriptionTag(keyType);
  const found = content.peek();
  if (found !== expected && [0x30, 0xa0, 0xa8].includes(found ?? -1)) {
    throw new KeyBackupError(
      "type-mismatch",
      `the key blob holds a key of type ${keyType}, its description is of another`,
      content.at,
    );
  }
  return content.take(expected, "the key description");
}

/** What blob, description and public key say of the key must agree. */
function checkSizes(
  keyType: KeyType,
  description: KeyDescription | undefined,
  publicKey: BackupPublicKey | undefined,
  offset: number,
): void {
  if (publicKey === undefined) return;
  if (publicKey.algorithm !== (keyType === "rsa-crt" ? "rsa" : keyType)) {
    throw new KeyBackupError(
      "type-mismatch",
      `the key blob holds a key of type ${keyType}, the public key beside it is of another`,
      offset,
    );
  }
  const described = description?.keyBits;
  const { bits } = publicKey;
  if (described === undefined || bits === undefined || isDescribedAs(bits, described)) return;
  throw new KeyBackupError(
    "size-mismatch",
    `a key of ${bits} bits is described as one of ${described}`,
    offset,
  );
}
