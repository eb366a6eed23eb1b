import type { Desk } from "./desk.js";
import type { PageWords } from "./words/page-words.js";

/** What the parts of the page have in common. */
export interface Session {
  readonly desk: Desk;
  readonly words: PageWords;
  /** Says something to everybody, also to those who can't see where it happened. */
  readonly say: (text: string) => void;
  /** To be called when something came to the desk, or went. */
  readonly deskChanged: () => void;
  readonly onDesk: (listener: () => void) => void;
}
