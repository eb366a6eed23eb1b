import { green, yellow } from "../verdict.js";
import { type Check, listed, onLinux } from "./check.js";

const SWITCHES = "/sys/class/rfkill";

/** Bluetooth, wireless networks and the like that are not switched off. */
export const radio: Check = onLinux((machine, { radio: words }) => {
  const of = (name: string, what: string): string =>
    machine.read(`${SWITCHES}/${name}/${what}`)?.trim() ?? "";
  const on = machine
    .list(SWITCHES)
    .filter((name) => of(name, "soft") === "0" && of(name, "hard") === "0")
    .map((name) => of(name, "type"));
  return on.length === 0 ? green("off", words.off) : yellow("on", words.on(listed(on)));
});
