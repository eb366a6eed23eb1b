import type { CommandApdu, ResponseApdu } from "@dkek/hsm";
import type { Card, Handler } from "../card.js";
import { fileContent } from "../files.js";
import { fromHex, toHex } from "../hex.js";
import { answer, ok, StatusWord } from "../status-word.js";
import { encodeTlv } from "../tlv.js";

/** Application identifier of the SmartCard-HSM (`sc_hsm_aid` in card-sc-hsm.c). */
export const APPLICATION_ID: Uint8Array = fromHex("e82b0601040181c31f0201");

/** Firmware version as `sc-hsm-tool` shows it: 4.0, one that real tokens run. */
const VERSION = [4, 0] as const;
/** Neither "JCOP" (0) nor "demo" (1): the name that OpenSC shows is plain "SmartCard-HSM". */
const PLATFORM = 0xff;
/** Initialisation option: the SO-PIN may reset the user PIN (`INIT_RRC_ENABLED`). */
const RESET_RETRY_COUNTER = 0x01;

const BY_FILE_ID = 0x00;
const BY_NAME = 0x04;
const RETURN_FCI = 0x00;
const RETURN_FCP = 0x04;
const RETURN_NOTHING = 0x0c;

/**
 * SELECT, 00 A4: the applet by its name, or an elementary file by its identifier. Selecting the
 * applet logs out.
 */
export const select: Handler = (card, command) => {
  const { p1, p2, data = new Uint8Array(0) } = command;
  if (p2 !== RETURN_FCI && p2 !== RETURN_FCP && p2 !== RETURN_NOTHING) {
    return answer(StatusWord.wrongParameters);
  }
  if (p1 === BY_NAME) return selectApplet(card, command, data);
  if (!card.session.selected) return answer(StatusWord.fileNotFound);
  if (p1 !== BY_FILE_ID) return answer(StatusWord.wrongParameters);
  const [high, low] = data;
  if (high === undefined || low === undefined || data.length !== 2) {
    return answer(StatusWord.wrongLength);
  }
  return selectFile(card, command, high * 256 + low);
};

function selectApplet(card: Card, { p2 }: CommandApdu, name: Uint8Array): ResponseApdu {
  if (toHex(name) !== toHex(APPLICATION_ID)) return answer(StatusWord.fileNotFound);
  card.session.selected = true;
  card.session.userPinVerified = false;
  card.session.currentFile = undefined;
  if (p2 === RETURN_NOTHING) return ok();
  const options = card.state.initialisation?.resetRetryCounter ? RESET_RETRY_COUNTER : 0;
  return ok(
    encodeTlv(
      0x6f,
      encodeTlv(0x84, APPLICATION_ID),
      encodeTlv(0x85, Uint8Array.of(0, options, PLATFORM, ...VERSION)),
    ),
  );
}

function selectFile(card: Card, { p2 }: CommandApdu, id: number): ResponseApdu {
  const content = fileContent(card, id);
  if (content === undefined) return answer(StatusWord.fileNotFound);
  card.session.currentFile = id;
  if (p2 === RETURN_NOTHING) return ok();
  return ok(
    encodeTlv(
      0x62,
      encodeTlv(0x81, Uint8Array.of(content.length >> 8, content.length & 0xff)),
      // Transparent file, working.
      encodeTlv(0x82, Uint8Array.of(0x01)),
      encodeTlv(0x83, Uint8Array.of(id >> 8, id & 0xff)),
      encodeTlv(0x8a, Uint8Array.of(0x05)),
    ),
  );
}
