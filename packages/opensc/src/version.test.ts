import { expect, test } from "vitest";
import recorded from "./recorded.json" with { type: "json" };
import { isRecentEnough, parseVersion } from "./version.js";

test("read from what opensc-tool and opensc-explorer print", () => {
  expect(parseVersion(recorded.info.stdout)).toBe("0.23.0");
  expect(parseVersion(recorded.open.stdout)).toBe("0.23.0");
  expect(parseVersion("No Git revision info available\n")).toBeUndefined();
});

test.each([
  ["0.19.0", false],
  ["0.9.9", false],
  ["0.20.0", true],
  ["0.20", true],
  ["0.27.1", true],
  ["1.0.0", true],
])("%s is recent enough: %s", (version, enough) => {
  expect(isRecentEnough(version)).toBe(enough);
});
