import { DkekError } from "@dkek/foundation";

export type HsmErrorCode =
  // Before a card is reached
  | "program-missing"
  | "program-too-old"
  | "program-killed"
  | "program-failed"
  | "not-root"
  | "no-pcsc-daemon"
  | "no-reader"
  | "reader-not-found"
  | "reader-not-named"
  | "no-card"
  | "hsm-not-found"
  | "none-waiting"
  | "not-a-smartcard-hsm"
  | "not-virtual"
  | "pcsc-daemon-in-the-way"
  // While talking to it
  | "card-removed"
  | "unexpected-answer"
  | "wrong-hsm"
  | "not-initialised"
  | "wrong-pin"
  | "blocked-pin"
  | "last-try"
  | "unblock-not-allowed"
  // What it was asked to do
  | "bad-pin-format"
  | "bad-option"
  | "readback-mismatch"
  // DKEK
  | "no-dkek-set-up"
  | "dkek-complete"
  | "count-mismatch"
  | "kcv-mismatch"
  | "repeated-share"
  // Keys
  | "not-logged-in"
  | "dkek-incomplete"
  | "bad-key-names"
  | "name-in-use"
  | "reference-in-use"
  | "key-there-already"
  | "no-such-key"
  | "device-full"
  | "key-stays"
  | "wrong-dkek"
  | "wrong-key";

/** The HSM, its reader, or the program in between did not do what was asked. */
export class HsmError extends DkekError<HsmErrorCode> {}
