import { randomInt } from "node:crypto";
import { type RandomSource, systemRandom } from "@dkek/foundation";
import { encodeResponse, HsmError, type ResponseApdu } from "@dkek/hsm";
import { ATR } from "./atr.js";
import { CAPACITY_BYTES } from "./capacity.js";
import { type Card, newSession, type Session } from "./card.js";
import { dispatch } from "./dispatch.js";
import { SERIAL_NUMBER_MAX, virtualIdentity } from "./identity.js";
import { createState, type VirtualHsmState } from "./state.js";
import { answer, StatusWord } from "./status-word.js";
import { VirtualHsmError } from "./virtual-hsm-error.js";

/** One command and its answer, as bytes. They may hold PINs and DKEK shares. */
export interface Exchange {
  readonly command: Uint8Array;
  readonly response: Uint8Array;
}

export interface VirtualHsmOptions {
  /** Where to go on from; a new card if absent. */
  readonly state?: VirtualHsmState | undefined;
  /** Of a new card, 1 to 99999; any if absent. Not together with `state`, which has its own. */
  readonly serialNumber?: number | undefined;
  /**
   * Where GET CHALLENGE, the random DKEK and salts come from; the system's generator if absent. Key
   * pairs and nonces always come from OpenSSL.
   */
  readonly random?: RandomSource | undefined;
  /**
   * Called with every change before the card answers, and expected to have stored it when it
   * returns. If it throws, the card answers 6581 (memory failure) and has not changed.
   */
  readonly onStateChange?: ((state: VirtualHsmState) => void) | undefined;
  /** For tests: sees everything that goes over the wire, secrets included. Nothing logs by itself. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Like some firmware, show zeros in place of the KCV until the user PIN was verified. */
  readonly kcvNeedsUserPin?: boolean | undefined;
  /** Room for keys and files, in bytes; 76 KiB, like the Nitrokey HSM 2, if absent. */
  readonly capacityBytes?: number | undefined;
}

/**
 * A SmartCard-HSM in software: what stands behind a reader. Plug it into the PC/SC daemon with
 * `plugIn`, or talk to it directly with `directChannel`.
 *
 * It keeps its secrets no better than any other program, and carries a mark in serial number and
 * label that `requireVirtual` looks for. Never use it in place of an HSM.
 */
export class VirtualHsm {
  readonly #card: Card;
  readonly #onExchange: VirtualHsmOptions["onExchange"];
  #state: VirtualHsmState;
  /** Another one with each power-on and power-off: by it a command knows whether it still matters. */
  #session: Session = newSession();
  #powered = false;
  /** The end of the command before: a card carries out one at a time. */
  #before: Promise<unknown> = Promise.resolve();

  /** @throws {VirtualHsmError} `bad-serial-number` */
  constructor(options: VirtualHsmOptions = {}) {
    this.#state = options.state ?? createState(checkedSerialNumber(options.serialNumber));
    this.#onExchange = options.onExchange;
    const { random = systemRandom, onStateChange, kcvNeedsUserPin = false } = options;
    const state = (): VirtualHsmState => this.#state;
    const session = (): Session => this.#session;
    this.#card = {
      identity: virtualIdentity(this.#state.serialNumber),
      random,
      kcvNeedsUserPin,
      capacityBytes: options.capacityBytes ?? CAPACITY_BYTES,
      get session() {
        return session();
      },
      get state() {
        return state();
      },
      commit: (next) => {
        try {
          onStateChange?.(next);
        } catch (error) {
          throw new ChangeNotStored("a change could not be stored", { cause: error });
        }
        this.#state = next;
      },
      whilePowered: (work) => this.#whilePowered(work),
    };
  }

  get atr(): Uint8Array {
    return Uint8Array.from(ATR);
  }

  /** As OpenSC shows it: `ZZVIRT` and five digits. */
  get serial(): string {
    return this.#card.identity.serial;
  }

  /** What it would keep if the power went now. Holds secrets. */
  get state(): VirtualHsmState {
    return this.#state;
  }

  /** Power on, or reset: nobody is logged in and no applet is selected. */
  powerOn(): void {
    this.#forget();
    this.#powered = true;
  }

  powerOff(): void {
    this.#forget();
    this.#powered = false;
  }

  /**
   * Answers one command, short or extended, with data and status word: at least 2 bytes, whatever
   * came. A card without power is powered on first; one that is busy finishes what it does first.
   *
   * @throws {HsmError} `card-removed` if the power goes, or the card is reset, before it has answered;
   *   nothing has changed then.
   */
  transmit(command: Uint8Array): Promise<Uint8Array> {
    if (!this.#powered) this.powerOn();
    const given = Uint8Array.from(command);
    const answered = this.#whilePowered(this.#before).then(async () => {
      const response = encodeResponse(await this.#carryOut(given));
      this.#onExchange?.({ command: given, response: Uint8Array.from(response) });
      return response;
    });
    this.#before = answered.catch(() => {});
    return answered;
  }

  /** Whoever waits finds out, and what comes next need not wait for it. */
  #forget(): void {
    this.#session = newSession();
    this.#before = Promise.resolve();
  }

  async #whilePowered<T>(work: Promise<T>): Promise<T> {
    const session = this.#session;
    const result = await work;
    if (session === this.#session) return result;
    throw new HsmError("card-removed", `the virtual HSM ${this.serial} lost its power at work`);
  }

  async #carryOut(command: Uint8Array): Promise<ResponseApdu> {
    try {
      return await dispatch(this.#card, command);
    } catch (error) {
      if (error instanceof ChangeNotStored) return answer(StatusWord.memoryFailure);
      throw error;
    }
  }
}

/** Ends a command whose change could not be stored: it did not happen. */
class ChangeNotStored extends Error {}

function checkedSerialNumber(serialNumber: number = randomInt(1, SERIAL_NUMBER_MAX + 1)): number {
  if (Number.isInteger(serialNumber) && serialNumber >= 1 && serialNumber <= SERIAL_NUMBER_MAX) {
    return serialNumber;
  }
  throw new VirtualHsmError(
    "bad-serial-number",
    `the serial number of a virtual HSM is a number from 1 to ${SERIAL_NUMBER_MAX}`,
  );
}
