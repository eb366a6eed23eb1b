import { isatty } from "node:tty";

/**
 * Looks which of the standard streams are terminals, for the end of the program: Node then sets them
 * back to how they were, and aborts (perhaps leaving its memory on the disk) if one is gone.
 *
 * @returns to be called last: if a terminal is gone, ends the program as a hang-up does.
 */
export function watchTerminals(): () => void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  return () => {
    if (terminals.every((fd) => isatty(fd))) return;
    process.removeAllListeners("SIGHUP");
    process.kill(process.pid, "SIGHUP");
  };
}
