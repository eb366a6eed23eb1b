// The whole life of a key: made on one HSM, backed up, and at work on another one after the first has
// died. What the cards and the backups are for, through OpenSC's own programs; OpenSSL has the last word.
//
// - by the stock tools: a DKEK of two shares, one with a p224 and one with an sc-hsm set, RSA and EC keys;
//   the second HSM gets its DKEK from `dkek import`, by other quorums.
// - by our commands alone: one share, an sc-hsm set, RSA and EC keys; the stock tools only look and sign.
// - `dkek rehearse` (rehearse.test.ts): one share, a p224 set. The seed text's commands with a set of the
//   stock tool's and with one of ours: getting-started.test.ts.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { textOf } from "../support/poppler.js";
import {
  dkek,
  type Program,
  QUICK_DKEK,
  REAL_DKEK,
  run,
  temporaryFolder,
} from "../support/program.js";
import { inFolder, keyTools, must, signs } from "./support/key-tools.js";
import { useRig } from "./support/rig.js";
import { typedFromSheets } from "./support/typed-sheets.js";

const rig = useRig(2);

/** One that nobody knows: `dkek hsm init` refuses the one that stands in texts. */
const OWN_PIN = "718304";

const KEYS = [
  ["10", "rsa:2048", "RSA"],
  ["11", "EC:secp384r1", "EC"],
] as const;

/** Makes a set with `dkek create`. */
async function create(
  program: Program,
  cwd: string,
  out: string,
  ...more: readonly string[]
): Promise<void> {
  const made = await dkek(["create", ...more, "--out", out, "--json"], { cwd, program });
  expect(made).toMatchObject({ status: 0 });
}

function cardsOf(set: string, ids: readonly number[]): string[] {
  return ids.map((id) => `${set}/cards/card-${id}.txt`);
}

async function kcvIn(reader: number): Promise<string | undefined> {
  const { stdout } = await rig.stock([], { reader });
  return /DKEK key check value : ([0-9A-F]{16})/.exec(stdout)?.[1];
}

test("by the stock tools: two DKEK shares, typed from the sheets of both schemes, which are all that it needs", async () => {
  const cwd = temporaryFolder();
  const a = ["--threshold", "3", "--total", "12", "--share", "1/2"];
  await create(REAL_DKEK, cwd, "a", ...a);
  const b = ["--threshold", "2", "--total", "11", "--scheme", "sc-hsm", "--share", "2/2"];
  const letter = ["--paper", "letter"];
  await create(REAL_DKEK, cwd, "b", ...b, ...letter);

  const plug = await rig.plug(new VirtualHsm({ serialNumber: 1 }));
  await rig.initialise(2);
  // Two of a quorum are shown in decimal and read as hex by the stock tool.
  const quorums = [
    ["a", [12, 2, 10], "\r\n"],
    ["b", [11, 1], "\n"],
  ] as const;
  for (const [set, ids, lineEnd] of quorums) {
    const sheets = ids.map((id) => textOf(readFileSync(`${cwd}/${set}/cards/card-${id}.pdf`)));
    const { command, typed } = typedFromSheets(sheets, lineEnd);
    copyFileSync(`${cwd}/${set}/dkek.pbe`, `${cwd}/FILE.pbe`);
    await rig.stock(command, { cwd, stdin: typed });
  }
  const kcv = await kcvIn(0);
  expect(kcv).toBeDefined();
  const first = keyTools(rig);
  for (const [place, [id, type]] of KEYS.entries()) {
    await first.generate(type, id);
    must(await first.wrap(`${id}.bin`, place + 1));
  }
  await plug.unplug();

  await rig.plug(new VirtualHsm({ serialNumber: 2 }), 1);
  await rig.initialise(2, 1);
  const reader = ["--reader", rig.readers[1]?.name ?? "", "--json"];
  const cards = ["--card", ...cardsOf("b", [5, 3]), ...cardsOf("a", [11, 4, 7])];
  const files = ["a/dkek.pbe", "b/dkek.pbe"];
  const imported = await dkek(["import", ...files, ...reader, ...cards], { cwd });
  expect(JSON.parse(imported.stdout)).toMatchObject({ ok: true, kcv, predictedKcv: kcv });
  expect(await kcvIn(1)).toBe(kcv);
  const second = keyTools(rig, 1);
  for (const [place, [id, , kind]] of KEYS.entries()) {
    must(await second.unwrap(inFolder(first, `${id}.bin`), place + 1));
    await signs(second, id, kind, inFolder(first, `${id}.pem`));
  }
});

test("by our commands: from a new HSM to the signature of another one", async () => {
  const cwd = temporaryFolder();
  // Nobody but us opens this set.
  await create(QUICK_DKEK, cwd, "set", "--threshold", "2", "--total", "3", "--scheme", "sc-hsm");
  writeFileSync(`${cwd}/so-pin`, "9b1c0e9a44d7f26e");
  writeFileSync(`${cwd}/pin`, OWN_PIN);

  /** `dkek …` on one of the HSMs, with its PINs on file descriptors. */
  const on = async (reader: number, ...args: readonly string[]): Promise<string> => {
    const program = args.includes("set/dkek.pbe") ? QUICK_DKEK : REAL_DKEK;
    await rig.requireVirtual(reader);
    const words = [
      process.execPath,
      ...program,
      ...args,
      "--reader",
      rig.readers[reader]?.name ?? "",
    ];
    return must(await run("sh", ["-c", 'exec "$@" 3< so-pin 4< pin', "sh", ...words], { cwd }))
      .stdout;
  };
  const PIN = ["--pin-fd", "4"];
  const prepare = async (reader: number, cards: readonly number[]): Promise<void> => {
    const erase = ["--erase", `ZZVIRT0000${reader + 1}`, "--so-pin-fd", "3", ...PIN];
    await on(reader, "hsm", "init", "--dkek-shares", "1", "--label", "life", ...erase);
    const named = ["--card", ...cardsOf("set", cards)];
    expect(await on(reader, "import", "set/dkek.pbe", ...named)).toContain("as predicted");
  };

  const plug = await rig.plug(new VirtualHsm({ serialNumber: 1 }));
  await prepare(0, [1, 2]);
  for (const [id, type] of KEYS) {
    await on(0, "hsm", "keygen", "--type", type.toLowerCase(), "--id", id, "--label", id, ...PIN);
    const key = ["--read-public-key", id, "--output", `${id}.pem`];
    must(await run("pkcs15-tool", ["--reader", rig.readers[0]?.name ?? "", ...key], { cwd }));
  }
  await on(0, "hsm", "backup", "--out", "keys", ...PIN);
  await plug.unplug();

  await rig.plug(new VirtualHsm({ serialNumber: 2 }), 1);
  await prepare(1, [3, 2]);
  const offline = ["--pbe", "set/dkek.pbe", "--card", ...cardsOf("set", [3, 1])];
  const files = ["keys/key-1.bin", "keys/key-2.bin"];
  const restored = await on(1, "hsm", "restore", ...files, ...offline, ...PIN);
  expect(restored).toContain("2 keys were restored into HSM ZZVIRT00002, each of them proven");
  const second = keyTools(rig, 1, OWN_PIN);
  for (const [id, , kind] of KEYS) await signs(second, id, kind, `${cwd}/${id}.pem`);
});
