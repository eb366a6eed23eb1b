import type { RandomSource } from "@dkek/foundation";
import type { CommandApdu, ResponseApdu } from "@dkek/hsm";
import type { Identity } from "./identity.js";
import type { Initialisation, VirtualHsmState } from "./state.js";

/** What a card forgets when its power goes. */
export interface Session {
  /** Was our applet selected? Nothing else answers before. */
  selected: boolean;
  /** Was the user PIN verified since the applet was selected? */
  userPinVerified: boolean;
  /** Identifier of the elementary file that was selected last. */
  currentFile: number | undefined;
  /** What was written into EF 2F10, where a key blob waits to be unwrapped. */
  keyBlob: Uint8Array | undefined;
}

/** The card as a command sees it. */
export interface Card {
  readonly identity: Identity;
  readonly random: RandomSource;
  readonly state: VirtualHsmState;
  readonly session: Session;
  /** Room for keys and files, in bytes. */
  readonly capacityBytes: number;
  /** See {@link VirtualHsmOptions.kcvNeedsUserPin}. */
  readonly kcvNeedsUserPin: boolean;
  /**
   * Makes `next` the state of the card and has it stored: once this returns, the change outlives
   * the process. If it throws, nothing has changed.
   */
  commit(next: VirtualHsmState): void;
  /**
   * Waits for what takes time. A command that waits in any other way could go on after its power went,
   * and change a card that knows nothing of it any more.
   *
   * @throws {HsmError} `card-removed` if the power went, or the card was reset, in the meantime; the
   *   command must not go on.
   */
  whilePowered<T>(work: Promise<T>): Promise<T>;
}

/** Carries out one command: commits what it changes, then answers. */
export type Handler = (card: Card, command: CommandApdu) => ResponseApdu | Promise<ResponseApdu>;

export function newSession(): Session {
  return { selected: false, userPinVerified: false, currentFile: undefined, keyBlob: undefined };
}

/** Changes part of what {@link Initialisation} holds; the card must be initialised. */
export function commitPart(
  card: Card,
  initialisation: Initialisation,
  part: Partial<Initialisation>,
): void {
  card.commit({ ...card.state, initialisation: { ...initialisation, ...part } });
}
