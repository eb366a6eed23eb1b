import type { BackupPublicKey, KeyBackup, KeyNames, KeySpec } from "@dkek/dkek-file/key-backup";
import type { SecretBytes } from "@dkek/foundation";
import { concatBytes } from "@noble/hashes/utils.js";
import { changeSoPin, changeUserPin, type PinChange } from "./change-pin.js";
import type { ApduChannel } from "./channel.js";
import { getChallenge } from "./commands.js";
import { type ImportExpectation, importDkekShare } from "./import-share.js";
import { initialise } from "./initialise.js";
import type { InitialiseOptions } from "./initialise-options.js";
import { backUpKey } from "./keys/back-up-key.js";
import { type HsmContents, type HsmKey, readContents } from "./keys/contents.js";
import { generateKey } from "./keys/generate-key.js";
import { checkKeyNames, demandNewNames } from "./keys/key-names.js";
import { type KeyProof, proveKey } from "./keys/prove-key.js";
import { requireCompleteDkek } from "./keys/require-dkek.js";
import { type RestoredKey, type RestoreOptions, restoreKey } from "./keys/restore-key.js";
import { type SignAlgorithm, signData } from "./keys/sign.js";
import { type LoginOptions, login } from "./login.js";
import type { PinOptions } from "./pin-options.js";
import { OK, readDkek, readStatus, selectApplet, unexpected } from "./read-status.js";
import type { DkekStatus, HsmStatus } from "./status.js";
import { type Unblocking, unblock } from "./unblock.js";

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

  /** See {@link login}. Whatever selects the applet ends it: the status, random bytes, an import. */
  login(pin: SecretBytes, options?: LoginOptions): Promise<void> {
    return login(this.#channel, pin, options);
  }

  /** Where its DKEK stands, as the status says, but without ending a login. */
  dkek(): Promise<DkekStatus> {
    return readDkek(this.#channel);
  }

  /** Can keys leave it and come back? See {@link requireCompleteDkek}. */
  async demandDkek(): Promise<void> {
    await requireCompleteDkek(this.#channel);
  }

  /** See {@link readContents}. */
  contents(): Promise<HsmContents> {
    return readContents(this.#channel);
  }

  /** Could a key be made with these names? See {@link demandNewNames}. */
  async demandNewNames(names: KeyNames): Promise<void> {
    checkKeyNames(names);
    demandNewNames(names, (await this.contents()).keys);
  }

  /** See {@link generateKey}. Needs a {@link login}. */
  generateKey(spec: KeySpec, names: KeyNames): Promise<HsmKey> {
    return generateKey(this.#channel, spec, names);
  }

  /** See {@link signData}. Needs a {@link login}. */
  sign(reference: number, algorithm: SignAlgorithm, data: Uint8Array): Promise<Uint8Array> {
    return signData(this.#channel, reference, algorithm, data);
  }

  /** See {@link proveKey}. Needs a {@link login}. */
  proveKey(reference: number, publicKey: BackupPublicKey): Promise<KeyProof> {
    return proveKey(this.#channel, reference, publicKey);
  }

  /** See {@link backUpKey}. Needs a {@link login}. */
  backUpKey(reference: number): Promise<KeyBackup> {
    return backUpKey(this.#channel, reference);
  }

  /** See {@link restoreKey}. Needs a {@link login}. */
  restoreKey(backup: KeyBackup, options?: RestoreOptions): Promise<RestoredKey> {
    return restoreKey(this.#channel, backup, options);
  }

  /** See {@link changeUserPin}. */
  changeUserPin(pins: PinChange, options?: PinOptions): Promise<HsmStatus> {
    return changeUserPin(this.#channel, pins, options);
  }

  /** See {@link changeSoPin}. */
  changeSoPin(pins: PinChange, options?: PinOptions): Promise<HsmStatus> {
    return changeSoPin(this.#channel, pins, options);
  }

  /** See {@link unblock}. */
  unblock(pins: Unblocking, options?: PinOptions): Promise<HsmStatus> {
    return unblock(this.#channel, pins, options);
  }

  /** See {@link importDkekShare}. */
  importDkekShare(share: SecretBytes, expectation?: ImportExpectation): Promise<HsmStatus> {
    return importDkekShare(this.#channel, share, expectation);
  }
}
