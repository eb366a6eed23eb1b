import { DkekError } from "@dkek/foundation";

export type VirtualHsmErrorCode =
  // The state file
  | "state-unreadable"
  | "state-foreign"
  | "state-broken"
  | "state-in-use"
  | "state-unwritable"
  // Options
  | "bad-serial-number"
  // The link to vpcd
  | "link-refused"
  | "port-taken";

/** What keeps a virtual HSM from coming up. Trouble with readers and OpenSC is an `HsmError`. */
export class VirtualHsmError extends DkekError<VirtualHsmErrorCode> {}
