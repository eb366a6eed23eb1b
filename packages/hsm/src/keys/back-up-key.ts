import {
  encodeKeyBackup,
  type KeyBackup,
  KeyBackupError,
  parseKeyBackup,
} from "@dkek/dkek-file/key-backup";
import type { ResponseApdu } from "../apdu.js";
import type { ApduChannel } from "../channel.js";
import { wrapKey } from "../commands.js";
import { HsmError } from "../hsm-error.js";
import { OK, readFile } from "../read-status.js";
import { lookAtStatus } from "../stock-commands.js";
import { keyRefusal } from "./key-refusal.js";
import { CERTIFICATE, DESCRIPTION } from "./object-files.js";
import { requireCompleteDkek } from "./require-dkek.js";

/** Conditions of use not satisfied: with a DKEK that is complete, they can only be the key's own. */
const STAYS = 0x6985;

/**
 * Lets a key out of the HSM, encrypted under its DKEK, with its description and its certificate: the
 * file that `sc-hsm-tool --wrap-key` would write. The login must be there already.
 *
 * @param reference - 1 to 255
 * @returns the backup as it was read again, its KCV that of the HSM where this card tells it.
 * @throws {HsmError} `no-dkek-set-up`, `dkek-incomplete`, `not-logged-in`, `no-such-key`; `key-stays`
 *   for one that can't leave; `readback-mismatch` for a file that nothing could restore; and what the
 *   channel throws.
 */
export async function backUpKey(channel: ApduChannel, reference: number): Promise<KeyBackup> {
  const { kcv } = await requireCompleteDkek(channel);
  const answer = await channel.transmit(wrapKey(reference));
  if (answer.sw !== OK) throw refusal(channel, reference, answer);
  const file = encodeKeyBackup({
    blob: answer.data,
    description: await readFile(channel, DESCRIPTION + reference),
    certificate: await readFile(channel, CERTIFICATE + reference),
  });
  const backup = readAgain(file, reference);
  if (kcv === undefined || kcv === backup.kcv) return backup;
  throw new HsmError(
    "readback-mismatch",
    `the HSM shows KCV ${kcv}, and wrapped the key with reference ${reference} under ${backup.kcv}`,
    { hint: `do not rely on this backup; ${lookAtStatus(channel.reader)}` },
  );
}

function refusal(channel: ApduChannel, reference: number, answer: ResponseApdu): HsmError {
  if (answer.sw !== STAYS) {
    return keyRefusal(channel, `the wrapping of the key with reference ${reference}`, answer);
  }
  return new HsmError("key-stays", `the key with reference ${reference} can't leave the HSM`, {
    hint: "it was made so; if the HSM dies, this key is lost: make another one that can be backed up",
  });
}

function readAgain(file: Uint8Array, reference: number): KeyBackup {
  try {
    return parseKeyBackup(file);
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    throw new HsmError(
      "readback-mismatch",
      `what the HSM has of the key with reference ${reference} is no key backup: ${error.message}`,
      { hint: "its description or its certificate is damaged; write them anew", cause: error },
    );
  }
}
