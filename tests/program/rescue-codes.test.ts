import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { quickDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { stockSet } from "../support/stock-sets.js";

const lastDigit = (line: RegExp) => (text: string) =>
  text.replace(line, (found) => found.replace(/.$/, (end) => (end === "0" ? "1" : "0")));

// The code is right by its checksum, so that the set opens; but whoever copies the lines copies a mistake.
test.each([
  [
    "a digit",
    lastDigit(/Share value +: .*/),
    /digit \d+ of the share value says ., it should be ./,
  ],
  ["a digit of the prime", lastDigit(/Prime +: .*/), /digit \d+ of the prime says/],
  ["the ID", (text: string) => text.replace(/(Share ID +: )1/, "$14"), /the share ID says 4/],
  [
    "the set",
    (text: string) => `${text}Set: 0123 4567 89ab cdef 0123\n`,
    /its code is right, but the code and the lines differ in the set/,
  ],
  [
    "a line left out",
    (text: string) => text.replace(/Share ID.*\n/, ""),
    /its code is right, but the line "Share ID" is missing/,
  ],
])("beside a code that is right, %s is wrong", async (_what, change, said) => {
  const cwd = temporaryFolder();
  const set = await knownSet(await quickly(stockSet("shares-3of5")), {
    scheme: "sc-hsm",
    threshold: 3,
    total: 5,
  });
  const paths = layOutKnownSet(cwd, "set", set)(1, 2, 3);
  const [path = ""] = paths;
  const text = readFileSync(join(cwd, path), "utf8");
  writeFileSync(join(cwd, path), change(text));
  expect(readFileSync(join(cwd, path), "utf8")).not.toBe(text);

  const found = await quickDkek(["rescue", "set/dkek.pbe", "--out", "mended", "--card", ...paths], {
    cwd,
  });
  expect(found).toMatchObject({ status: 0 });
  expect(found.stdout).toMatch(new RegExp(`^WRONG +${path} \\(card 1\\): ${said.source}`, "m"));
  expect(found.stdout).not.toContain("nothing is wrong with these cards");
  const [mended = "none"] = /mended\/\S*/.exec(found.stdout) ?? [];
  const verify = ["verify", "set/dkek.pbe", "--card"];
  expect(await quickDkek([...verify, ...paths], { cwd })).toMatchObject({ status: 2 });
  expect(await quickDkek([...verify, mended, ...paths.slice(1)], { cwd })).toMatchObject({
    status: 0,
  });
});
