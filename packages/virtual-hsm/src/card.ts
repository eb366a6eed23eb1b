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
}

/** The card as a command sees it. */
export interface Card {
  readonly identity: Identity;
  readonly random: RandomSource;
  readonly state: VirtualHsmState;
  readonly session: Session;
  /** See {@link VirtualHsmOptions.kcvNeedsUserPin}. */
  readonly kcvNeedsUserPin: boolean;
  /**
   * Makes `next` the state of the card and has it stored: once this returns, the change outlives
   * the process. If it throws, nothing has changed.
   */
  commit(next: VirtualHsmState): void;
}

/** Carries out one command: commits what it changes, then answers. */
export type Handler = (card: Card, command: CommandApdu) => ResponseApdu;

export function newSession(): Session {
  return { selected: false, userPinVerified: false, currentFile: undefined };
}

/** Changes part of what {@link Initialisation} holds; the card must be initialised. */
export function commitPart(
  card: Card,
  initialisation: Initialisation,
  part: Partial<Initialisation>,
): void {
  card.commit({ ...card.state, initialisation: { ...initialisation, ...part } });
}
