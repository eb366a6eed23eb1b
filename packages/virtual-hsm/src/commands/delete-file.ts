import type { ResponseApdu } from "@dkek/hsm";
import { type Card, commitPart, type Handler } from "../card.js";
import { fileKey, isWritable, KEYS, storedFile } from "../files.js";
import { keyName } from "../keys/card-key.js";
import type { Initialisation } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";

const BY_FILE_ID = 0x02;

/**
 * DELETE FILE, 00 E4 02 00 with the identifier of a file or a key, the user PIN verified. What belongs
 * to a key, its description and its certificate, is deleted apart from it.
 */
export const deleteFile: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  if (p1 !== BY_FILE_ID || p2 !== 0) return answer(StatusWord.wrongParameters);
  const [high, low] = data;
  if (high === undefined || low === undefined || data.length !== 2) {
    return answer(StatusWord.wrongLength);
  }
  const id = high * 256 + low;
  const { initialisation } = card.state;
  if (!card.session.userPinVerified || initialisation === null) {
    return answer(StatusWord.notAuthenticated);
  }
  if (id >= KEYS && id <= KEYS + 0xff) return deleteKey(card, initialisation, id - KEYS);
  if (!isWritable(id) || storedFile(card, id) === undefined) return answer(StatusWord.fileNotFound);
  const { [fileKey(id)]: _deleted, ...files } = initialisation.files;
  commitPart(card, initialisation, { files });
  if (card.session.currentFile === id) card.session.currentFile = undefined;
  return ok();
};

function deleteKey(card: Card, initialisation: Initialisation, reference: number): ResponseApdu {
  const name = keyName(reference);
  if (!(name in initialisation.keys)) return answer(StatusWord.fileNotFound);
  const { [name]: _deleted, ...keys } = initialisation.keys;
  commitPart(card, initialisation, { keys });
  return ok();
}
