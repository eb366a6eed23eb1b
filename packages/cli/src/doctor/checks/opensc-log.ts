import { green, red, unknown } from "../verdict.js";
import type { Check } from "./check.js";

/** Where OpenSC's configuration is where nobody says otherwise. */
const PLACES = ["/etc/opensc/opensc.conf", "/etc/opensc.conf", "/usr/local/etc/opensc.conf"];

/**
 * OpenSC's debug log holds PINs and DKEK shares in clear. `dkek` keeps it off for the programs that it
 * starts itself; this is for those that people start.
 */
export const openscLog: Check = (machine, { openscLog: words, otherSystem }) => {
  if (isOn(machine.env["OPENSC_DEBUG"])) {
    return red("by-variable", words.byVariable("OPENSC_DEBUG"));
  }
  const named = machine.env["OPENSC_CONF"];
  for (const path of named ? [named] : PLACES) {
    const text = machine.read(path);
    if (text === undefined && named) return unknown("unreadable", words.unreadable(path));
    if (text !== undefined && asksForDebug(text)) return red("by-file", words.byFile(path));
  }
  // There it is the registry that says where OpenSC looks.
  if (machine.platform === "win32" && !named)
    return unknown("other-system", otherSystem("Windows"));
  return green("off", words.off);
};

function isOn(level: string | undefined): boolean {
  return level !== undefined && level !== "" && Number(level) !== 0;
}

/** Whether any `app` block sets `debug` to another level than 0; `#` begins a comment. */
function asksForDebug(configuration: string): boolean {
  const code = configuration.replace(/#.*$/gm, "");
  return [...code.matchAll(/\bdebug\s*=\s*"?(\w+)/g)].some(([, level]) => isOn(level));
}
