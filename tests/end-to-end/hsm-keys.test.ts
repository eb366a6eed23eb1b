// `dkek hsm keygen`, `list`, `backup` and `restore` beside OpenSC's own tools: each sees the other's keys
// as its own, and takes the other's backups. OpenSSL verifies what is signed.
import { readFileSync, writeFileSync } from "node:fs";
import { type Exchange, type Plug, VirtualHsm, type VirtualHsmOptions } from "@dkek/virtual-hsm";
import { describe, expect, test } from "vitest";
import { dkek, type Outcome } from "../support/program.js";
import { layOutStockSet, stockSet } from "../support/stock-sets.js";
import backups from "../vectors/key-backups.json" with { type: "json" };
import { inFolder, type KeyTools, keyTools, must, openssl, signs } from "./support/key-tools.js";
import { USER_PIN, useRig } from "./support/rig.js";

const rig = useRig(2);
const set = stockSet("shares-3of5");
const OTHER_SHARE = "5a".repeat(32);

interface Hsm extends KeyTools {
  readonly plug: Plug;
  /** `dkek hsm …` on this HSM, in its folder, with the user PIN on standard input. */
  hsm(...args: readonly string[]): Promise<Outcome>;
  /** How often the HSM was sent a command with this instruction byte. */
  sent(ins: number): number;
  /** Status word of the last one. */
  lastStatus(ins: number): string | undefined;
}

const UNWRAP = 0x74;

/** A virtual HSM in a reader, with a DKEK of one share. */
async function hsmWith(
  share: string,
  reader = 0,
  options: VirtualHsmOptions = {},
  make = (all: VirtualHsmOptions) => new VirtualHsm(all),
): Promise<Hsm> {
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange): void => void exchanges.push(exchange);
  const plug = await rig.plug(make({ serialNumber: reader + 1, onExchange, ...options }), reader);
  await rig.initialise(1, reader);
  const tools = keyTools(rig, reader);
  await tools.importShare(share);
  const withIns = (ins: number) => exchanges.filter(({ command }) => command[1] === ins);
  return {
    ...tools,
    plug,
    hsm: async (action = "", ...args) => {
      await rig.requireVirtual(reader);
      const where = ["--reader", rig.readers[reader]?.name ?? ""];
      const pin = action === "list" ? [] : ["--pin-fd", "0"];
      const named = ["hsm", action, ...args, ...where, ...pin];
      return dkek(named, { cwd: tools.folder, stdin: USER_PIN });
    },
    sent: (ins) => withIns(ins).length,
    lastStatus: (ins) => {
      const last = withIns(ins).at(-1);
      return last && Buffer.from(last.response.slice(-2)).toString("hex");
    },
  };
}

/** What pkcs15-tool shows of the private and the public key with an ID, but for what differs in any case. */
function described(dump: string, id: string): string[] {
  return dump
    .split(/\n\n/)
    .filter((object) => object.includes(`\tID             : ${id}\n`))
    .map((object) =>
      object
        .replace(/\[.*\]/, "[label]")
        .replace(/^\t(ID|Key ref|GUID|DirectValue|MD:guid|Path) +:.*$/gm, "\t$1"),
    );
}

test("keys are made as OpenSC's own tools make them, and shown to each other", async () => {
  const it = await hsmWith(set.dkekShareHex);
  const made = await it.hsm(
    "keygen",
    "--type",
    "rsa:2048",
    "--id",
    "10",
    "--label",
    "Größe 1",
    "--json",
  );
  expect(made).toMatchObject({ status: 0 });
  const { key } = JSON.parse(made.stdout);
  expect(key).toMatchObject({ reference: 1, id: "10", label: "Größe 1", type: "rsa:2048" });
  must(await it.hsm("keygen", "--type", "ec:brainpoolP256r1", "--id", "11", "--label", "ours"));
  await it.generate("rsa:2048", "20", "theirs");
  await it.generate("EC:brainpoolP256r1", "21", "theirs, too");

  const dump = must(await it.pkcs15("--dump")).stdout;
  for (const [ours, theirs] of [
    ["10", "20"],
    ["11", "21"],
  ] as const) {
    expect(described(dump, ours)).toHaveLength(2);
    expect(described(dump, ours)).toEqual(described(dump, theirs));
  }
  for (const id of ["10", "11"]) {
    must(await it.pkcs15("--read-public-key", id, "--output", `${id}.pem`));
  }
  const spki = await openssl(
    it.folder,
    "pkey",
    "-pubin",
    "-in",
    "10.pem",
    "-outform",
    "DER",
    "-out",
    "10.der",
  ).then(() => openssl(it.folder, "dgst", "-sha256", "10.der"));
  expect(spki).toContain(key.publicKeySha256);
  await signs(it, "10", "RSA", "10.pem");
  await signs(it, "11", "EC", "11.pem");

  const listed = JSON.parse(must(await it.hsm("list", "--json")).stdout);
  expect(
    listed.keys.map(({ reference, id, label, type }: typeof key) => [reference, id, label, type]),
  ).toEqual([
    [1, "10", "Größe 1", "rsa:2048"],
    [2, "11", "ours", "ec:brainpoolP256r1"],
    [3, "20", "theirs", "rsa:2048"],
    [4, "21", "theirs, too", "ec:brainpoolP256r1"],
  ]);
  const text = must(await it.hsm("list")).stdout;
  expect(text).toContain("VIRTUAL");
  expect(text).toMatch(/^ +2 +11 +ec:brainpoolP256r1 .* ours$/m);

  const taken = await it.hsm("keygen", "--type", "ec:secp256r1", "--id", "20", "--label", "new");
  expect(taken).toMatchObject({ status: 3, stderr: expect.stringContaining("20") });
});

