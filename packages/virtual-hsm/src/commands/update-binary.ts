import { commitPart, type Handler } from "../card.js";
import { fileKey, isWritable, storedFile } from "../files.js";
import { toHex } from "../hex.js";
import { answer, ok, StatusWord } from "../status-word.js";
import { decodeTlvs } from "../tlv.js";
import { targetFile } from "./target-file.js";

const OFFSET = 0x54;
const CONTENT = 0x53;

/** A bound for the sake of the state file; no PKCS#15 object comes near it. */
const FILE_BYTES_MAX = 0x4000;
const FILES_MAX = 1024;

/**
 * UPDATE BINARY with an odd instruction byte, 00 D7: data objects 54 (offset) and 53 (bytes), P1-P2
 * the file or 0000 for the current one. A file that isn't there is created
 * (`sc_hsm_write_ef` in card-sc-hsm.c). The user PIN must have been verified.
 */
export const updateBinary: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  const id = targetFile(card, p1, p2);
  if (id === undefined) return answer(StatusWord.noCurrentFile);
  if (!isWritable(id)) return answer(StatusWord.fileNotFound);
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
  const before = storedFile(card, id);
  if (at > (before?.length ?? 0)) return answer(StatusWord.wrongOffset);
  const isNew = before === undefined;
  if (isNew && Object.keys(initialisation.files).length >= FILES_MAX) {
    return answer(StatusWord.noSpace);
  }
  const after = overwrite(before ?? new Uint8Array(0), at, content.value);
  if (after.length > FILE_BYTES_MAX) return answer(StatusWord.noSpace);
  commitPart(card, initialisation, {
    files: { ...initialisation.files, [fileKey(id)]: toHex(after) },
  });
  card.session.currentFile = id;
  return ok();
};

/** A file only grows: what stands behind the part that is written stays. */
function overwrite(before: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, at + part.length));
  after.set(before);
  after.set(part, at);
  return after;
}
