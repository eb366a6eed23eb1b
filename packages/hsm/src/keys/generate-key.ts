import {
  type BackupPublicKey,
  type Certificate,
  checkCertificateRequest,
  encodeKeyDescription,
  encodeKeyRequest,
  KeyBackupError,
  type KeyNames,
  type KeySpec,
  parseCertificate,
} from "@dkek/dkek-file/key-backup";
import type { ResponseApdu } from "../apdu.js";
import type { ApduChannel } from "../channel.js";
import { DEVICE_CERTIFICATE, generateKeyPair } from "../commands.js";
import { readSerial } from "../device-certificate.js";
import { HsmError } from "../hsm-error.js";
import { OK, readFile, unexpected } from "../read-status.js";
import { enumerate, type HsmKey, readContents, readKey } from "./contents.js";
import { freeReference } from "./free-reference.js";
import { checkKeyNames, demandNewNames } from "./key-names.js";
import { keyRefusal } from "./key-refusal.js";
import { CERTIFICATE, DESCRIPTION } from "./object-files.js";
import { wholeOrNot } from "./whole-or-not.js";
import { writeObject } from "./write-object.js";

/** In milliseconds. An RSA key of 4096 bits takes a genuine card minutes, and it is luck how many. */
const GENERATE_TIMEOUT = 15 * 60_000;

/**
 * Makes a key pair in the HSM, under the first free reference, and describes it as OpenSC's driver
 * does: `pkcs11-tool` and all others see it as one of their own. The login must be there already.
 *
 * A key is there whole or not at all, as long as the channel holds: what could not be described is
 * deleted again.
 *
 * @returns what the HSM shows of it afterwards, compared with what was asked for.
 * @throws {HsmError} before anything was sent: `bad-key-names`, `name-in-use`, `device-full`;
 *   afterwards: `not-logged-in`, `device-full`, `unexpected-answer`, `readback-mismatch`; and what
 *   the channel throws.
 */
export async function generateKey(
  channel: ApduChannel,
  spec: KeySpec,
  names: KeyNames,
): Promise<HsmKey> {
  checkKeyNames(names);
  demandNewNames(names, (await readContents(channel)).keys);
  const reference = freeReference(channel, await enumerate(channel));
  const serial = readSerial(await readFile(channel, DEVICE_CERTIFICATE)) ?? "";
  const what = `the generation of a key with reference ${reference}`;

  return wholeOrNot(channel, {
    reference,
    make: async () => {
      const command = generateKeyPair(reference, encodeKeyRequest(spec, serial));
      const answer = await channel.transmit(command, GENERATE_TIMEOUT);
      if (answer.sw !== OK) throw keyRefusal(channel, what, answer);
      return answer;
    },
    complete: async (answer) => {
      const { publicKey } = readRequest(answer, what);
      await writeObject(channel, CERTIFICATE + reference, answer.data, "its certificate request");
      const description = encodeKeyDescription(spec, names, reference);
      await writeObject(channel, DESCRIPTION + reference, description, "its description");
      const made = await readKey(channel, reference);
      if (isAsAsked(made, spec, names) && isSameKey(made.publicKey, publicKey)) return made;
      throw new HsmError("readback-mismatch", "the new key is not described as it was written", {
        hint: "try again; if it fails once more, do not use this HSM",
      });
    },
  });
}

/** @throws {HsmError} `unexpected-answer` unless the key itself signed the request. */
function readRequest(answer: ResponseApdu, what: string): Certificate {
  try {
    const certificate = parseCertificate(answer.data);
    const { request } = certificate;
    if (request && checkCertificateRequest(request) === "signed-by-its-key") return certificate;
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
  }
  throw unexpected(`${what} with a certificate request that is not right, and`, answer);
}

function isAsAsked(made: HsmKey, spec: KeySpec, names: KeyNames): boolean {
  const { publicKey, label, id } = made;
  if (label !== names.label || id !== names.id || publicKey === undefined) return false;
  return spec.algorithm === "rsa"
    ? publicKey.algorithm === "rsa" && publicKey.bits === spec.bits
    : publicKey.algorithm === "ec" && publicKey.curve === spec.curve.name;
}

function isSameKey(a: BackupPublicKey | undefined, b: BackupPublicKey | undefined): boolean {
  return a !== undefined && a.fingerprint === b?.fingerprint;
}
