// The unmodified tools of OpenSC in front of the virtual HSM: they must not be able to tell it from a
// genuine one. What they print is held against what they printed in front of another card, except
// where that one answered otherwise than a genuine card does (OpenSC's driver says how).
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "@dkek/foundation";
import {
  type Exchange,
  openStateFile,
  PcscDaemon,
  type Plug,
  requireVirtual,
  type TokenIdentity,
  VirtualHsm,
  type VirtualHsmOptions,
} from "@dkek/virtual-hsm";
import { FOREIGN_SERIAL, ForeignHsm } from "@dkek/virtual-hsm/testing";
import { afterEach, describe, expect, test } from "vitest";
import { dkek, type Outcome, run, temporaryFolder } from "../support/program.js";
import { stockSet } from "../support/stock-sets.js";
import { SO_PIN, screensOf, USER_PIN, useRig } from "./support/rig.js";

const WRONG_SO_PIN = "3537363231383831";
const INITIALISE = ["--initialize", "--so-pin", SO_PIN, "--pin", USER_PIN];

const rig = useRig(4);
const { stock } = rig;

const plugs: Plug[] = [];
afterEach(async () => {
  await Promise.all(plugs.splice(0).map((plug) => plug.unplug()));
});

async function plug(hsm: VirtualHsm, reader = 0): Promise<Plug> {
  const plugged = await rig.plug(hsm, reader);
  plugs.push(plugged);
  // OpenSC may have seen the card before, not gone from its list yet.
  await plugged.poweredOn;
  return plugged;
}

/** A new virtual HSM in the first reader, and that it is one was made sure of. */
async function fresh(
  options: VirtualHsmOptions = {},
  ...initialise: string[]
): Promise<VirtualHsm> {
  const hsm = new VirtualHsm({ serialNumber: 1, ...options });
  await plug(hsm);
  requireVirtual(await tokenIn(0));
  if (initialise.length > 0) {
    expect(await stock([...INITIALISE, ...initialise])).toMatchObject(SILENT);
  }
  return hsm;
}

/** The serial number and the label of the token in a reader, as PKCS#11 sees them. */
async function tokenIn(reader: number): Promise<TokenIdentity> {
  const { name } = rig.readers[reader] ?? { name: "" };
  const slots = (await pkcs11("--list-slots")).stdout.split(/^Slot /m);
  const slot = slots.find((text) => text.split("\n")[0]?.endsWith(`: ${name}`)) ?? "";
  return {
    reader: name,
    serial: /serial num *: (.*)$/m.exec(slot)?.[1] ?? "",
    label: /token label *: (.*)$/m.exec(slot)?.[1] ?? "",
  };
}

/** The tool says nothing where all went well, nor does its exit status say much. */
const SILENT: Partial<Outcome> = { status: 0, stdout: "", stderr: "" };

async function status(reader = 0): Promise<string> {
  return (await stock([], { reader })).stdout;
}

/** What sc-hsm-tool shows of an initialised HSM. */
function shown(
  dkek: string,
  { soPin = "tries left    : 15", userPin = "tries left  : 3" } = {},
): string {
  return `Version              : 4.0
Config options       :
  User PIN reset with SO-PIN enabled
SO-PIN ${soPin}
User PIN ${userPin}
${dkek}`;
}

function pkcs11(...args: readonly string[]): Promise<Outcome> {
  return run("pkcs11-tool", args, { cwd: "/" });
}

function layOut(folder: string, set: string): string {
  const file = join(folder, `${set}.pbe`);
  writeFileSync(file, Buffer.from(stockSet(set).pbeHex, "hex"));
  return file;
}

function importWithPassword(file: string, password: string): Promise<Outcome> {
  return stock(["--import-dkek-share", file, "--password", "env:DKEK_TEST"], {
    env: { DKEK_TEST: password },
  });
}

