import type { KeyBlob } from "@dkek/dkek-file/key-backup";
import type { ResponseApdu } from "../apdu.js";
import type { ApduChannel } from "../channel.js";
import { unwrapKey } from "../commands.js";
import { HsmError } from "../hsm-error.js";
import { OK } from "../read-status.js";
import { keyRefusal } from "./key-refusal.js";
import { KEY_BLOB } from "./object-files.js";
import { writeObject } from "./write-object.js";

/** Not authenticated by this DKEK (`sc_hsm_unwrap_key` of OpenSC translates it so). */
const WRONG_DATA = 0x6a80;
const WRONG_LENGTH = 0x6700;

/**
 * Has the HSM take a key blob in, under a reference that is free. The blob goes through EF 2F10, in
 * pieces that every reader can carry, as OpenSC does from version 0.24 on; firmware that knows no
 * such file gets it with the command, as it did before.
 *
 * @throws {HsmError} `wrong-dkek` for a blob that its DKEK does not authenticate, `not-logged-in`,
 *   `device-full`, `reference-in-use`, `no-dkek-set-up`, `unexpected-answer`, and what the channel
 *   throws.
 */
export async function unwrapInto(
  channel: ApduChannel,
  reference: number,
  blob: KeyBlob,
): Promise<void> {
  const answer = await sendBlob(channel, reference, blob);
  if (answer.sw === OK) return;
  if (answer.sw === WRONG_DATA) {
    throw new HsmError("wrong-dkek", "the HSM refused the backup: its DKEK does not fit it", {
      hint: `it was made under the DKEK with KCV ${blob.kcv}, and must be whole: try the HSM or the DKEK shares that belong to it, or another copy`,
    });
  }
  throw keyRefusal(channel, `the key blob for reference ${reference}`, answer);
}

async function sendBlob(
  channel: ApduChannel,
  reference: number,
  { bytes }: KeyBlob,
): Promise<ResponseApdu> {
  try {
    await writeObject(channel, KEY_BLOB, bytes, "the key blob");
  } catch (error) {
    if (!(error instanceof HsmError) || error.code !== "unexpected-answer") throw error;
    return channel.transmit(unwrapKey(reference, bytes));
  }
  const answer = await channel.transmit(unwrapKey(reference));
  return answer.sw === WRONG_LENGTH ? channel.transmit(unwrapKey(reference, bytes)) : answer;
}
