import { expect, test } from "vitest";
import { screenText } from "./screen-text.js";

test.each([
  [{ LANG: "de_DE.UTF-8" }, "Zoë Müller … „nur sie“"],
  [{ LANG: "de_DE.UTF-8", LC_ALL: "C" }, 'Zoe Mueller ... "nur sie"'],
  [{ LC_CTYPE: "C.utf8" }, "Zoë Müller … „nur sie“"],
  [{}, 'Zoe Mueller ... "nur sie"'],
])("letters in %j", (env, shown) => {
  expect(screenText(env).plain("Zoë Müller … „nur sie“")).toBe(shown);
});

test("colour, unless it is not wanted", () => {
  expect(screenText({ TERM: "linux" }).bad("no")).toBe("\u001b[33mno\u001b[0m");
  expect(screenText({ TERM: "linux", NO_COLOR: "1" }).bad("no")).toBe("no");
  expect(screenText({ TERM: "linux", NO_COLOR: "" }).bad("no")).not.toBe("no");
  expect(screenText({ TERM: "dumb" }).bold("no")).toBe("no");
});
