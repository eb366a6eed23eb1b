import { green, red, yellow } from "../verdict.js";
import type { Check } from "./check.js";

/** No clock that shows an earlier time is right: this program is younger. */
const WRITTEN = Date.parse("2026-11-01T00:00:00Z");
const HARDWARE_CLOCK = "/sys/class/rtc/rtc0/since_epoch";
/** Hardware clocks drift, but not like this. */
const DIFFERENCE_MAX_SECONDS = 120;
/** Some are set to local time: then they differ by quarters of an hour, 14 hours at most. */
const ZONE_STEP_SECONDS = 15 * 60;
const ZONE_MAX_SECONDS = 14 * 60 * 60;

/** Records and sheets carry the time, and outlive the people who could say that it was wrong. */
export const clock: Check = (machine, { clock: words }) => {
  const now = machine.now.getTime();
  const time = `${machine.now.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (now < WRITTEN) return red("too-early", words.tooEarly(time));
  const hardware = Number(machine.read(HARDWARE_CLOCK)?.trim() || Number.NaN);
  const seconds = Math.abs(Math.round(now / 1000 - hardware));
  // Not a number where there is no such clock: no comparison holds.
  const isBeyondZones = seconds > ZONE_MAX_SECONDS + DIFFERENCE_MAX_SECONDS;
  const sinceZone = seconds % ZONE_STEP_SECONDS;
  const drift = Math.min(sinceZone, ZONE_STEP_SECONDS - sinceZone);
  return isBeyondZones || drift > DIFFERENCE_MAX_SECONDS
    ? yellow("hardware-differs", words.hardwareDiffers(time, seconds))
    : green("shows", words.shows(time));
};
