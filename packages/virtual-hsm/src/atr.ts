import { fromHex } from "./hex.js";

/**
 * Answer to reset of a SmartCard-HSM in a USB token such as the Nitrokey HSM 2 (contact interface,
 * T=1): one of those by which OpenSC recognises the card (`sc_hsm_atrs` in card-sc-hsm.c).
 */
export const ATR: Uint8Array = fromHex("3bde96ff8191fe1fc38031815448534d3173802140810792");
