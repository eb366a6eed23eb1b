import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quickDkek, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, stockLines, stockSet } from "../support/stock-sets.js";
import { useRig } from "./support/rig.js";
import { watchedHsm } from "./support/watched-hsm.js";

const rig = useRig(1);
const SET = stockSet("shares-3of5");

test("cards that open nothing are rescued, and imported: the stock tool sees the DKEK", async () => {
  const cwd = temporaryFolder();
  const cards = layOutStockSet(cwd, await quickly(SET), [1, 3, 4]);
  // Mistakes of the last card are tried first.
  const lines = stockLines(SET, 4).replace("27:67", "72:67");
  writeFileSync(join(cwd, "card-4.txt"), lines);
  await watchedHsm(rig, { reader: 0, dkekShares: 1 });
  const refused = await quickDkek(["import", "set.pbe", ...cards], { cwd });
  expect(refused).toMatchObject({ status: 1 });

  const args = ["rescue", "set.pbe", "--threshold", "3", "--out", "mended", ...cards];
  const found = await quickDkek(args, { cwd });
  expect(found).toMatchObject({ status: 0 });
  expect(found.stdout).toContain("digits 1 and 2 of the share value are swapped");
  const command = /^ {2}dkek (import .*)$/m.exec(found.stdout)?.[1]?.split(" ") ?? [];
  expect(await quickDkek(command, { cwd })).toMatchObject({ status: 0 });
  expect((await rig.stock([], { reader: 0 })).stdout).toContain(SET.kcvHex.toUpperCase());
});
