import type { ApduChannel } from "../channel.js";
import { deleteFile, WRITE_MAX_BYTES, writeFile } from "../commands.js";
import { OK } from "../read-status.js";
import { keyRefusal } from "./key-refusal.js";

const NOT_FOUND: ReadonlySet<number> = new Set([0x6a82, 0x6a88]);

/**
 * Writes a file, in as many pieces as it takes. There must be none yet: a file only grows.
 *
 * @throws {HsmError} `not-logged-in`, `device-full`, `unexpected-answer`, and what the channel throws.
 */
export async function writeObject(
  channel: ApduChannel,
  file: number,
  content: Uint8Array,
  what: string,
): Promise<void> {
  for (let at = 0; at < content.length; at += WRITE_MAX_BYTES) {
    const piece = content.subarray(at, at + WRITE_MAX_BYTES);
    const answer = await channel.transmit(writeFile(file, piece, at));
    if (answer.sw !== OK) throw keyRefusal(channel, what, answer);
  }
}

/**
 * Deletes a key or a file, if it is there.
 *
 * @throws {HsmError} `not-logged-in`, `unexpected-answer`, and what the channel throws.
 */
export async function deleteObject(channel: ApduChannel, object: number): Promise<void> {
  const answer = await channel.transmit(deleteFile(object));
  if (answer.sw === OK || NOT_FOUND.has(answer.sw)) return;
  throw keyRefusal(channel, `the deletion of ${object.toString(16).toUpperCase()}`, answer);
}
