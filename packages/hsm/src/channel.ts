import type { CommandApdu, ResponseApdu } from "./apdu.js";

/**
 * An open connection to the card in one reader. `@dkek/opensc` makes one that runs through
 * `opensc-explorer`, `@dkek/virtual-hsm` one that talks to the applet in this process.
 *
 * The commands may hold secrets (PINs, DKEK shares): a channel never logs them.
 */
export interface ApduChannel extends AsyncDisposable {
  /** The PC/SC name of the reader, for messages. */
  readonly reader: string;

  /**
   * Sends one command and returns the card's answer, whatever its status word.
   *
   * @param timeoutMs - how long the answer may take, where that is longer than the channel's own
   *   patience
   * @throws {HsmError} `card-removed`, `program-killed` or `program-failed`, if there is no answer.
   */
  transmit(command: CommandApdu, timeoutMs?: number): Promise<ResponseApdu>;

  /** Hangs up. Any number of times. */
  close(): Promise<void>;
}
