export {
  type CommandApdu,
  decodeCommand,
  encodeCommand,
  encodeResponse,
  type ResponseApdu,
} from "./apdu.js";
export type { ApduChannel } from "./channel.js";
export { HsmError, type HsmErrorCode } from "./hsm-error.js";
export type { ImportExpectation } from "./import-share.js";
export type { InitialiseOptions } from "./initialise-options.js";
export { selectApplet } from "./read-status.js";
export { SmartCardHsm } from "./smartcard-hsm.js";
export type { DkekStatus, HsmStatus } from "./status.js";
export { lookAtStatus } from "./stock-commands.js";