/** What opensc-explorer shows of commands, after making sure that it is a virtual HSM. */
async function explorer(...apdus: readonly string[]): Promise<string> {
  await rig.requireVirtual();
  const stdin = [...apdus.map((apdu) => `apdu ${apdu}`), "quit", ""].join("\n");
  const reader = ["--reader", rig.readers[0]?.name ?? ""];
  return (await run("opensc-explorer", reader, { cwd: "/", stdin })).stdout;
}

/** Where the answer does not depend on the share, the stock tool need not derive a key for it. */
const importShare = (hex: string): string => `80 52 00 00 20 ${hex} 00`;
const IMPORT_SHARE = importShare("11".repeat(32));

const PASSWORD = Buffer.from(stockSet("password").passwordHex, "hex").toString("latin1");

describe("what it is", () => {
  test("opensc-tool: the name and the ATR of a genuine card", async () => {
    await fresh();
    const opensc = async (option: string): Promise<string> =>
      (await run("opensc-tool", ["--reader", rig.readers[0]?.name ?? "", option], { cwd: "/" }))
        .stdout;
    expect(await opensc("--name")).toBe("SmartCard-HSM version 4.0\n");
    expect(await opensc("--atr")).toBe(
      "3b:de:96:ff:81:91:fe:1f:c3:80:31:81:54:48:53:4d:31:73:80:21:40:81:07:92\n",
    );
  });

  test("pkcs11-tool and pkcs15-tool: serial number, label and maker say that it is virtual", async () => {
    await fresh();
    const { stdout } = await pkcs11("--list-slots");
    expect(stdout).toContain("  token label        : VIRTUAL SmartCard-HSM");
    expect(stdout).toContain("  token manufacturer : no HSM: a rehearsal in software\n");
    expect(stdout).toContain("  serial num         : ZZVIRT00001\n");
    const pkcs15 = await run("pkcs15-tool", ["--reader", rig.readers[0]?.name ?? "", "--dump"], {
      cwd: "/",
    });
    expect(pkcs15).toMatchObject({ status: 0 });
    expect(pkcs15.stdout).toContain("PKCS#15 Card [VIRTUAL SmartCard-HSM]:");
    expect(pkcs15.stdout).toContain("\tSerial number  : ZZVIRT00001\n");
  });

  test("opensc-explorer: any command, by a pipe", async () => {
    await fresh({ random: (length) => new Uint8Array(length).fill(0xa5) });
    const stdout = await explorer("00 84 00 00 04", "80 52 00 00 00");
    expect(stdout).toMatch(/SW1=0x90, SW2=0x00[\s\S]*A5 A5 A5 A5/);
    expect(stdout).toContain("SW1=0x6D, SW2=0x00");
  });

  test("a token without the mark is refused, whatever else it is", async () => {
    await plug(new ForeignHsm());
    const token = await tokenIn(0);
    expect(token).toMatchObject({
      serial: FOREIGN_SERIAL,
      label: expect.stringMatching(/^FOREIGN SmartCard-HSM/),
    });
    const refused = expect.objectContaining({ code: "not-virtual" });
    expect(() => requireVirtual(token)).toThrow(refused);
    await expect(stock(INITIALISE)).rejects.toEqual(refused);
    expect(await status()).toContain("never been initialized");
  });
});

