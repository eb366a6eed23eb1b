import type { CardEntry } from "@dkek/ceremony";
import type { Checked } from "./check.js";
import type { Desk } from "./desk.js";
import type { PageWords } from "./words/page-words.js";

/** What the parts of the page have in common, in one language. */
export interface Session {
  readonly desk: Desk;
  readonly kept: Kept;
  readonly words: PageWords;
  /** Says something to everybody, also to those who can't see where it happened. */
  readonly say: (text: string) => void;
  /** To be called when something came to the desk, or went. */
  readonly deskChanged: () => void;
  readonly onDesk: (listener: () => void) => void;
  /** When all is forgotten; before the desk has changed by it. */
  readonly onForget: (listener: () => void) => void;
  /** Nobody sees this any more: the page speaks another language, or has failed. */
  readonly ended: AbortSignal;
}

/** What is still there in another language, beside the desk. */
export interface Kept {
  /** Where the typing of cards stands. */
  entry?: CardEntry | undefined;
  /** The result that is shown. */
  checked?: Checked | undefined;
  /** A check was running when the language changed. */
  wasInterrupted?: boolean;
}
