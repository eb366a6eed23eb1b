// Keys that pkcs11-tool made and sc-hsm-tool backed up under the old DKEK: after `dkek reissue --new-dkek` the
// stock tool imports the new set into another HSM, restores them there, and they sign.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { dkek } from "../support/program.js";
import { stockSet } from "../support/stock-sets.js";
import { inFolder, keyTools, must, signs } from "./support/key-tools.js";
import { typedFrom, useRig } from "./support/rig.js";

const rig = useRig(2);
const STOCK = stockSet("p224-tool-pbe");

test("backed up under the old DKEK, restored by sc-hsm-tool under the new one, and at work", async () => {
  await rig.plug(new VirtualHsm({ serialNumber: 1 }), 0);
  await rig.plug(new VirtualHsm({ serialNumber: 2 }), 1);
  await rig.initialise(1, 0);
  await rig.initialise(1, 1);
  const first = keyTools(rig, 0);
  const second = keyTools(rig, 1);
  const cwd = first.folder;
  await first.importShare(STOCK.dkekShareHex);
  await first.generate("rsa:2048", "10", "mail");
  await first.generate("EC:secp384r1", "11", "root");
  must(await first.wrap("key-1.bin", 1));
  must(await first.wrap("key-2.bin", 2));

  const set = await knownSet(STOCK, { scheme: "p224", threshold: 2, total: 3 });
  const paths = layOutKnownSet(cwd, "set", set);
  const options = ["--threshold", "2", "--total", "3", "--out", "new", "--format", "text"];
  const keys = ["--expose-keys", "--backup", "key-1.bin", "key-2.bin"];
  const made = await dkek(
    [
      "reissue",
      "set/dkek.pbe",
      "--new-dkek",
      ...options,
      ...keys,
      "--json",
      "--card",
      ...paths(1, 3),
    ],
    { cwd },
  );
  expect(made).toMatchObject({ status: 0 });
  const { number, files, kcv } = JSON.parse(made.stdout);
  const confirm = ["--confirm", number, "--out", "new", "--card", ...files.cards];
  must(await dkek(["reissue", "set/dkek.pbe", ...confirm], { cwd }));

  const quorum = [files.cards[0], files.cards[2]] as const;
  const cards = quorum.map((path) => readFileSync(join(cwd, path), "utf8"));
  const total = ["--pwd-shares-total", "2"];
  const stdin = typedFrom(cards);
  must(await rig.stock(["--import-dkek-share", files.pbe, ...total], { cwd, stdin, reader: 1 }));
  expect((await rig.stock([], { reader: 1 })).stdout).toContain(`DKEK key check value : ${kcv}`);
  for (const [reference, id, kind] of [
    [1, "10", "RSA"],
    [2, "11", "EC"],
  ] as const) {
    const old = inFolder(first, `key-${reference}.bin`);
    expect((await second.unwrap(old, reference)).stderr).toContain("does not match DKEK");
    must(await second.unwrap(inFolder(first, `new/keys/key-${reference}.bin`), reference));
    writeFileSync(inFolder(second, `${id}.pem`), readFileSync(inFolder(first, `${id}.pem`)));
    await signs(second, id, kind, `${id}.pem`);
  }
});
