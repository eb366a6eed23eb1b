export { directChannel } from "./direct-channel.js";
export { looksVirtual, requireVirtual, type TokenIdentity, virtualLabel } from "./identity.js";
export { PcscDaemon, type PcscDaemonOptions, type VirtualReader } from "./pcsc-daemon.js";
export { type Plug, type PlugOptions, plugIn } from "./plug.js";
export type { VirtualHsmState } from "./state.js";
export { openStateFile, type StateFile, type StateFileOptions } from "./state-file.js";
export { type Exchange, VirtualHsm, type VirtualHsmOptions } from "./virtual-hsm.js";
export { VirtualHsmError, type VirtualHsmErrorCode } from "./virtual-hsm-error.js";
