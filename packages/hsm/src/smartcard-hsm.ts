import type { SecretBytes } from "@dkek/foundation";
import { concatBytes } from "@noble/hashes/utils.js";
import type { ApduChannel } from "./channel.js";
import { getChallenge } from "./commands.js";
import { type ImportExpectation, importDkekShare } from "./import-share.js";
import { initialise } from "./initialise.js";
import type { InitialiseOptions } from "./initialise-options.js";
import { OK, readStatus, selectApplet, unexpected } from "./read-status.js";
import type { HsmStatus } from "./status.js";

/** Any card answers this many bytes to a short command; what is asked for here is 32 or so. */
const CHALLENGE_MAX = 128;

/**
 * A SmartCard-HSM at the other end of a channel. One thing at a time: a channel has one selected
 * file and one login.
 */
export class SmartCardHsm {
  readonly #channel: ApduChannel;

  constructor(channel: ApduChannel) {
    this.#channel = channel;
  }

  /** The PC/SC name of its reader. */
  get reader(): string {
    return this.#channel.reader;
  }

  /** See {@link readStatus}. */
  status(): Promise<HsmStatus> {
    return readStatus(this.#channel);
  }

  /**
   * Random bytes from the HSM's own generator, however many.
   *
   * @throws {HsmError} `not-a-smartcard-hsm`, `unexpected-answer`, and what the channel throws.
   */
  async challenge(length: number): Promise<Uint8Array> {
    await selectApplet(this.#channel);
    const pieces: Uint8Array[] = [];
    for (let missing = length; missing > 0; ) {
      const wanted = Math.min(missing, CHALLENGE_MAX);
      const answer = await this.#channel.transmit(getChallenge(wanted));
      if (answer.sw !== OK || answer.data.length !== wanted) {
        throw unexpected(`the request for ${wanted} random bytes`, answer);
      }
      pieces.push(answer.data);
      missing -= wanted;
    }
    return concatBytes(...pieces);
  }

  /** See {@link initialise}. */
  initialise(options: InitialiseOptions): Promise<HsmStatus> {
    return initialise(this.#channel, options);
  }

  /** See {@link importDkekShare}. */
  importDkekShare(share: SecretBytes, expectation?: ImportExpectation): Promise<HsmStatus> {
    return importDkekShare(this.#channel, share, expectation);
  }
}
