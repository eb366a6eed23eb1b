import { concatBytes } from "@noble/hashes/utils.js";
import type { ResponseApdu } from "./apdu.js";
import { type AppletInfo, readAppletInfo } from "./applet-info.js";
import type { ApduChannel } from "./channel.js";
import {
  ASK_DKEK,
  askPin,
  DEVICE_CERTIFICATE,
  readBinary,
  SELECT_APPLET,
  SO_PIN,
  selectFile,
  TOKEN_INFO,
  USER_PIN,
} from "./commands.js";
import { readSerial } from "./device-certificate.js";
import { readDkekStatus } from "./dkek-status.js";
import { HsmError } from "./hsm-error.js";
import { type PinState, readPinState } from "./pin-tries.js";
import type { DkekStatus, HsmStatus } from "./status.js";
import { statusCommand } from "./stock-commands.js";
import { tlvLength } from "./tlv.js";
import { readLabel } from "./token-info.js";

export const OK = 0x9000;
const END_OF_FILE = 0x6282;
/** A file longer than this is not one of those that are read here. */
const FILE_MAX = 4096;
/** What OpenSC shows where the HSM was given no label. */
const DEFAULT_LABEL = "SmartCard-HSM";

/**
 * Selects the applet and reads everything that can be known without logging in. Changes nothing and
 * costs no tries; a login ends.
 *
 * @throws {HsmError} `not-a-smartcard-hsm`, `unexpected-answer`, and what the channel throws.
 */
export async function readStatus(channel: ApduChannel): Promise<HsmStatus> {
  const applet = await selectApplet(channel);
  const serial = readSerial(await readFile(channel, DEVICE_CERTIFICATE));
  if (serial === undefined) {
    throw new HsmError("unexpected-answer", "the HSM's certificate holds no serial number", {
      hint: `try ${statusCommand(channel.reader)}; if that fails as well, the card is not a SmartCard-HSM`,
    });
  }
  const label = readLabel(await readFile(channel, TOKEN_INFO)) ?? DEFAULT_LABEL;
  const soPin = await askPinState(channel, SO_PIN);
  const userPin = await askPinState(channel, USER_PIN);
  const initialised = applet.tellsSoPin ? soPin.state !== "absent" : userPin.state !== "unusable";
  return {
    reader: channel.reader,
    serial,
    label,
    firmware: applet.firmware,
    initialised,
    soPinTries: initialised ? triesOf(soPin) : undefined,
    userPinTries: initialised ? triesOf(userPin) : undefined,
    dkek: initialised ? await readDkek(channel) : { state: "none" },
  };
}

/**
 * @throws {HsmError} `not-a-smartcard-hsm`, and what the channel throws.
 */
export async function selectApplet(channel: ApduChannel): Promise<AppletInfo> {
  const answer = await channel.transmit(SELECT_APPLET);
  const info = answer.sw === OK ? readAppletInfo(answer.data) : undefined;
  if (info === undefined) {
    throw new HsmError(
      "not-a-smartcard-hsm",
      `the card in reader "${channel.reader}" is not a SmartCard-HSM`,
      { hint: "put in a SmartCard-HSM or Nitrokey HSM 2, or name another reader with --reader" },
    );
  }
  return info;
}

const JUST_ASKED =
  "was it unplugged, or used by another program in between? Close that, and try again";

/**
 * An answer that no SmartCard-HSM should give to `what`.
 *
 * @param hint - to be given where `what` was more than a question: trying again may do harm then
 */
export function unexpected(
  what: string,
  { sw }: ResponseApdu,
  hint: string = JUST_ASKED,
): HsmError {
  const status = sw.toString(16).toUpperCase().padStart(4, "0");
  return new HsmError("unexpected-answer", `the HSM answered ${what} with status ${status}`, {
    hint,
  });
}

/** The first data object of a file of up to 4096 bytes; empty where the file is not there. */
export async function readFile(channel: ApduChannel, file: number): Promise<Uint8Array> {
  let content: Uint8Array = new Uint8Array(0);
  if ((await channel.transmit(selectFile(file))).sw !== OK) return content;
  while (content.length < (tlvLength(content) ?? FILE_MAX)) {
    const { data, sw } = await channel.transmit(readBinary(content.length));
    content = concatBytes(content, data);
    if (!isRead(sw) || data.length === 0 || content.length > FILE_MAX) break;
  }
  return content.subarray(0, tlvLength(content));
}

/** 61xx: some cards say that more is waiting; asking from the new offset on gets it as well. */
function isRead(sw: number): boolean {
  return sw === OK || sw === END_OF_FILE || sw >> 8 === 0x61;
}

async function askPinState(channel: ApduChannel, reference: number): Promise<PinState> {
  return readPinState((await channel.transmit(askPin(reference))).sw);
}

function triesOf(pin: PinState): number | undefined {
  return pin.state === "set" ? pin.tries : undefined;
}

/**
 * Where its DKEK stands. Keeps a login, after which some firmware tells more.
 *
 * @throws {HsmError} `unexpected-answer`, and what the channel throws.
 */
export async function readDkek(channel: ApduChannel): Promise<DkekStatus> {
  const answer = await channel.transmit(ASK_DKEK);
  const status = readDkekStatus(answer);
  if (status === undefined) throw unexpected("the question for its DKEK", answer);
  return status;
}