describe("status and initialisation", () => {
  test("never initialised", async () => {
    await fresh();
    expect(await stock([])).toMatchObject({
      status: 0,
      stdout: `Version              : 4.0
SmartCard-HSM has never been initialized. Please use --initialize to set SO-PIN and user PIN.
`,
      stderr: "",
    });
  });

  test.each([
    [
      ["--dkek-shares", "1"],
      "DKEK shares          : 1\nDKEK import pending, 1 share(s) still missing\n",
    ],
    [
      ["--dkek-shares", "2"],
      "DKEK shares          : 2\nDKEK import pending, 2 share(s) still missing\n",
    ],
    [[], ""],
  ])("--initialize %j", async (options, dkek) => {
    await fresh();
    expect(await stock([...INITIALISE, ...options])).toMatchObject(SILENT);
    expect(await status()).toBe(shown(dkek));
  });

  test("--dkek-shares 0: a DKEK of its own, from its own random numbers", async () => {
    const dkek = new Uint8Array(32).fill(0xc3);
    const kcv = createHash("sha256").update(dkek).digest("hex").slice(0, 16).toUpperCase();
    await fresh({ random: () => dkek }, "--dkek-shares", "0");
    expect(await status()).toBe(shown(`DKEK shares          : 0\nDKEK key check value : ${kcv}\n`));
  });

  test("--label: read back with the mark in front, also by the next initialisation", async () => {
    await fresh({}, "--label", "my token");
    expect((await tokenIn(0)).label).toMatch(/^VIRTUAL my token/);
    expect(await stock([...INITIALISE, "--label", "Tökén"])).toMatchObject(SILENT);
    expect((await tokenIn(0)).label).toMatch(/^VIRTUAL Tökén/);
    expect(await stock(INITIALISE)).toMatchObject(SILENT);
    expect((await tokenIn(0)).label).toMatch(/^VIRTUAL SmartCard-HSM/);
  });

  test("PINs from the environment, as transcript 94 has them", async () => {
    const exchanges: Exchange[] = [];
    await fresh({ onExchange: (exchange) => exchanges.push(exchange) });
    const done = await run(
      "sc-hsm-tool",
      ["--reader", rig.readers[0]?.name ?? "", "--initialize", "--dkek-shares", "1"].concat([
        "--so-pin",
        "env:SOP",
        "--pin",
        "env:UP",
        "--label",
        "my token",
      ]),
      { cwd: "/", env: { SOP: SO_PIN, UP: USER_PIN } },
    );
    expect(done).toMatchObject(SILENT);
    const sent = exchanges.map(({ command }) => Buffer.from(command).toString("hex"));
    expect(sent).toContain("805000001c80020001810636343832313982083537363231383830910103920101");
  });

  test.each([
    [["--so-pin", SO_PIN, "--pin", "12345"], "PIN must be at least 6 characters long\n"],
    [
      ["--so-pin", "353736", "--pin", USER_PIN],
      "SO-PIN must be a hexadecimal string of 16 characters\n",
    ],
  ])("refused by the tool itself: %j", async (pins, message) => {
    await fresh();
    const { status: exit, stderr } = await stock(["--initialize", "--dkek-shares", "1", ...pins]);
    expect([exit, stderr]).toEqual([1, message]);
    expect(await status()).toContain("never been initialized");
  });

  test("a reader without a card, and no such reader", async () => {
    // A reader that no test before this one had a card in: pcscd takes a moment to miss one.
    expect(await stock([], { reader: 3 })).toMatchObject({
      status: 0,
      stderr: "Card not present.\nFailed to connect to card: Success\n",
    });
    expect((await run("sc-hsm-tool", ["--reader", "7"], { cwd: "/" })).stderr).toBe(
      'Reader "7" not found (4 reader(s) detected)\nFailed to connect to card: Success\n',
    );
  });
});

