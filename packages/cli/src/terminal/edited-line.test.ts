import { expect, test } from "vitest";
import { type EditedLine, EMPTY_LINE, edit, type Key, visiblePart } from "./edited-line.js";

const key = (name: string, ctrl = false): Key => ({ name, sequence: "\u001b", ctrl, meta: false });
const typed = (sequence: string): Key => ({ sequence, ctrl: false, meta: false });
const after = (...keys: Key[]): EditedLine => keys.reduce(edit, EMPTY_LINE);
const abc = [..."abc"].map(typed);

test.each([
  ["typing", [...abc], "abc|"],
  ["in the middle", [...abc, key("left"), typed("x")], "abx|c"],
  ["backspace", [...abc, key("left"), key("backspace")], "a|c"],
  ["backspace at the beginning", [...abc, key("home"), key("backspace")], "|abc"],
  ["delete", [...abc, key("home"), key("delete")], "|bc"],
  ["no further than the ends", [...abc, key("right"), key("end"), typed("d")], "abcd|"],
  ["clearing", [...abc, key("u", true)], "|"],
  ["keys that mean nothing", [...abc, key("f1"), key("z", true), typed("\u0007")], "abc|"],
])("%s", (_what, keys, expected) => {
  const { text, cursor } = after(...keys);
  expect(`${text.slice(0, cursor)}|${text.slice(cursor)}`).toBe(expected);
});

test("what is shown never leaves its row, and holds the cursor", () => {
  const text = "0123456789";
  expect(visiblePart({ text, cursor: 10 }, 4)).toEqual({ shown: "6789", column: 4 });
  expect(visiblePart({ text, cursor: 0 }, 4)).toEqual({ shown: "0123", column: 0 });
  expect(visiblePart({ text, cursor: 3 }, 20)).toEqual({ shown: text, column: 3 });
  expect(visiblePart({ text: "1八\u200d", cursor: 3 }, 20).shown).toBe("1??");
});

test("a line does not grow without end", () => {
  const long = Array.from({ length: 1000 }, () => typed("0"));
  expect(after(...long).text).toHaveLength(512);
});
