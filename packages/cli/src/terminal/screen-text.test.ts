import { expect, test } from "vitest";
import { screenText } from "./screen-text.js";

test("colour, unless it is not wanted", () => {
  expect(screenText({ TERM: "linux" }).bad("no")).toBe("\u001b[33mno\u001b[0m");
  expect(screenText({ TERM: "linux", NO_COLOR: "1" }).bad("no")).toBe("no");
  expect(screenText({ TERM: "linux", NO_COLOR: "" }).bad("no")).not.toBe("no");
  expect(screenText({ TERM: "dumb" }).bold("no")).toBe("no");
});

test("letters as the locale has them", () => {
  expect(screenText({ LANG: "de_DE.UTF-8" }).plain("Zoë …")).toBe("Zoë …");
  expect(screenText({ LANG: "C" }).plain("Zoë …")).toBe("Zoe ...");
});
