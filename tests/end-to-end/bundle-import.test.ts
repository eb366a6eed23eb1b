import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { makeBundle, WITHOUT_NETWORK } from "../support/bundle.js";
import { run, temporaryFolder } from "../support/program.js";
import { useRig } from "./support/rig.js";

const rig = useRig();

// Readers are reached through a socket in the file system: a network is not needed for them.
test("alone in a folder and without a network, it makes a set and imports it into an HSM", async () => {
  using bundle = makeBundle();
  const cwd = temporaryFolder();
  copyFileSync(join(bundle.folder, "dkek.mjs"), join(cwd, "dkek.mjs"));
  const [program = "", ...prefix] = [...WITHOUT_NETWORK, process.execPath, "dkek.mjs"];
  const dkek = (...args: readonly string[]) => run(program, [...prefix, ...args], { cwd });

  const made = await dkek("create", "--threshold", "2", "--total", "3", "--out", "set");
  expect(made).toMatchObject({ status: 0 });
  await rig.plug(new VirtualHsm());
  await rig.initialise(1);
  const cards = readdirSync(join(cwd, "set/cards")).filter((name) => name.endsWith(".txt"));
  const two = cards.slice(1).map((name) => `set/cards/${name}`);
  const imported = await dkek("import", "set/dkek.pbe", "--card", ...two);
  expect(imported).toMatchObject({ status: 0 });

  const record = JSON.parse(readFileSync(join(cwd, "set/record.json"), "utf8"));
  expect(record.events).toMatchObject([{ type: "created" }, { type: "imported", missing: 0 }]);
  const { kcv } = record.set.dkekShare;
  expect((await rig.stock([])).stdout).toContain(`DKEK key check value : ${kcv}`);
});
