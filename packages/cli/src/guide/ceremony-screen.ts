import type { WriteStream } from "node:tty";

const ENTER = "\u001b[?1049h";
const LEAVE = "\u001b[?1049l";
/** Home, the whole screen, and what scrolled off it: a console without a second screen keeps that. */
const CLEAR = "\u001b[H\u001b[2J\u001b[3J";

/** A screen of its own for a ceremony, of which nothing is left in the terminal's buffer. */
export interface CeremonyScreen extends Disposable {
  /** Takes everything away that is shown, and that scrolled off. */
  clear(): void;
  /** Shows lines as they are; they must fit. */
  show(lines: readonly string[]): void;
}

/** Opens it until disposed of, also if the program is ended in between. */
export function openCeremonyScreen(output: WriteStream): CeremonyScreen {
  const clear = (): void => void output.write(CLEAR);
  const leave = (): void => void output.write(`${CLEAR}${LEAVE}`);
  process.on("exit", leave);
  output.write(`${ENTER}${CLEAR}`);
  return {
    clear,
    show: (lines) => {
      for (const line of lines) output.write(`${line}\r\n`);
    },
    [Symbol.dispose]: () => {
      process.off("exit", leave);
      leave();
    },
  };
}
