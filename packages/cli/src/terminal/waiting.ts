import { legible } from "./legible.js";

const REDRAW_MILLISECONDS = 1000;

/**
 * Says on standard error what is being waited for, where nobody knows how long: with the seconds so
 * far on a terminal, on one line where there is none. Disposing of it clears the line.
 */
export function waiting(step: string, stream: NodeJS.WriteStream = process.stderr): Disposable {
  if (!stream.isTTY) {
    stream.write(legible(`${step} …\n`));
    return { [Symbol.dispose]: () => {} };
  }
  const start = Date.now();
  const draw = (): void => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    stream.write(legible(`\r\u001b[2K${step} … ${seconds} s`));
  };
  draw();
  const timer = setInterval(draw, REDRAW_MILLISECONDS);
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      stream.write("\r\u001b[2K");
    },
  };
}
