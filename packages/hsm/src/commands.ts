import { type CommandApdu, twoBytes } from "./apdu.js";

/** The commands of the SmartCard-HSM that are used here, as OpenSC's card-sc-hsm.c sends them. */

const AID = Uint8Array.of(0xe8, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x81, 0xc3, 0x1f, 0x02, 0x01);

export const DEVICE_CERTIFICATE = 0x2f02;
export const TOKEN_INFO = 0x2f03;
export const USER_PIN = 0x81;
export const SO_PIN = 0x88;

/** Selecting it also ends every login. */
export const SELECT_APPLET: CommandApdu = {
  cla: 0x00,
  ins: 0xa4,
  p1: 0x04,
  p2: 0x00,
  data: AID,
  le: 256,
};

export function selectFile(file: number): CommandApdu {
  return { cla: 0x00, ins: 0xa4, p1: 0, p2: 0, data: Uint8Array.from(twoBytes(file)), le: 256 };
}

/** READ BINARY with an offset data object: up to 256 bytes of the selected file. */
export function readBinary(offset: number): CommandApdu {
  const data = Uint8Array.of(0x54, 0x02, ...twoBytes(offset));
  return { cla: 0x00, ins: 0xb1, p1: 0, p2: 0, data, le: 256 };
}

/** What UPDATE BINARY carries at once in a short command: every reader takes that. */
export const WRITE_MAX_BYTES = 240;

/**
 * UPDATE BINARY: writes up to {@link WRITE_MAX_BYTES} of a file, which is made if it is not there.
 */
export function writeFile(file: number, content: Uint8Array, offset = 0): CommandApdu {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  const data = Uint8Array.of(0x54, 0x02, ...twoBytes(offset), 0x53, ...length, ...content);
  return { cla: 0x00, ins: 0xd7, p1: file >> 8, p2: file & 0xff, data };
}

/** DELETE FILE: a file, or a key by CC and its reference. */
export function deleteFile(file: number): CommandApdu {
  return { cla: 0x00, ins: 0xe4, p1: 0x02, p2: 0x00, data: Uint8Array.from(twoBytes(file)) };
}

/** VERIFY without a PIN: asks for the tries left and costs none. */
export function askPin(reference: number): CommandApdu {
  return { cla: 0x00, ins: 0x20, p1: 0, p2: reference };
}

/** VERIFY. */
export function presentPin(reference: number, pin: Uint8Array): CommandApdu {
  return { ...askPin(reference), data: pin };
}

/**
 * CHANGE REFERENCE DATA.
 *
 * @param pins - the old PIN and the new one behind it, with nothing in between: how long the old one is,
 *   the card knows
 */
export function changePin(reference: number, pins: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x24, p1: 0, p2: reference, data: pins };
}

/** RESET RETRY COUNTER of the user PIN. `pins`: the SO-PIN, and behind it a new user PIN. */
export function resetPin(pins: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x2c, p1: 0x00, p2: USER_PIN, data: pins };
}

/** RESET RETRY COUNTER with the SO-PIN alone: the user PIN stays what it was. */
export function resetTries(soPin: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x2c, p1: 0x01, p2: USER_PIN, data: soPin };
}

/** `length`: 1 to 256 random bytes. */
export function getChallenge(length: number): CommandApdu {
  return { cla: 0x00, ins: 0x84, p1: 0, p2: 0, le: length };
}

export const ASK_DKEK: CommandApdu = { cla: 0x80, ins: 0x52, p1: 0, p2: 0, le: 256 };

/** `share`: 32 bytes. */
export function importShare(share: Uint8Array): CommandApdu {
  return { ...ASK_DKEK, data: share };
}

/** INITIALIZE DEVICE. */
export function initialiseDevice(data: Uint8Array): CommandApdu {
  return { cla: 0x80, ins: 0x50, p1: 0, p2: 0, data };
}

/** ENUMERATE OBJECTS: the identifiers of keys and files, two bytes each. */
export const ENUMERATE: CommandApdu = { cla: 0x80, ins: 0x58, p1: 0, p2: 0, le: 65_536 };

/** GENERATE ASYMMETRIC KEY PAIR: the answer is the certificate request that `request` begins. */
export function generateKeyPair(reference: number, request: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x46, p1: reference, p2: 0, data: request, le: 65_536 };
}

/** WRAP KEY: the answer is the key blob. */
export function wrapKey(reference: number): CommandApdu {
  return { cla: 0x80, ins: 0x72, p1: reference, p2: 0x92, le: 65_536 };
}

/** UNWRAP KEY: of the blob that was written into EF 2F10, or of this one. */
export function unwrapKey(reference: number, blob?: Uint8Array): CommandApdu {
  const header = { cla: 0x80, ins: 0x74, p1: reference, p2: 0x93 };
  return blob === undefined ? header : { ...header, data: blob };
}

/** SIGN; `algorithm` by its number in card-sc-hsm.h. */
export function sign(reference: number, algorithm: number, data: Uint8Array): CommandApdu {
  return { cla: 0x80, ins: 0x68, p1: reference, p2: algorithm, data, le: 512 };
}
