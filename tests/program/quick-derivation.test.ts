// What makes the program quick for other tests: where it can't, it must not pass for having done so.
import { expect, test } from "vitest";
import { dkek, QUICK_DKEK, quickDkek, run, temporaryFolder } from "../support/program.js";
import { quickened } from "../support/quick-iterations.mjs";

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

test.each([
  ["fewer", 9_000_000],
  ["none", undefined],
])("a deriving thread with %s iterations is not started in silence", async (_what, iterations) => {
  for (const name of ["dkek-derivation", "dkek-search"]) {
    expect(() => quickened({ name, workerData: { iterations } })).toThrow(
      `${iterations} iterations`,
    );
  }
  // Nor one by another name.
  const other = { name: "dkek-other", workerData: { iterations: 10_000_000 } };
  expect(() => quickened(other)).toThrow('"dkek-other" derives');
});

test("it stands in the way of all threads of a program", async () => {
  const [option = "", preload = ""] = QUICK_DKEK;
  const body = `import { Worker } from "node:worker_threads";
    new Worker("1", { eval: true, name: "dkek-search", workerData: { iterations: 1 } });`;
  const args = [option, preload, "--input-type=module", "--eval", body];
  const ended = await run(process.execPath, args, { cwd: temporaryFolder() });
  expect(ended.status).not.toBe(0);
  expect(ended.stderr).toContain('the thread "dkek-search" has 1 iterations');
});
