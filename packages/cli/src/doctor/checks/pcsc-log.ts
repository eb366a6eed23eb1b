import { argumentsOf, processes } from "../processes.js";
import { green, red, unknown } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/** `--apdu` and `--debug` of pcscd(8), whole, alone, or among other letters. */
const LOGGING = /^(--apdu|--debug|-[a-zA-Z]*[ad][a-zA-Z]*)$/;

/** What goes to the card and back, DKEK shares included, passes through the PC/SC daemon. */
export const pcscLog: Check = onLinux((machine, { pcscLog: words }) => {
  const daemons = processes(machine).filter(({ name }) => name === "pcscd");
  if (daemons.length === 0) return unknown("not-running", words.notRunning);
  const logging = daemons
    .map((daemon) => argumentsOf(machine, daemon))
    .find((args) => args.slice(1).some((arg) => LOGGING.test(arg)));
  if (logging === undefined) return green("off", words.off);
  return red("on", words.on(logging.join(" ")));
});