describe("backups", () => {
  test("ours restore by sc-hsm-tool, its own by us, each on another HSM; the manifest is kept to", async () => {
    const first = await hsmWith(set.dkekShareHex);
    await first.generate("rsa:2048", "10", "signing");
    await first.generate("EC:secp384r1", "11", "Grüße");
    const done = await first.hsm("backup", "--out", "keys", "--json");
    expect(done).toMatchObject({ status: 0 });
    const manifest = JSON.parse(readFileSync(inFolder(first, "keys/manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      version: 1,
      dkekKcv: set.kcvHex.toUpperCase(),
      hsm: { serial: "ZZVIRT00001" },
      keys: [
        { file: "key-1.bin", label: "signing", id: "10", type: "rsa:2048", reference: 1 },
        { file: "key-2.bin", label: "Grüße", id: "11", type: "ec:secp384r1", reference: 2 },
      ],
      stayed: [],
    });
    for (const { file, sha256 } of manifest.keys) {
      expect(await openssl(first.folder, "dgst", "-sha256", `keys/${file}`)).toContain(sha256);
    }
    must(await first.wrap("stock-1.bin", 1));
    const second = await hsmWith(set.dkekShareHex, 1);
    must(await second.unwrap(inFolder(first, "keys/key-2.bin"), 9));
    await signs(second, "11", "EC", inFolder(first, "11.pem"));

    const restored = await second.hsm("restore", inFolder(first, "stock-1.bin"), "--json");
    expect(restored).toMatchObject({ status: 0 });
    expect(JSON.parse(restored.stdout)).toMatchObject({
      ok: true,
      checkedOffline: false,
      restored: [{ proof: "proven", key: { reference: 1, id: "10", label: "signing" } }],
    });
    await signs(second, "10", "RSA", inFolder(first, "10.pem"));
    const again = await second.hsm("restore", inFolder(first, "keys/key-1.bin"));
    expect(again).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("in the HSM already"),
    });
    const replaced = await second.hsm(
      "restore",
      inFolder(first, "keys/key-1.bin"),
      "--reference",
      "9",
      "--replace",
    );
    expect(replaced.stdout).toContain("proven: it signed a random challenge");
    const { keys } = JSON.parse((await second.hsm("list", "--json")).stdout);
    expect(
      keys.map(({ reference, id }: { reference: number; id: string }) => [reference, id]),
    ).toEqual([
      [1, "10"],
      [9, "10"],
    ]);

    const file = inFolder(first, "keys/key-2.bin");
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const sent = second.sent(UNWRAP);
    const changed = await second.hsm("restore", file);
    expect(changed).toMatchObject({ status: 1, stderr: expect.stringContaining("manifest.json") });
    expect(second.sent(UNWRAP)).toBe(sent);
  });

  test("that another card made restore, and are proven", async () => {
    for (const vector of backups.keyBackups) {
      const it = await hsmWith(vector.dkekHex);
      writeFileSync(inFolder(it, "backup.bin"), Buffer.from(vector.fileHex, "hex"));
      const restored = await it.hsm("restore", "backup.bin", "--reference", "200", "--json");
      expect(JSON.parse(restored.stdout).restored).toMatchObject([
        { proof: "proven", key: { reference: 200, id: vector.idHex, label: vector.label } },
      ]);
    }
  });

  test("the DKEK shares at hand prove a backup before the HSM sees it", async () => {
    const it = await hsmWith(set.dkekShareHex);
    await it.generate("EC:secp256r1", "10", "checked");
    must(await it.hsm("backup", "--out", "keys", "--id", "10"));
    must(await it.pkcs11("--delete-object", "--type", "privkey", "--id", "10"));
    const cards = ["--pbe", "set.pbe", ...layOutStockSet(it.folder, set, [2, 3, 4])];
    const restored = JSON.parse(
      (await it.hsm("restore", "keys/key-1.bin", ...cards, "--json")).stdout,
    );
    expect(restored).toMatchObject({
      ok: true,
      checkedOffline: true,
      restored: [{ proof: "proven" }],
    });

    const bytes = readFileSync(inFolder(it, "keys/key-1.bin"));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(inFolder(it, "damaged.bin"), bytes);
    const sent = it.sent(UNWRAP);
    const refused = await it.hsm("restore", "damaged.bin", ...cards);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("damaged") });
    expect(it.sent(UNWRAP)).toBe(sent);
  });

  test("of another DKEK are refused by us, and by the card itself where we leave it to judge", async () => {
    const first = await hsmWith(set.dkekShareHex);
    const other = await hsmWith(OTHER_SHARE, 1);
    await first.generate("EC:secp256r1", "10", "foreign");
    must(await first.hsm("backup", "--out", "keys"));
    const file = inFolder(first, "keys/key-1.bin");
    const refused = await other.hsm("restore", file);
    expect(refused).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`KCV ${set.kcvHex.toUpperCase()}, and this HSM has`),
    });
    expect(other.sent(UNWRAP)).toBe(0);
    const judged = await other.hsm("restore", file, "--let-hsm-judge");
    expect(judged).toMatchObject({ status: 3, stderr: expect.stringContaining("the HSM refused") });
    expect(other.lastStatus(UNWRAP)).toBe("6a80");
    expect(JSON.parse((await other.hsm("list", "--json")).stdout).keys).toEqual([]);
  });
});

