import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { describe, expect, test, vi } from "vitest";
import { DKEK, type Outcome, run, temporaryFolder } from "../support/program.js";
import { dkekOnTerminal, type Terminal } from "../support/pseudo-terminal.js";
import { type SeenChild, watchChildren } from "./support/child-watch.js";
import { keyTools } from "./support/key-tools.js";
import { SO_PIN, USER_PIN, useRig } from "./support/rig.js";

const rig = useRig(2);
const reader = (): string => rig.readers[0]?.name ?? "";

/** A virtual HSM in the first reader, and the commands with a PIN in them that it gets. */
async function plugged(hsm?: VirtualHsm): Promise<{ presented: string[] }> {
  const presented: string[] = [];
  const onExchange = ({ command }: { readonly command: Uint8Array }): void => {
    const hex = Buffer.from(command).toString("hex");
    if (/^(00(20|24|2c)|8050)....[^0]|^(00(20|24|2c)|8050)....0[^0]/.test(hex)) presented.push(hex);
  };
  await rig.plug(hsm ?? new VirtualHsm({ onExchange }));
  return { presented };
}

/**
 * `dkek hsm …` on the first reader, which must hold a virtual HSM.
 *
 * @param pins what comes in on file descriptors, from 3 on; from files, for a shell's arguments can be
 *   read by everybody.
 */
