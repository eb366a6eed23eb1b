import {
  type BackupPublicKey,
  type Certificate,
  type DescribedKey,
  KeyBackupError,
  parseCertificate,
  parseKeyDescription,
} from "@dkek/dkek-file/key-backup";
import type { ApduChannel } from "../channel.js";
import { ENUMERATE } from "../commands.js";
import { OK, readFile, unexpected } from "../read-status.js";
import { readText } from "../text.js";
import { findTlv } from "../tlv.js";
import {
  CA_CERTIFICATE,
  CA_DESCRIPTION,
  CERTIFICATE,
  DESCRIPTION,
  KEY,
  numbersOf,
  REFERENCE_MIN,
} from "./object-files.js";

/** A key in an HSM, and what the HSM says of it in public. Nothing proves that it says the truth. */
export interface HsmKey {
  /** By which the card knows it, 1 to 255. */
  readonly reference: number;
  /** As people named it; fit to be shown. */
  readonly label: string | undefined;
  /** PKCS #15 and PKCS #11 identifier, in hex. */
  readonly id: string | undefined;
  readonly algorithm: "rsa" | "ec" | "aes" | undefined;
  /** RSA: of the modulus; EC: of a coordinate; AES: of the key. */
  readonly bits: number | undefined;
  readonly publicKey: BackupPublicKey | undefined;
  /** What stands beside it: the request that was made with it, or the certificate in its place. */
  readonly certificate: Certificate["kind"] | undefined;
  /** Which of the files beside it are there and can't be understood. */
  readonly unreadable: readonly ("description" | "certificate")[];
}

/** A certificate that belongs to none of the keys, such as that of a certification authority. */
export interface HsmCertificate {
  /** 0 to 255. */
  readonly number: number;
  readonly label: string | undefined;
  readonly kind: Certificate["kind"] | undefined;
  readonly publicKey: BackupPublicKey | undefined;
}

/** What is in an HSM beside its own device key. */
export interface HsmContents {
  readonly keys: readonly HsmKey[];
  readonly certificates: readonly HsmCertificate[];
  /** Identifiers of all other files: data, and what was left behind by keys that are gone. */
  readonly otherFiles: readonly number[];
}

/** Reads everything that the HSM shows of its keys. It takes no login, and ends none. */
export async function readContents(channel: ApduChannel): Promise<HsmContents> {
  const objects = await enumerate(channel);
  const references = numbersOf(KEY, objects).filter((reference) => reference >= REFERENCE_MIN);
  const keys: HsmKey[] = [];
  for (const reference of references) keys.push(await readKey(channel, reference));
  const certificates: HsmCertificate[] = [];
  for (const number of numbersOf(CA_CERTIFICATE, objects)) {
    certificates.push(await readCaCertificate(channel, number));
  }
  return { keys, certificates, otherFiles: objects.filter((id) => !isShown(id, objects)) };
}

/**
 * The identifiers of all keys and files.
 *
 * @throws {HsmError} `unexpected-answer`, and what the channel throws.
 */
export async function enumerate(channel: ApduChannel): Promise<readonly number[]> {
  const answer = await channel.transmit(ENUMERATE);
  const { data, sw } = answer;
  if (sw !== OK || data.length % 2 !== 0) {
    throw unexpected("the question for its keys and files", answer);
  }
  return Array.from({ length: data.length / 2 }, (_, i) => {
    return (data[2 * i] ?? 0) * 256 + (data[2 * i + 1] ?? 0);
  });
}

/** What the HSM says of the key with this reference, whether there is one or not. */
export async function readKey(channel: ApduChannel, reference: number): Promise<HsmKey> {
  const description = await readParsed(channel, DESCRIPTION + reference, parseKeyDescription);
  const certificate = await readParsed(channel, CERTIFICATE + reference, parseCertificate);
  const described: DescribedKey | undefined = description.parsed;
  const publicKey = certificate.parsed?.publicKey;
  return {
    reference,
    label: described?.label,
    id: described?.id,
    algorithm: publicKey?.algorithm ?? described?.keyType,
    bits: publicKey?.bits ?? described?.keyBits,
    publicKey,
    certificate: certificate.parsed?.kind,
    unreadable: [
      ...(description.unreadable ? (["description"] as const) : []),
      ...(certificate.unreadable ? (["certificate"] as const) : []),
    ],
  };
}

async function readCaCertificate(channel: ApduChannel, number: number): Promise<HsmCertificate> {
  const { parsed } = await readParsed(channel, CA_CERTIFICATE + number, parseCertificate);
  // CertificateObject of PKCS #15: its label is the first thing in it.
  const label = findTlv(await readFile(channel, CA_DESCRIPTION + number), 0x30, 0x30, 0x0c);
  return {
    number,
    label: label && readText(label),
    kind: parsed?.kind,
    publicKey: parsed?.publicKey,
  };
}

interface Read<T> {
  readonly parsed: T | undefined;
  /** It is there, and not well-formed. */
  readonly unreadable: boolean;
}

async function readParsed<T>(
  channel: ApduChannel,
  file: number,
  parse: (bytes: Uint8Array) => T,
): Promise<Read<T>> {
  const bytes = await readFile(channel, file);
  if (bytes.length === 0) return { parsed: undefined, unreadable: false };
  try {
    return { parsed: parse(bytes), unreadable: false };
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    return { parsed: undefined, unreadable: true };
  }
}

/** Is it a key, what belongs to one, or a certificate and its description? */
function isShown(id: number, objects: readonly number[]): boolean {
  const number = id & 0xff;
  switch (id & 0xff00) {
    case KEY:
    case CA_CERTIFICATE:
      return true;
    case DESCRIPTION:
    case CERTIFICATE:
      // Those of the device key go with it.
      return objects.includes(KEY + number);
    case CA_DESCRIPTION:
      return objects.includes(CA_CERTIFICATE + number);
    default:
      return false;
  }
}
