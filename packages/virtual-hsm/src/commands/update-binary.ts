import { commitIfRoom } from "../capacity.js";
import type { Card, Handler } from "../card.js";
import { fileKey, isWritable, KEY_BLOB, storedFile } from "../files.js";
import { toHex } from "../hex.js";
import { answer, ok, StatusWord } from "../status-word.js";
import { decodeTlvs } from "../tlv.js";
import { targetFile } from "./target-file.js";

const OFFSET = 0x54;
const CONTENT = 0x53;
const NOTHING = new Uint8Array(0);

/** No PKCS#15 object comes near it. */
const FILE_BYTES_MAX = 0x4000;

/**
 * UPDATE BINARY with an odd instruction byte, 00 D7: data objects 54 (offset) and 53 (bytes), P1-P2
 * the file or 0000 for the current one. A file that isn't there is created
 * (`sc_hsm_write_ef` in card-sc-hsm.c). The user PIN must have been verified.
 */
export const updateBinary: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  const id = targetFile(card, p1, p2);
  if (id === undefined) return answer(StatusWord.noCurrentFile);
  if (id !== KEY_BLOB && !isWritable(id)) return answer(StatusWord.fileNotFound);
  const { initialisation } = card.state;
  if (!card.session.userPinVerified || initialisation === null) {
    return answer(StatusWord.notAuthenticated);
  }
  const [offset, content, ...more] = decodeTlvs(data) ?? [];
  if (offset?.tag !== OFFSET || content?.tag !== CONTENT || more.length > 0) {
    return answer(StatusWord.wrongData);
  }
  const [high, low] = offset.value;
  if (high === undefined || low === undefined || offset.value.length !== 2) {
    return answer(StatusWord.wrongData);
  }
  const at = high * 256 + low;
  const before = (id === KEY_BLOB ? waitingBlob(card, at) : storedFile(card, id)) ?? NOTHING;
  if (at > before.length) return answer(StatusWord.wrongOffset);
  const after = overwrite(before, at, content.value);
  if (after.length > FILE_BYTES_MAX) return answer(StatusWord.noSpace);
  if (id === KEY_BLOB) {
    card.session.keyBlob = after;
  } else {
    const files = { ...initialisation.files, [fileKey(id)]: toHex(after) };
    if (!commitIfRoom(card, initialisation, { files })) return answer(StatusWord.noSpace);
  }
  card.session.currentFile = id;
  return ok();
};

/** Nobody deletes the one before: it goes when the next one begins. */
function waitingBlob(card: Card, at: number): Uint8Array | undefined {
  return at === 0 ? undefined : card.session.keyBlob;
}

/** A file only grows: what stands behind the part that is written stays. */
function overwrite(before: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, at + part.length));
  after.set(before);
  after.set(part, at);
  return after;
}