async function hsm(
  action: string,
  args: readonly string[],
  pins: readonly string[] = [],
  { cwd = temporaryFolder(), env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  await rig.requireVirtual();
  for (const [place, pin] of pins.entries()) writeFileSync(join(cwd, `pin-${place}`), `${pin}\n`);
  const descriptors = pins.map((_, place) => `${place + 3}< pin-${place}`).join(" ");
  const words = [process.execPath, DKEK, "hsm", action, "--reader", reader(), ...args];
  return run("sh", ["-c", `exec "$@" ${descriptors}`, "sh", ...words], { cwd, env });
}

/** Does the stock PKCS#11 module let this user PIN in? */
async function opensWith(pin: string): Promise<boolean> {
  await rig.requireVirtual();
  const login = ["--slot-description", reader(), "--login", "--pin", pin, "--list-objects"];
  const { status, stderr } = await run("pkcs11-tool", login, { cwd: "/" });
  if (status !== 0) expect(stderr).toMatch(/CKR_PIN_(INCORRECT|LOCKED)/);
  return status === 0;
}

const stockStatus = async (): Promise<string> => (await rig.stock([])).stdout;

const PINS = {
  so: "5b1c0e9a44d7f263",
  newSo: "c0ffee1122d7f264",
  user: "Zq7vermilion",
  newUser: "Xw9turquoise",
};

test("from a new HSM to a new PIN: the stock tools agree, and no PIN is anywhere", async () => {
  const home = temporaryFolder();
  const cwd = join(home, "pins");
  const TMPDIR = join(home, "tmp");
  for (const folder of [cwd, TMPDIR]) mkdirSync(folder);
  // As a machine may be set up on which somebody has looked for an error.
  const log = join(home, "opensc-debug.log");
  writeFileSync(join(home, "opensc.conf"), `app default { debug = 9; debug_file = ${log}; }\n`);
  const env = { HOME: home, TMPDIR, OPENSC_CONF: join(home, "opensc.conf"), OPENSC_DEBUG: "9" };
  const { presented } = await plugged();

  const outcomes: Outcome[] = [];
  const seen: SeenChild[] = [];
  const watched = async (action: string, args: readonly string[], pins: readonly string[]) => {
    const children = await watchChildren(async () => {
      outcomes.push(await hsm(action, [...args, "--json"], pins, { cwd, env }));
    });
    seen.push(...children);
    const outcome = outcomes.at(-1);
    expect(outcome).toMatchObject({ status: 0 });
    return JSON.parse(outcome?.stdout ?? "");
  };

  const { readers } = await watched("status", [], []);
  expect(readers).toMatchObject([{ found: "hsm", virtual: true, initialised: false }]);
  const { serial } = readers[0];

  const shape = ["--dkek-shares", "2", "--label", "Root CA", "--retry-counter", "5"];
  const initialised = await watched(
    "init",
    [...shape, "--erase", serial, "--so-pin-fd", "3", "--pin-fd", "4"],
    [PINS.so, PINS.user],
  );
  expect(initialised).toMatchObject({
    ok: true,
    soPinIsWellKnown: false,
    hsm: { serial, label: "VIRTUAL Root CA", userPinTries: 5, soPinTries: 15 },
  });
  expect(await stockStatus()).toContain("DKEK import pending, 2 share(s) still missing");
  expect(await opensWith(PINS.user)).toBe(true);

  await watched("change-pin", ["--pin-fd", "3", "--new-pin-fd", "4"], [PINS.user, PINS.newUser]);
  expect(await opensWith(PINS.newUser)).toBe(true);
  expect(await opensWith(PINS.user)).toBe(false);
  await watched(
    "change-pin",
    ["--so", "--so-pin-fd", "3", "--new-pin-fd", "4"],
    [PINS.so, PINS.newSo],
  );
  await watched("unblock", ["--so-pin-fd", "3", "--new-pin-fd", "4"], [PINS.newSo, PINS.user]);
  expect(await opensWith(PINS.user)).toBe(true);
  expect(await opensWith(PINS.newUser)).toBe(false);
  await watched("unblock", ["--keep-pin", "--so-pin-fd", "3"], [PINS.newSo]);
  expect(await stockStatus()).toContain("User PIN tries left  : 5");

  const asHex = (text: string): string => Buffer.from(text).toString("hex");
  const secrets = [PINS.so, PINS.newSo, PINS.user, PINS.newUser].flatMap((pin) => [
    pin,
    asHex(pin),
    asHex(pin).replace(/(..)(?=.)/g, "$1 "),
    pin.replace(/(..)(?=.)/g, "$1 "),
    pin.replace(/(..)(?=.)/g, "$1:"),
  ]);
  const holdsPin = (text: string): boolean => {
    const low = text.toLowerCase();
    return secrets.some((secret) => low.includes(secret.toLowerCase()));
  };
  expect(holdsPin(presented.join("\n"))).toBe(true);
  expect(seen.map(({ name }) => name)).toContain("opensc-explorer");
  expect(seen.filter((child) => holdsPin(child.commandLine + child.environment))).toEqual([]);
  expect(outcomes.filter(({ stdout, stderr }) => holdsPin(stdout + stderr))).toEqual([]);
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const leaks = files.filter((file) => holdsPin(readFileSync(file, "latin1")));
  expect(leaks.sort()).toEqual([0, 1].map((place) => join(cwd, `pin-${place}`)));
  expect(readdirSync(TMPDIR)).toEqual([]);
});

test("wrong PINs: tries are told, the last one is kept, and the stock tools count the same", async () => {
  const { presented } = await plugged();
  await rig.initialise(1);
  const change = ["--pin-fd", "3", "--new-pin-fd", "4"];
  const wrong = await hsm("change-pin", change, ["000001", PINS.user]);
  expect(wrong).toMatchObject({ status: 3, stdout: "" });
  expect(wrong.stderr).toMatch(/wrong user PIN .*2 tries left/);
  expect(await stockStatus()).toContain("User PIN tries left  : 2");
  await hsm("change-pin", change, ["000001", PINS.user]);

  presented.length = 0;
  const last = await hsm("change-pin", change, [USER_PIN, PINS.user]);
  expect(last).toMatchObject({ status: 3, stderr: expect.stringContaining("--last-try") });
  const weak = await hsm("change-pin", [...change, "--last-try"], [USER_PIN, "123456"]);
  expect(weak).toMatchObject({ status: 2, stderr: expect.stringContaining("stands in manuals") });
  expect(weak.stderr).not.toContain("123456");
  expect(presented).toEqual([]);
  const lost = await hsm("change-pin", [...change, "--last-try"], ["000001", PINS.user]);
  expect(lost.stderr).toMatch(/user PIN .* is blocked\n.*dkek hsm unblock/);
  expect((await hsm("status", [])).stdout).toMatch(
    /blocked: the SO-PIN.*\n(.*\n)*.*dkek hsm unblock/,
  );

  const unblock = ["--so-pin-fd", "3", "--keep-pin"];
  const refused = await hsm("unblock", unblock, [PINS.so]);
  expect(refused).toMatchObject({ status: 3, stdout: "" });
  expect(refused.stderr).toContain("14 tries left");
  expect(await stockStatus()).toContain("SO-PIN tries left    : 14");
  expect(await hsm("unblock", unblock, [SO_PIN])).toMatchObject({ status: 0 });
  expect(await opensWith(USER_PIN)).toBe(true);

  const other = [
    "--dkek-shares",
    "1",
    "--erase",
    "DENK0123456",
    "--so-pin-fd",
    "3",
    "--pin-fd",
    "4",
  ];
  presented.length = 0;
  const long = ["--dkek-shares", "1", "--label", "x".repeat(33), ...other.slice(2)];
  expect((await hsm("init", long, [SO_PIN, PINS.user])).stderr).toContain("printable text");
  const otherHsm = await hsm("init", other, [SO_PIN, PINS.user]);
  expect(otherHsm).toMatchObject({ status: 3, stderr: expect.stringContaining("DENK0123456") });
  expect(presented).toEqual([]);
});

describe("status", () => {
  /** Knows no applet. */
  class OtherCard extends VirtualHsm {
    override async transmit(): Promise<Uint8Array> {
      return Uint8Array.of(0x6a, 0x82);
    }
  }
  const status = (...args: readonly string[]): Promise<Outcome> =>
    run(process.execPath, [DKEK, "hsm", "status", ...args], { cwd: "/" });

  test("names an empty reader and a foreign card, which don't stop the others", async () => {
    // The daemon sees only after a while that the card of the test before is gone.
    const none = await vi.waitFor(async () => {
      const outcome = await status();
      expect(outcome.stdout.match(/^ {2}empty$/gm)).toHaveLength(2);
      return outcome;
    }, 5000);
    expect(none).toMatchObject({ status: 3 });
    expect(none.stderr).toContain("there is no HSM in any reader");

    await rig.plug(new OtherCard(), 0);
    await rig.plug(new VirtualHsm(), 1);
    await rig.initialise(2, 1);
    const both = await status();
    expect(both).toMatchObject({ status: 0 });
    expect(both.stdout).toMatch(/no SmartCard-HSM\n\n.*\n {2}HSM +ZZVIRT\d+, VIRTUAL/);
    expect(both.stdout).toMatch(/waits for 2 of 2 DKEK shares\n {2}next +dkek import FILE\.pbe/);
    const report = JSON.parse((await status("--json", "--reader", "1")).stdout);
    expect(report).toMatchObject({
      ok: true,
      readers: [
        { number: 1, found: "hsm", dkek: { state: "pending", shares: 2, missing: 2, kcv: null } },
      ],
    });
  });
});

describe("init at a terminal", () => {
  /** Everything that is asked, in its order, with what is answered to it. */
  const DIALOGUE = (serial: string): readonly (readonly [asked: string, answer: string])[] => [
    ["type the serial number of the HSM", "DENK0123456"],
    ["that is not the serial number", `${"\u007f".repeat("DENK0123456".length)}${serial}`],
    [`SO-PIN of HSM ${serial}`, SO_PIN],
    ["new user PIN for HSM", "123456"],
    ["stands in manuals", PINS.user],
    ["the new user PIN again", PINS.newUser],
    ["the two are not the same", PINS.user],
    ["the new user PIN again", PINS.user],
  ];

  async function start(...more: readonly string[]): Promise<Terminal> {
    await rig.requireVirtual();
    const args = ["hsm", "init", "--dkek-shares", "1", "--label", "Office", ...more, "--reader"];
    return dkekOnTerminal([...args, `'${reader()}'`], temporaryFolder());
  }

  test("what is lost is shown, and what was mistyped is asked again", async () => {
    const card = new VirtualHsm();
    await plugged(card);
    await rig.initialise(0);
    await keyTools(rig).generate("EC:prime256v1", "10", "root key");
    const terminal = await start();
    for (const [asked, answer] of DIALOGUE(card.serial)) {
      await terminal.sees(asked);
      terminal.type(`${answer}\r`);
    }
    expect(await terminal.ended).toBe(0);
    const screen = terminal.screen();
    expect(screen).toMatch(/ {2}keys +1\n {16}- root key\n/);
    expect(screen).toContain("erases all that is on it, for ever");
    expect(screen).toContain(`HSM ${card.serial} is initialised; read back from it:`);
    expect(screen.match(/next +dkek import FILE\.pbe/g)).toHaveLength(1);
    expect(screen).toContain("the SO-PIN is one that everybody knows");
    expect(terminal.output()).not.toMatch(new RegExp([SO_PIN, PINS.user, PINS.newUser].join("|")));
    expect(await stockStatus()).toContain("DKEK import pending, 1 share(s) still missing");
    expect(await opensWith(PINS.user)).toBe(true);
  });

  test("in German", async () => {
    const card = new VirtualHsm();
    await plugged(card);
    await rig.initialise(0);
    const terminal = await start("--lang", "de");
    for (const [asked, answer] of [
      ["bitte die Seriennummer des HSM eingeben", card.serial],
      [`SO-PIN des HSM ${card.serial} (16 hexadezimale Ziffern)`, SO_PIN],
      ["neue Benutzer-PIN", "123456"],
      ["steht in Anleitungen", PINS.user],
      ["noch einmal", PINS.user],
    ] as const) {
      await terminal.sees(asked);
      terminal.type(`${answer}\r`);
    }
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain("wird alles gelöscht, was darauf ist, für immer");
    expect(await opensWith(PINS.user)).toBe(true);
  });

  test("Ctrl-C at any question changes nothing", async () => {
    const card = new VirtualHsm({
      onExchange: ({ command }) => commands.push(Uint8Array.from(command)),
    });
    const commands: Uint8Array[] = [];
    await plugged(card);
    await rig.initialise(1);
    const before = await stockStatus();
    commands.length = 0;
    const dialogue = DIALOGUE(card.serial);
    for (const stop of dialogue.keys()) {
      const terminal = await start();
      for (const [asked, answer] of dialogue.slice(0, stop)) {
        await terminal.sees(asked);
        terminal.type(`${answer}\r`);
      }
      await terminal.sees(dialogue[stop]?.[0] ?? "");
      terminal.type("\u0003");
      expect(await terminal.ended).toBe(130);
    }
    const [VERIFY, INITIALISE] = [0x20, 0x50];
    // VERIFY without a PIN asks for the tries.
    expect(
      commands.filter(([, ins, , , lc]) => ins === INITIALISE || (ins === VERIFY && lc)),
    ).toEqual([]);
    expect(await stockStatus()).toBe(before);
  });
});
