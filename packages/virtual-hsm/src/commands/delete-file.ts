import { commitPart, type Handler } from "../card.js";
import { fileKey, isWritable, storedFile } from "../files.js";
import { answer, ok, StatusWord } from "../status-word.js";

const BY_FILE_ID = 0x02;

/** DELETE FILE, 00 E4 02 00 with the file identifier, the user PIN verified. */
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
  if (!isWritable(id) || storedFile(card, id) === undefined) return answer(StatusWord.fileNotFound);
  const { [fileKey(id)]: _deleted, ...files } = initialisation.files;
  commitPart(card, initialisation, { files });
  if (card.session.currentFile === id) card.session.currentFile = undefined;
  return ok();
};