describe("what can go wrong", () => {
  test("a full device says so, and has no half key", async () => {
    const first = await hsmWith(set.dkekShareHex);
    await first.generate("rsa:2048", "10", "large");
    must(await first.hsm("backup", "--out", "keys"));
    const small = await hsmWith(set.dkekShareHex, 1, { capacityBytes: 1600 });
    must(await small.hsm("keygen", "--type", "ec:secp256r1", "--id", "11", "--label", "small"));
    const full = await small.hsm("restore", inFolder(first, "keys/key-1.bin"));
    expect(full).toMatchObject({ status: 3, stderr: expect.stringMatching(/full|no room/) });
    const more = await small.hsm("keygen", "--type", "rsa:2048", "--id", "12", "--label", "more");
    expect(more).toMatchObject({ status: 3, stderr: expect.stringMatching(/full|no room/) });
    const { keys, otherFiles } = JSON.parse((await small.hsm("list", "--json")).stdout);
    expect(keys).toMatchObject([{ id: "11" }]);
    expect(otherFiles).toEqual([]);
  });

  test("a wrong PIN tells the tries, the last one is not spent, a blocked one is named", async () => {
    const it = await hsmWith(set.dkekShareHex);
    await rig.requireVirtual();
    const args = [
      "hsm",
      "keygen",
      "--type",
      "ec:secp256r1",
      "--id",
      "11",
      "--label",
      "x",
      "--pin-fd",
      "0",
    ];
    const withPin = (stdin: string, ...more: string[]): Promise<Outcome> =>
      dkek([...args, ...more], { cwd: it.folder, stdin });
    expect(await withPin("000000")).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("2 tries left"),
    });
    expect(await withPin("000000")).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("1 try left"),
    });
    expect(await withPin(USER_PIN)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("--last-try"),
    });
    expect(await withPin("000000", "--last-try")).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("blocked"),
    });
    expect(await withPin(USER_PIN)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("blocked"),
    });
    expect(await dkek(args.slice(0, -2), { cwd: it.folder })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--pin-fd"),
    });
  });

  test("unplugged in the middle of a restore: said, and afterwards it goes in whole", async () => {
    const first = await hsmWith(set.dkekShareHex);
    await first.generate("EC:secp256r1", "10", "to be kept");
    must(await first.hsm("backup", "--out", "keys"));
    const file = inFolder(first, "keys/key-1.bin");
    const pulled: UnpluggedHsm[] = [];
    const second = await hsmWith(set.dkekShareHex, 1, {}, (options) => {
      pulled.push(new UnpluggedHsm(options));
      return pulled[0] as UnpluggedHsm;
    });
    const [hsm] = pulled as [UnpluggedHsm];
    hsm.onDescription = () => void second.plug.unplug();
    const gone = await second.hsm("restore", file);
    expect(gone).toMatchObject({ status: 3, stderr: expect.stringContaining("is gone") });
    expect(gone.stderr).toContain("reference 1 may be in the HSM, without all that belongs to it");
    await second.plug.gone;
    hsm.onDescription = undefined;
    await rig.plug(hsm, 1);
    const { keys } = JSON.parse((await second.hsm("list", "--json")).stdout);
    expect(keys).toMatchObject([{ reference: 1, publicKeySha256: null }]);
    const restored = await second.hsm("restore", file, "--reference", "1", "--replace");
    expect(restored).toMatchObject({ status: 0, stdout: expect.stringContaining("proven") });
    await signs(second, "10", "EC", inFolder(first, "10.pem"));
  });
});

/** One that is pulled out of its reader when it is told to store the description of a key. */
class UnpluggedHsm extends VirtualHsm {
  onDescription: (() => void) | undefined;

  override transmit(command: Uint8Array): Promise<Uint8Array> {
    if (command[1] === 0xd7 && command[2] === 0xc4) this.onDescription?.();
    return super.transmit(command);
  }
}