describe("PINs", () => {
  test("the user PIN blocks, the SO-PIN unblocks it", async () => {
    await fresh({}, "--dkek-shares", "1");
    const login = (pin: string): Promise<Outcome> =>
      pkcs11("--login", "--pin", pin, "--list-objects");
    const pending = "DKEK shares          : 1\nDKEK import pending, 1 share(s) still missing\n";
    expect(await login(USER_PIN)).toMatchObject({ status: 0 });
    for (const left of ["tries left  : 2", "tries left  : 1", "locked"]) {
      expect((await login("000000")).stderr).toMatch(/CKR_PIN_(INCORRECT|LOCKED)/);
      expect(await status()).toBe(shown(pending, { userPin: left }));
    }
    expect((await login(USER_PIN)).stderr).toContain("CKR_PIN_LOCKED");
    const reset = ["--login", "--login-type", "so", "--init-pin", "--new-pin", "123456"];
    expect((await pkcs11(...reset, "--so-pin", WRONG_SO_PIN)).stderr).toContain(
      "CKR_PIN_INCORRECT",
    );
    expect(await status()).toContain("SO-PIN tries left    : 14\nUser PIN locked\n");
    expect(await pkcs11(...reset, "--so-pin", SO_PIN)).toMatchObject({ status: 0 });
    expect(await status()).toBe(shown(pending));
    expect(await login("123456")).toMatchObject({ status: 0 });
  });

  test("both PINs are changed", async () => {
    await fresh({}, "--dkek-shares", "1");
    const change = await pkcs11(
      "--login",
      "--pin",
      USER_PIN,
      "--change-pin",
      "--new-pin",
      "87654321",
    );
    expect(change).toMatchObject({ status: 0 });
    expect(await pkcs11("--login", "--pin", "87654321", "--list-objects")).toMatchObject({
      status: 0,
    });
    const so = ["--login", "--login-type", "so", "--so-pin", SO_PIN, "--change-pin"];
    expect(await pkcs11(...so, "--new-pin", WRONG_SO_PIN)).toMatchObject({ status: 0 });
    expect((await stock(INITIALISE)).stderr).toContain("PIN code or key incorrect");
    expect(await status()).toContain("SO-PIN tries left    : 14\n");
  });

  test("a wrong SO-PIN does not initialise, and the 15th blocks the HSM for ever", async () => {
    await fresh({}, "--dkek-shares", "1");
    const wrong = ["--initialize", "--so-pin", WRONG_SO_PIN, "--pin", "111111"];
    for (let left = 14; left >= 0; left -= 1) {
      const { status: exit, stderr } = await stock(wrong);
      expect(exit).toBe(0);
      expect(stderr).toContain(
        "sc_card_ctl(*, SC_CARDCTL_SC_HSM_INITIALIZE, *) failed with PIN code or key incorrect",
      );
      if (left === 14) expect(await status()).toContain("SO-PIN tries left    : 14\n");
    }
    expect(await status()).toContain(
      "SO-PIN locked\nUser PIN tries left  : 3\nDKEK shares          : 1\n",
    );
    expect((await stock(INITIALISE)).stderr).toContain("failed with Authentication method blocked");
    expect(await status()).toContain("DKEK import pending, 1 share(s) still missing");
  });
});

