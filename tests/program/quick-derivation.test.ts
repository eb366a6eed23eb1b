// What makes the program quick for other tests: where it can't, it must not pass for having done so.
import type { LoadHookContext } from "node:module";
import { expect, test } from "vitest";
import { dkek, QUICK_DKEK, quickDkek, run, temporaryFolder } from "../support/program.js";
import { KEY_MATERIAL, load } from "../support/quick-derivation-hook.mjs";

test("a set of the quick program opens with it, and with the real one not", async () => {
  const cwd = temporaryFolder();
  const create = ["create", "--threshold", "2", "--total", "2", "--out", "set", "--format", "text"];
  expect(await quickDkek(create, { cwd })).toMatchObject({ status: 0 });
  const cards = ["set/cards/card-1.txt", "set/cards/card-2.txt"];
  const verify = ["verify", "set/dkek.pbe", "--card", ...cards];
  expect(await quickDkek(verify, { cwd })).toMatchObject({ status: 0 });
  const refused = await dkek(verify, { cwd });
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.stdout).toMatch(/^WRONG/m);
});

test("a program that never derives anything fails", async () => {
  const [option = "", hook = ""] = QUICK_DKEK;
  const ended = await run(process.execPath, [option, hook, "--eval", "1"], {
    cwd: temporaryFolder(),
  });
  expect(ended.status).not.toBe(0);
  expect(ended.stderr).toContain("the program never loaded");
});

test.each([
  ["gone", "export const ITERATIONS = 10_000_000;", 0],
  ["another one", "export const PBE_ITERATIONS = 9_000_000;", 0],
  ["there twice", "export const PBE_ITERATIONS = 10_000_000;\n".repeat(2), 2],
])("a constant that is %s is not replaced in silence", async (_what, source, times) => {
  const context: LoadHookContext = {
    conditions: [],
    format: "module",
    importAttributes: {},
    importAssertions: {},
  };
  const loaded = load(KEY_MATERIAL, context, async () => ({ format: "module", source }));
  await expect(loaded).rejects.toThrow(`PBE_ITERATIONS is ${times} times in`);
});
