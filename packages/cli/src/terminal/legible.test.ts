import { expect, test } from "vitest";
import { legible } from "./legible.js";

const TEXT = "„Grüße“ … → Zoë, Łódź, Ω";
const ASCII = '"Gruesse" ... -> Zoe, ?odz, ?';

test.each([
  [{ LANG: "de_DE.UTF-8" }, "linux", TEXT],
  [{ LANG: "C.utf8" }, "linux", TEXT],
  [{ LANG: "de_DE.UTF-8", LC_ALL: "C" }, "linux", ASCII],
  [{ LANG: "de_DE.UTF-8", LC_CTYPE: "de_DE" }, "linux", ASCII],
  [{ LANG: "de_DE.UTF-8", LC_ALL: "" }, "linux", TEXT],
  [{}, "linux", ASCII],
  [{}, "win32", TEXT],
  [{}, "darwin", TEXT],
] as const)("in %j on %s", (env, platform, shown) => {
  expect(legible(TEXT, env, platform)).toBe(shown);
});
