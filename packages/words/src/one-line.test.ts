import { expect, test } from "vitest";
import { oneLine } from "./one-line.js";

test.each([
  ["a line of its own", "a\r\nproven: all"],
  ["a line of its own, by Unicode", "a\u2028proven: all\u2029"],
  ["the cursor", "a\u001b[2J\u009b2J\u007f"],
  ["what stands beside it (UAX #9, explicit embeddings and overrides)", "\u202afdp\u202e\u202c"],
  [
    "what stands beside it (UAX #9, isolates and marks)",
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
  ],
])("no name has a hold on %s", (_what, name) => {
  const said = oneLine(name);
  expect(said).toHaveLength(name.length);
  expect(said).toMatch(/^[\x20-\x7e]+$/);
});

test.each(["Zoë’s Schlüssel, 2026 (2)", "מפתח", "鍵.bin"])("%s stays as it is", (name) => {
  expect(oneLine(name)).toBe(name);
});
