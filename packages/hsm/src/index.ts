export {
  type CommandApdu,
  decodeCommand,
  encodeCommand,
  encodeResponse,
  type ResponseApdu,
} from "./apdu.js";
export type { PinChange } from "./change-pin.js";
export type { ApduChannel } from "./channel.js";
export { HsmError, type HsmErrorCode } from "./hsm-error.js";
export type { ImportExpectation } from "./import-share.js";
export { checkLabel, type InitialiseOptions } from "./initialise-options.js";
export type { HsmCertificate, HsmContents, HsmKey } from "./keys/contents.js";
export { KEY_ID_MAX, KEY_LABEL_MAX } from "./keys/key-names.js";
export type { KeyProof } from "./keys/prove-key.js";
export type { RestoredKey, RestoreOptions } from "./keys/restore-key.js";
export type { SignAlgorithm } from "./keys/sign.js";
export type { LoginOptions } from "./login.js";
export type { PinOptions } from "./pin-options.js";
export { selectApplet } from "./read-status.js";
export { SmartCardHsm } from "./smartcard-hsm.js";
export { demandSoPinTries } from "./so-pin.js";
export type { DkekStatus, HsmStatus } from "./status.js";
export { lookAtStatus } from "./stock-commands.js";
export type { Unblocking } from "./unblock.js";
export { demandUserPinTries } from "./user-pin.js";
