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

/** UPDATE BINARY: writes a whole file of up to 127 bytes, which is made if it is not there. */
export function writeFile(file: number, content: Uint8Array): CommandApdu {
  const data = Uint8Array.of(0x54, 0x02, 0, 0, 0x53, content.length, ...content);
  return { cla: 0x00, ins: 0xd7, p1: file >> 8, p2: file & 0xff, data };
}

/** VERIFY without a PIN: asks for the tries left and costs none. */
export function askPin(reference: number): CommandApdu {
  return { cla: 0x00, ins: 0x20, p1: 0, p2: reference };
}

/** VERIFY. */
export function presentPin(reference: number, pin: Uint8Array): CommandApdu {
  return { ...askPin(reference), data: pin };
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