describe("DKEK shares", () => {
  test("two: a wrong password first, the HSM unplugged in between, and once too often", async () => {
    const folder = temporaryFolder();
    const state = join(folder, "hsm.json");
    const plugged = await plug(new VirtualHsm(openStateFile(state, { serialNumber: 77 })));
    requireVirtual(await tokenIn(0));
    expect(await stock([...INITIALISE, "--dkek-shares", "2"])).toMatchObject(SILENT);
    const file = layOut(folder, "password");
    const wrong = await importWithPassword(file, "wrong-password");
    expect(wrong).toMatchObject({ status: 1, stdout: "Deciphering DKEK share, please wait...\n" });
    expect(wrong.stderr).toContain("Error decrypting DKEK share. Password correct ?");
    expect(await status()).toContain("2 share(s) still missing");
    expect(await explorer(importShare(stockSet("shares-3of5").dkekShareHex))).toContain("SW1=0x90");
    await plugged.unplug();
    await plug(new VirtualHsm(openStateFile(state)));
    expect((await tokenIn(0)).serial).toBe("ZZVIRT00077");
    expect(await status()).toBe(
      shown("DKEK shares          : 2\nDKEK import pending, 1 share(s) still missing\n"),
    );
    // Others are typed in from cards: getting-started.test.ts, life.test.ts.
    const complete = "DKEK shares          : 2\nDKEK key check value : 40D4F4DC00C72FCB\n";
    expect(await importWithPassword(file, PASSWORD)).toMatchObject({
      status: 0,
      stdout: `Deciphering DKEK share, please wait...\nDKEK share imported\n${complete}`,
    });
    expect(await status()).toBe(shown(complete));
    expect(await explorer(IMPORT_SHARE)).toMatch(/SW1=0x69, SW2=0x85/);
  });

  test("into an HSM that was not set up for them", async () => {
    await fresh({});
    await stock(INITIALISE);
    expect(await explorer(IMPORT_SHARE)).toMatch(/SW1=0x6D, SW2=0x00/);
    expect(await status()).toBe(shown(""));
  });

  // One that is typed in again: getting-started.test.ts.
  test("a 3-of-12 set made by the stock tool from our random numbers; we open it, by its last cards", async () => {
    const folder = temporaryFolder();
    const asked: number[] = [];
    const share = new Uint8Array(32).fill(0x11);
    // In the order of asking: password, seed for OpenSSL's generator, salt, DKEK share.
    const random: RandomSource = (length) => {
      asked.push(length);
      return length === 32 ? share : new Uint8Array(length).fill(0x22);
    };
    await fresh({ random }, "--dkek-shares", "1");
    const made = await stock(
      ["--create-dkek-share", "set.pbe", "--pwd-shares-threshold", "3", "--pwd-shares-total", "12"],
      { cwd: folder, stdin: "\n".repeat(25) },
    );
    expect(made.status).toBe(0);
    expect(made.stdout).toContain("DKEK share created and saved to set.pbe\n");
    expect(asked).toEqual([8, 16, 8, 32]);
    const pbe = readFileSync(join(folder, "set.pbe"));
    expect(pbe.subarray(0, 16)).toEqual(
      Buffer.concat([Buffer.from("Salted__"), Buffer.alloc(8, 0x22)]),
    );
    const screens = screensOf(made.stdout).filter((screen) => screen.includes("Share value"));
    expect(screens).toHaveLength(12);
    const kcv = createHash("sha256").update(share).digest("hex").slice(0, 16).toUpperCase();
    const cards = [10, 11, 12].map((id) => `card-${id}.txt`);
    for (const [place, card] of cards.entries()) {
      writeFileSync(join(folder, card), screens[place + 9] ?? "");
    }
    const args = ["verify", "set.pbe", "--json", "--card", ...cards];
    const opened = JSON.parse((await dkek(args, { cwd: folder })).stdout);
    expect(opened).toMatchObject({ ok: true, cards: [10, 11, 12], kcv });
  });
});

test("a second PC/SC daemon is not started beside a running one", async () => {
  await expect(PcscDaemon.start({ readers: 1 })).rejects.toThrow(
    expect.objectContaining({
      code: "pcsc-daemon-in-the-way",
      message: expect.stringMatching(/process \d+/),
      hint: expect.stringContaining("stop it"),
    }),
  );
});

test("several at once, each in its own reader with its own state", async () => {
  for (const reader of [0, 1, 2, 3]) {
    await plug(new VirtualHsm({ serialNumber: reader + 1 }), reader);
  }
  for (const reader of [0, 1, 2, 3]) {
    const token = await tokenIn(reader);
    expect(token.serial).toBe(`ZZVIRT0000${reader + 1}`);
    requireVirtual(token);
  }
  const started = [1, 2, 3].map((reader) =>
    stock([...INITIALISE, "--dkek-shares", `${reader}`, "--label", `HSM ${reader}`], { reader }),
  );
  expect(await Promise.all(started)).toMatchObject([SILENT, SILENT, SILENT]);
  expect(await status(0)).toContain("never been initialized");
  for (const reader of [1, 2, 3]) {
    expect(await status(reader)).toContain(`pending, ${reader} share(s) still missing`);
    expect((await tokenIn(reader)).label).toMatch(new RegExp(`^VIRTUAL HSM ${reader}`));
  }
});
