import type { Handler } from "../card.js";
import { fileContent, isReadable } from "../files.js";
import { answer, ok, StatusWord } from "../status-word.js";
import { decodeTlvs, findTlv } from "../tlv.js";
import { targetFile } from "./target-file.js";

const OFFSET = 0x54;

/**
 * READ BINARY with an odd instruction byte, 00 B1: data object 54 holds the offset, P1-P2 the file
 * or 0000 for the current one (`sc_hsm_read_binary` in card-sc-hsm.c). The bytes come bare, without
 * a data object around them; 6282 says that the file ended before Le.
 */
export const readBinary: Handler = (card, { p1, p2, data = new Uint8Array(0), le }) => {
  const id = targetFile(card, p1, p2);
  if (id === undefined) return answer(StatusWord.noCurrentFile);
  const offset = offsetIn(data);
  if (offset === undefined) return answer(StatusWord.wrongData);
  if (le === undefined) return answer(StatusWord.wrongLength);
  const content = fileContent(card, id);
  if (content === undefined) return answer(StatusWord.fileNotFound);
  if (!isReadable(card, id)) return answer(StatusWord.notAuthenticated);
  if (offset > content.length) return answer(StatusWord.wrongOffset);
  const part = content.slice(offset, offset + le);
  card.session.currentFile = id;
  return part.length < le ? { data: part, sw: StatusWord.endOfFile } : ok(part);
};

function offsetIn(data: Uint8Array): number | undefined {
  const [high, low, ...rest] = findTlv(decodeTlvs(data) ?? [], OFFSET) ?? [];
  if (high === undefined || low === undefined || rest.length > 0) return undefined;
  return high * 256 + low;
}
