import type { WriteStream } from "node:tty";
import { screenText } from "../terminal/screen-text.js";

const ENTER = "\u001b[?1049h";
const LEAVE = "\u001b[?1049l";
/** Home, the whole screen, and what scrolled off it: a console without a second screen keeps that. */
const CLEAR = "\u001b[H\u001b[2J\u001b[3J";

/** A screen of its own for a ceremony, of which nothing is left in the terminal's buffer. */
export interface CeremonyScreen extends Disposable {
  /** Takes everything away that is shown, and that scrolled off. */
  clear(): void;
  /** Are lines seen all at once, with a question below them? What scrolls off this screen is gone. */
  fits(lines: readonly string[]): boolean;
  /** Shows lines as they are, in the terminal's characters. */
  show(lines: readonly string[]): void;
}

/** A question of three lines, and the one that is typed. */
const QUESTION_ROWS = 4;

/** Opens it until disposed of, also if the program is ended in between. */
export function openCeremonyScreen(output: WriteStream): CeremonyScreen {
  const clear = (): void => void output.write(CLEAR);
  const { plain } = screenText(process.env);
  const leave = (): void => void output.write(`${CLEAR}${LEAVE}`);
  process.on("exit", leave);
  output.write(`${ENTER}${CLEAR}`);
  return {
    clear,
    show: (lines) => {
      for (const line of lines) output.write(`${plain(line)}\r\n`);
    },
    fits: (lines) =>
      // A terminal that does not know its size says 0.
      lines.length + QUESTION_ROWS <= (output.rows || Number.POSITIVE_INFINITY) &&
      lines.every((line) => plain(line).length <= (output.columns || Number.POSITIVE_INFINITY)),
    [Symbol.dispose]: () => {
      process.off("exit", leave);
      leave();
    },
  };
}
