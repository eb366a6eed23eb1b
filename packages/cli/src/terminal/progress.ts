import { legible } from "./legible.js";

/** One line that shows how far a long step is. */
export interface Progress extends Disposable {
  /**
   * @param fraction 0 to 1.
   * @param note what else a terminal shows, such as the time left.
   */
  readonly update: (step: string, fraction: number, note?: string) => void;
}

const REDRAW_MILLISECONDS = 100;

/**
 * Progress on standard error: a line that is redrawn on a terminal, and one line a step where there
 * is none, so that a log stays readable.
 */
export function progress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let current = "";
  let drawn = 0;
  const clear = (): void => {
    if (stream.isTTY && drawn > 0) stream.write("\r\u001b[2K");
  };
  return {
    update: (step, fraction, note) => {
      if (step !== current && !stream.isTTY) stream.write(legible(`${step} …\n`));
      const now = Date.now();
      if (stream.isTTY && (step !== current || now - drawn >= REDRAW_MILLISECONDS)) {
        const beside = note === undefined ? "" : `, ${note}`;
        stream.write(legible(`\r\u001b[2K${step} … ${Math.floor(100 * fraction)} %${beside}`));
        drawn = now;
      }
      current = step;
    },
    [Symbol.dispose]: clear,
  };
}
