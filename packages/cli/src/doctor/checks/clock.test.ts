import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { clock } from "./clock.js";
import { node } from "./node.js";

const NOW = Date.parse("2027-01-15T09:30:00Z") / 1000;
const HOUR = 3600;

test.each([
  ["none", undefined, "green"],
  ["the same", NOW, "green"],
  ["a minute off", NOW - 60, "green"],
  ["ten minutes off", NOW + 600, "yellow"],
  ["local time, east", NOW + 2 * HOUR + 3, "green"],
  ["local time of Nepal", NOW + 5 * HOUR + 45 * 60, "green"],
  ["a whole day off", NOW - 24 * HOUR, "yellow"],
  ["an empty battery", 0, "yellow"],
] as const)("the hardware's clock: %s", (_what, seconds, level) => {
  const files = seconds === undefined ? {} : { "/sys/class/rtc/rtc0/since_epoch": `${seconds}\n` };
  expect(clock(describedMachine({ files }), words).level).toBe(level);
});

test("a time before this program was written", () => {
  const machine = describedMachine({ now: new Date("2024-02-29T12:00:00Z") });
  expect(clock(machine, words)).toMatchObject({ level: "red", code: "too-early" });
});

test.each([
  ["18.20.4", "red"],
  ["20.18.3", "red"],
  ["20.19.0", "green"],
  ["22.1.0", "green"],
  ["24.0.0", "green"],
] as const)("Node %s is %s", (nodeVersion, level) => {
  expect(node(describedMachine({ nodeVersion }), words).level).toBe(level);
});
