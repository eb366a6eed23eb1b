import { bytesToHex } from "@noble/hashes/utils.js";
import type { DerElement, DerReader } from "./der-reader.js";
import {
  BIT_STRING,
  BOOLEAN,
  badValue,
  bitString,
  checkBoolean,
  checkInteger,
  INTEGER,
  NULL,
  OCTET_STRING,
  SEQUENCE,
  smallInteger,
  UTF8_STRING,
  utf8String,
} from "./der-values.js";
import type { KeyType } from "./key-blob.js";

/** The tags of `PrivateKeyType` and `SecretKeyType` in PKCS #15 that the HSM's keys have. */
const TAGS: Readonly<Record<KeyType, number>> = { rsa: 0x30, "rsa-crt": 0x30, ec: 0xa0, aes: 0xa8 };

const GENERALIZED_TIME = 0x18;
const END_DATE = 0x80;
const ALGORITHM_REFERENCES = 0xa1;
const SUBCLASS_ATTRIBUTES = 0xa0;
const TYPE_ATTRIBUTES = 0xa1;

/** What the HSM says of a key in public: EF C4xx, beside the key itself. */
export interface KeyDescription {
  /** As people named the key. What could upset a terminal is shown as U+FFFD. */
  readonly label: string | undefined;
  /** The iD by which PKCS #15 and PKCS #11 know the key, in hex. */
  readonly id: string;
  /** RSA: modulusLength. EC: fieldSize. AES: keyLen. */
  readonly keyBits: number | undefined;
}

/** The tag with which the description of such a key begins. */
export function descriptionTag(keyType: KeyType): number {
  return TAGS[keyType];
}

/**
 * Whether a key of this size may be called one of the other: the Smart Card Shell counts whole bytes,
 * and describes a key of 521 bits as one of 528.
 */
export function isDescribedAs(bits: number, described: number): boolean {
  return described === bits || described === Math.ceil(bits / 8) * 8;
}

/**
 * Reads the description of a key (PKCS #15 v1.1, sections 6.1.8, 6.4 and 6.5; written by
 * `sc_pkcs15_encode_prkdf_entry` of OpenSC's pkcs15-prkey.c, the Smart Card Shell and others).
 *
 * Nothing authenticates it: a different label is a different label.
 *
 * @param file - the reader that gave `element`
 * @throws {KeyBackupError} where it is not well-formed.
 */
export function readKeyDescription(
  file: DerReader,
  element: DerElement,
  keyType: KeyType,
): KeyDescription {
  const object = file.inside(element);
  const label = readCommonAttributes(object);
  const id = readKeyAttributes(object);
  const subclass = object.takeIf(SUBCLASS_ATTRIBUTES, "subclass attributes");
  const secretKeyBits = subclass && readSubclass(object, subclass, keyType);
  const type = object.take(TYPE_ATTRIBUTES, "type attributes");
  const typeBits = readTypeAttributes(object.inside(type), keyType);
  object.finish("the key description");
  return { label, id, keyBits: typeBits ?? secretKeyBits };
}

/** @returns the label. */
function readCommonAttributes(object: DerReader): string | undefined {
  const attributes = object.inside(object.take(SEQUENCE, "common object attributes"));
  const label = attributes.takeIf(UTF8_STRING, "label");
  const flags = attributes.takeIf(BIT_STRING, "object flags");
  if (flags) bitString(flags, "object flags");
  attributes.takeIf(OCTET_STRING, "authentication identifier");
  const consent = attributes.takeIf(INTEGER, "user consent");
  if (consent) smallInteger(consent, "user consent");
  const rules = attributes.takeIf(SEQUENCE, "access control rules");
  if (rules) walk(attributes.inside(rules), "access control rules");
  attributes.finish("common object attributes");
  return label && printable(utf8String(label, "label"));
}

/** @returns the iD in hex. */
function readKeyAttributes(object: DerReader): string {
  const attributes = object.inside(object.take(SEQUENCE, "common key attributes"));
  const id = attributes.take(OCTET_STRING, "key identifier");
  bitString(attributes.take(BIT_STRING, "key usage"), "key usage");
  const native = attributes.takeIf(BOOLEAN, "native");
  if (native) checkBoolean(native, "native");
  const access = attributes.takeIf(BIT_STRING, "access flags");
  if (access) bitString(access, "access flags");
  const reference = attributes.takeIf(INTEGER, "key reference");
  if (reference) checkInteger(reference, "key reference");
  attributes.takeIf(GENERALIZED_TIME, "start date");
  attributes.takeIf(END_DATE, "end date");
  const algorithms = attributes.takeIf(ALGORITHM_REFERENCES, "algorithm references");
  if (algorithms) walk(attributes.inside(algorithms), "algorithm references");
  attributes.finish("common key attributes");
  return bytesToHex(id.value);
}

/** @returns keyLen of an AES key. A private key has its subject's name here, if anything. */
function readSubclass(
  object: DerReader,
  element: DerElement,
  keyType: KeyType,
): number | undefined {
  const what = "subclass attributes";
  const subclass = object.inside(element);
  if (keyType !== "aes") {
    walk(subclass, what);
    return undefined;
  }
  const secretKey = subclass.inside(subclass.take(SEQUENCE, what));
  const keyLen = secretKey.takeIf(INTEGER, "key length");
  secretKey.finish(what);
  subclass.finish(what);
  return keyLen && positive(keyLen, "key length");
}

/** @returns modulusLength or fieldSize. */
function readTypeAttributes(type: DerReader, keyType: KeyType): number | undefined {
  const attributes = type.inside(type.take(SEQUENCE, "key attributes"));
  type.finish("type attributes");
  const path = attributes.inside(attributes.take(SEQUENCE, "path"));
  if (!path.atEnd) path.take(OCTET_STRING, "path");
  walk(path, "path");
  const rsa = keyType === "rsa" || keyType === "rsa-crt";
  const size = rsa
    ? attributes.take(INTEGER, "modulus length")
    : attributes.takeIf(INTEGER, "field size");
  const info = attributes.takeIf(INTEGER, "key information");
  if (info) checkInteger(info, "key information");
  const none = attributes.takeIf(NULL, "key information");
  if (none && none.value.length > 0) throw badValue(none, "key information");
  const domain = attributes.takeIf(SEQUENCE, "domain parameters");
  if (domain) walk(attributes.inside(domain), "domain parameters");
  attributes.finish("key attributes");
  return size && positive(size, "key size");
}

function positive(element: DerElement, what: string): number {
  const number = smallInteger(element, what);
  if (number === 0) throw badValue(element, what);
  return number;
}

/** Reads to the end: whole objects side by side, whatever they hold. */
function walk(reader: DerReader, what: string): void {
  while (!reader.atEnd) reader.takeAny(what);
}

/** Without control, formatting and unassigned characters: a file must not steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
