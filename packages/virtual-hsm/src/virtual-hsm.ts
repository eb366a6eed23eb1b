import { randomInt } from "node:crypto";
import { type RandomSource, systemRandom } from "@dkek/foundation";
import { encodeResponse, type ResponseApdu } from "@dkek/hsm";
import { ATR } from "./atr.js";
import { type Card, newSession } from "./card.js";
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
  /** Where GET CHALLENGE and the random DKEK come from; the system's generator if absent. */
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
  #powered = false;

  /** @throws {VirtualHsmError} `bad-serial-number` */
  constructor(options: VirtualHsmOptions = {}) {
    this.#state = options.state ?? createState(checkedSerialNumber(options.serialNumber));
    this.#onExchange = options.onExchange;
    const { random = systemRandom, onStateChange, kcvNeedsUserPin = false } = options;
    const state = (): VirtualHsmState => this.#state;
    this.#card = {
      identity: virtualIdentity(this.#state.serialNumber),
      random,
      session: newSession(),
      kcvNeedsUserPin,
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
    Object.assign(this.#card.session, newSession());
    this.#powered = true;
  }

  powerOff(): void {
    Object.assign(this.#card.session, newSession());
    this.#powered = false;
  }

  /**
   * Answers one command, short or extended, with data and status word: at least 2 bytes, whatever
   * came. A card without power is powered on first.
   */
  async transmit(command: Uint8Array): Promise<Uint8Array> {
    if (!this.#powered) this.powerOn();
    const response = encodeResponse(this.#carryOut(command));
    this.#onExchange?.({ command: Uint8Array.from(command), response: Uint8Array.from(response) });
    return response;
  }

  #carryOut(command: Uint8Array): ResponseApdu {
    try {
      return dispatch(this.#card, command);
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
