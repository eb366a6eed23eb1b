import type { Card } from "./card.js";
import { fromHex } from "./hex.js";
import { encodeTokenInfo } from "./token-info.js";

/** EF with the device certificate. */
export const DEVICE_CERTIFICATE = 0x2f02;
/** EF with the PKCS#15 TokenInfo, and in it the label. */
export const TOKEN_INFO = 0x2f03;
/** Where a key blob waits to be unwrapped; gone with the power. */
export const KEY_BLOB = 0x2f10;
/** Keys are listed and deleted by this and their reference; there is no file that could be read. */
export const KEYS = 0xcc00;
/** How the device authentication key is listed. */
export const DEVICE_KEY: number = KEYS;

/**
 * High bytes of the file identifiers that OpenSC creates (the `…_PREFIX` constants of
 * card-sc-hsm.h): descriptions of keys, certificates and data, CA certificates, protected data,
 * certificates of keys, data.
 */
const WRITABLE = new Set([0xc4, 0xc8, 0xc9, 0xca, 0xcd, 0xce, 0xcf]);
/** Data objects that are read only after the user PIN was verified. */
const PROTECTED = 0xcd;

/** What reading this file gives; undefined if there is none. */
export function fileContent(card: Card, id: number): Uint8Array | undefined {
  if (id === DEVICE_CERTIFICATE) return fromHex(card.state.deviceCertificate);
  const written = storedFile(card, id);
  return id === TOKEN_INFO ? encodeTokenInfo(card.identity, written) : written;
}

/** What was written into this file, as it was; undefined if nothing was. */
export function storedFile(card: Card, id: number): Uint8Array | undefined {
  const content = card.state.initialisation?.files[fileKey(id)];
  return content === undefined ? undefined : fromHex(content);
}

export function isReadable(card: Card, id: number): boolean {
  return id >> 8 !== PROTECTED || card.session.userPinVerified;
}

/** May this file be created and written at all? (Only with the user PIN verified.) */
export function isWritable(id: number): boolean {
  return id === TOKEN_INFO || WRITABLE.has(id >> 8);
}

/** Under which name the state keeps a file. */
export function fileKey(id: number): string {
  return id.toString(16).padStart(4, "0");
}
