import { expect, test } from "vitest";
import { describedMachine } from "../../../../tests/support/described-machine.js";
import { legible } from "../terminal/legible.js";
import { doctor as german } from "../words/de/doctor.js";
import { doctor as english } from "../words/en/doctor.js";
import { CHECK_NAMES } from "./check-names.js";
import { type Examined, examine } from "./examine.js";
import { type Demands, refused } from "./outcome.js";
import { asJson, asText, LEVEL_CHARACTERS, type Report } from "./report.js";

const ALL: readonly Examined[] = [
  { check: "node", level: "green", code: "recent", says: "20.19.0" },
  { check: "swap", level: "red", code: "on-disk", says: "on a disk", todo: "swapoff -a" },
  { check: "disk", level: "unknown", code: "not-told", says: "not told", todo: "look" },
  { check: "machine", level: "yellow", code: "virtual", says: "virtual", todo: "take another" },
];

test.each([
  [false, [], ["swap"]],
  [false, ["swap"], []],
  [true, [], ["swap", "disk", "machine"]],
  [true, ["machine", "node"], ["swap", "disk"]],
  [true, ["swap", "disk", "machine"], []],
] as const)("strict %s, accepted %j: refused for %j", (strict, accepted, expected) => {
  expect(refused(ALL, { strict, accepted })).toEqual(expected);
});

const report = (demands: Demands, all = ALL): Report => ({
  all,
  demands,
  program: "dkek 0.1.0",
  system: "linux 6.1",
});
const PLAIN = { colours: false, legible: (text: string) => text };

test("the report: a line for each, what to do below, what to mind at the end", () => {
  const text = asText(report({ strict: false, accepted: ["machine"] }), english, PLAIN);
  expect(text).toBe(`is this machine fit for a ceremony? (dkek 0.1.0, linux 6.1)

green   Node             20.19.0
RED     swap             on a disk
                         → swapoff -a
?       disk             not told
                         → look
yellow  machine          virtual (accepted)

not green: disk, machine
NOT FIT: swap
`);
});

test("all green says so", () => {
  const text = asText(report({ strict: true, accepted: [] }, ALL.slice(0, 1)), german, PLAIN);
  expect(text.endsWith("\n\nalles grün\n")).toBe(true);
});

test("colours are around the word alone, and ASCII keeps the columns", () => {
  const demands = { strict: false, accepted: [] };
  const painted = asText(report(demands), english, { ...PLAIN, colours: true });
  expect(painted).toContain("\u001b[31mRED     \u001b[39mswap");
  const ascii = asText(report(demands), german, {
    colours: false,
    legible: (text) => legible(text, { LANG: "C" }, "linux"),
  });
  expect(ascii).toContain("\ngruen   Node             20.19.0\n");
  expect(ascii).toContain("-> swapoff -a");
  expect(ascii).toMatch(/^[\0-\x7f]*$/);
});

test("titles and levels fit their columns in both languages, ASCII or not", () => {
  for (const words of [english, german]) {
    for (const look of [(text: string) => text, (text: string) => legible(text, {}, "linux")]) {
      for (const title of Object.values(words.titles)) {
        expect(look(title).length).toBeLessThanOrEqual(16);
      }
      for (const level of Object.values(words.levels)) {
        expect(look(level).length).toBeLessThan(LEVEL_CHARACTERS);
      }
    }
  }
});

test("JSON: whether it is fit, and every check with its code", () => {
  const parsed = JSON.parse(asJson(report({ strict: true, accepted: ["disk"] })));
  expect(parsed).toEqual({
    ok: false,
    program: "dkek 0.1.0",
    system: "linux 6.1",
    strict: true,
    accepted: ["disk"],
    refused: ["swap", "machine"],
    checks: ALL,
  });
});

test("on a system that tells nothing, every check says so or knows better, and none throws", () => {
  for (const platform of ["win32", "darwin", "linux"] as const) {
    const all = examine(
      {
        machine: describedMachine({ platform }),
        devices: {
          programs: { scHsmTool: "", openscTool: "", openscExplorer: "", version: "1" },
          readers: [],
          hsms: [],
        },
        printing: "no-cups",
      },
      english,
    );
    expect(all.map(({ check }) => check)).toEqual(CHECK_NAMES);
    for (const { says, level, todo } of all) {
      expect(says).not.toBe("");
      expect(level === "green" || todo !== undefined).toBe(true);
    }
  }
});
