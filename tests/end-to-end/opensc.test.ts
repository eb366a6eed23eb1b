import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import {
  type ApduChannel,
  type CommandApdu,
  HsmError,
  type HsmErrorCode,
  type InitialiseOptions,
  type ResponseApdu,
  SmartCardHsm,
} from "@dkek/hsm";
import {
  chooseReader,
  type ExplorerOptions,
  findOpenSc,
  listReaders,
  type OpenScPrograms,
  openExplorer,
} from "@dkek/opensc";
import {
  directChannel,
  type Exchange,
  PcscDaemon,
  type Plug,
  plugIn,
  requireVirtual,
  VirtualHsm,
  type VirtualHsmOptions,
  type VirtualReader,
} from "@dkek/virtual-hsm";
import { ForeignHsm } from "@dkek/virtual-hsm/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runningChildren, watchChildren } from "./support/child-watch.js";

const SO_PIN = "3537363231383830";
const USER_PIN = "648219";
const SHARE_1 = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
const SHARE_2 = "7e1d04b1a9d3c6f05e882b94d07a61c3f2e95a0b48c7163d9fa4e2505b8c7f19";
/** What a genuine `sc-hsm-tool` showed for the first share alone. */
const KCV_1 = "3D399A9B2D94B587";

const reader = (): VirtualReader => at(daemon.readers, 0);
const otherReader = (): VirtualReader => at(daemon.readers, 1);

let programs: OpenScPrograms;
let daemon: PcscDaemon;

beforeAll(async () => {
  programs = await findOpenSc();
  daemon = await startDaemon();
});

afterAll(() => daemon?.stop());

// --- Helpers

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

/** One PC/SC daemon at a time: waits for another test program's to end. */
async function startDaemon(): Promise<PcscDaemon> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await PcscDaemon.start({ readers: 2 });
    } catch (error) {
      const inTheWay = error instanceof HsmError && error.code === "pcsc-daemon-in-the-way";
      if (!inTheWay || attempt === 60) throw error;
      await sleep(1_000);
    }
  }
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const secret = (hex: string): SecretBytes => SecretBytes.own(bytes(hex));
const text = (words: string): SecretBytes => SecretBytes.own(Uint8Array.from(Buffer.from(words)));

const options = (more: Partial<InitialiseOptions> = {}): InitialiseOptions => ({
  soPin: secret(SO_PIN),
  userPin: text(USER_PIN),
  ...more,
});

function kcvOf(...shares: readonly string[]): Kcv {
  const dkek = new Uint8Array(32);
  for (const share of shares)
    for (const [i, byte] of bytes(share).entries()) dkek[i] = (dkek[i] ?? 0) ^ byte;
  const digest = createHash("sha256").update(dkek).digest("hex");
  const kcv = parseKcv(digest.slice(0, 16));
  if (kcv === undefined) throw new Error("no KCV");
  return kcv;
}

const changesSomething = (hex: string): boolean => /^(8050|80520000(?!00$)|00d7)/.test(hex);

/** A virtual HSM that keeps a log of what it was sent. */
class LoggedHsm extends VirtualHsm {
  readonly commands: string[];
  /** Called with each command before its answer is on its way. */
  onCommand: (command: string) => void = () => {};

  constructor(more: VirtualHsmOptions = {}) {
    const commands: string[] = [];
    super({
      ...more,
      onExchange: ({ command }: Exchange) => {
        const hex = Buffer.from(command).toString("hex");
        commands.push(hex);
        this.onCommand(hex);
      },
    });
    this.commands = commands;
  }

  /** The commands that change something. */
  get changes(): readonly string[] {
    return this.commands.filter(changesSomething);
  }
}

/** A plugged-in HSM; unplugging waits until the PC/SC daemon has noticed. */
async function plug(card: VirtualHsm, into = reader()): Promise<Pick<Plug, "unplug">> {
  const plugged = await plugIntoReader(card, into);
  let unplugged: Promise<void> | undefined;
  const unplug = (): Promise<void> => {
    unplugged ??= plugged.unplug().then(() => untilEmpty(into));
    return unplugged;
  };
  onTestFinished(unplug);
  return { unplug };
}

/**
 * After a program was killed in the middle of a command and the card was pulled at once, Debian's
 * pcscd and vpcd overlook the next card (measured: every time), but not the one after it.
 */
async function plugIntoReader(card: VirtualHsm, into: VirtualReader): Promise<Plug> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const plugged = await plugIn(card, into);
    const noticed = plugged.poweredOn.then(() => true);
    if (await Promise.race([noticed, sleep(3_000, false)])) return plugged;
    await plugged.unplug();
  }
  throw new Error(`reader "${into.name}" does not notice its card`);
}

async function untilEmpty(into: VirtualReader): Promise<void> {
  const isEmpty = async (): Promise<boolean> =>
    (await listReaders(programs)).some(
      ({ name, cardPresent }) => name === into.name && !cardPresent,
    );
  await expect.poll(isEmpty, { timeout: 10_000 }).toBe(true);
}

async function connect(into = reader(), more: ExplorerOptions = {}): Promise<ApduChannel> {
  const channel = await openExplorer(programs, into, more);
  onTestFinished(() => channel.close());
  return channel;
}

/** Lets changing commands through only to a token that says it is virtual. */
async function virtual(hsm: SmartCardHsm): Promise<SmartCardHsm> {
  requireVirtual(await hsm.status());
  return hsm;
}

async function open(card: VirtualHsm, more: ExplorerOptions = {}): Promise<SmartCardHsm> {
  await plug(card);
  return await virtual(new SmartCardHsm(await connect(reader(), more)));
}

/** A virtual HSM that waits for DKEK shares, made so without PC/SC. */
async function initialised(dkekShares: number | undefined): Promise<LoggedHsm> {
  const card = new LoggedHsm();
  await using channel = directChannel(card);
  const hsm = await virtual(new SmartCardHsm(channel));
  await hsm.initialise(options(dkekShares === undefined ? {} : { dkekShares }));
  card.commands.length = 0;
  return card;
}

/** Presents so many wrong PINs. */
async function loseTries(card: VirtualHsm, pin: "user" | "SO", count: number): Promise<void> {
  await using channel = directChannel(card);
  await virtual(new SmartCardHsm(channel));
  const data = new Uint8Array(pin === "SO" ? 8 : 6);
  const p2 = pin === "SO" ? 0x88 : 0x81;
  for (let i = 0; i < count; i++) await channel.transmit({ cla: 0, ins: 0x20, p1: 0, p2, data });
}

async function failure(promise: Promise<unknown>): Promise<HsmError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HsmError);
  const failed = error as HsmError;
  expect(failed.hint, failed.message).toBeTruthy();
  expect(`${failed.message} ${failed.hint}`).not.toMatch(/25e3a6d6|3537363231383830|648219/i);
  return failed;
}

async function expectCode(promise: Promise<unknown>, code: HsmErrorCode): Promise<HsmError> {
  const error = await failure(promise);
  expect(error.code, error.message).toBe(code);
  return error;
}

/**
 * Runs a stock program on the HSM in the first reader; not spawnSync, for it is this process that
 * the virtual HSM lives in.
 */
async function stock(program: string, args: readonly string[], input = ""): Promise<string> {
  const child = spawn(program, ["--reader", reader().name, ...args]);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (words: string) => {
    output += words;
  });
  child.stdin.end(input);
  await once(child, "close");
  return output;
}

/** What the stock tool says of the HSM. */
const stockStatus = (): Promise<string> => stock(programs.scHsmTool, []);

function explorerPid(): number {
  const explorer = runningChildren().find(({ name }) => name === "opensc-explorer");
  if (explorer === undefined) throw new Error("opensc-explorer does not run");
  return explorer.pid;
}

/** A folder of programs that are not OpenSC's: name and shell script. */
function stubs(scripts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "dkek-stubs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}

/** Does something just before the command with this instruction and data is sent. */
function justBefore(channel: ApduChannel, ins: number, act: () => Promise<void>): ApduChannel {
  return {
    reader: channel.reader,
    transmit: async (command: CommandApdu): Promise<ResponseApdu> => {
      if (command.ins === ins && command.data !== undefined) await act();
      return await channel.transmit(command);
    },
    close: () => channel.close(),
    [Symbol.asyncDispose]: () => channel.close(),
  };
}

// --- Tests

describe("programs", () => {
  test("are found, with their version", () => {
    expect(programs.version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const path of [programs.scHsmTool, programs.openscTool, programs.openscExplorer]) {
      expect(existsSync(path)).toBe(true);
    }
  });

  test("program-missing: none of them, or some", async () => {
    const nowhere = await expectCode(
      findOpenSc({ env: { PATH: "/nonexistent" }, usualPlaces: [] }),
      "program-missing",
    );
    expect(nowhere.message).toMatch(/sc-hsm-tool.*opensc-tool.*opensc-explorer/);
    const folder = stubs({ "opensc-tool": "", "sc-hsm-tool": "" });
    const one = await expectCode(
      findOpenSc({ env: { PATH: folder }, usualPlaces: [] }),
      "program-missing",
    );
    expect(one.message).toContain("no opensc-explorer");
    expect(one.message).not.toContain("sc-hsm-tool");
  });

  test("they are found where they usually are, though PATH does not say so", async () => {
    expect(await findOpenSc({ env: { PATH: "/nonexistent" } })).toEqual(programs);
  });

  test.each<readonly [HsmErrorCode, string]>([
    ["program-too-old", 'echo "OpenSC 0.19.0 [gcc  9.2.1]"'],
    ["program-killed", "kill -9 $$"],
    ["program-failed", "echo hello"],
  ])("%s: opensc-tool", async (code, script) => {
    const folder = stubs({
      "opensc-tool": script,
      "sc-hsm-tool": "",
      "opensc-explorer": "",
    });
    await expectCode(findOpenSc({ env: { PATH: folder } }), code);
  });

  test.each<readonly [HsmErrorCode, string]>([
    ["program-too-old", 'echo "OpenSC Explorer version 0.19.0"; exec cat'],
    ["program-killed", "kill -9 $$"],
    ["program-failed", "exit 3"],
    ["program-failed", "exec sleep 60"],
  ])("%s: opensc-explorer: %s", async (code, script) => {
    const openscExplorer = join(stubs({ explorer: script }), "explorer");
    await expectCode(openExplorer({ openscExplorer }, reader(), { openTimeoutMs: 500 }), code);
    // Nothing is left running.
    expect(runningChildren().map(({ name }) => name)).not.toContain("sleep");
  });

  test("an interrupt ends them, whatever they are at, and is not called their failure", async () => {
    const sleeper = "exec /bin/sleep 60";
    const folder = stubs({ "opensc-tool": sleeper, "sc-hsm-tool": "", "opensc-explorer": sleeper });
    const openscTool = join(folder, "opensc-tool");
    const openscExplorer = join(folder, "opensc-explorer");
    const interrupted = new Error("interrupted");
    for (const start of [
      (signal: AbortSignal) => findOpenSc({ env: { PATH: folder }, signal }),
      (signal: AbortSignal) => listReaders({ openscTool }, { signal }),
      (signal: AbortSignal) => openExplorer({ openscExplorer }, reader(), { signal }),
    ]) {
      const controller = new AbortController();
      const ended = expect(start(controller.signal)).rejects.toBe(interrupted);
      const isRunning = (): boolean => runningChildren().some(({ name }) => name === "sleep");
      await expect.poll(isRunning).toBe(true);
      controller.abort(interrupted);
      await ended;
      await expect.poll(isRunning).toBe(false);
      await expect(start(controller.signal)).rejects.toBe(interrupted);
    }
  });

  test("program-missing: opensc-explorer has gone in the meantime", async () => {
    await expectCode(
      openExplorer({ openscExplorer: "/nonexistent/opensc-explorer" }, reader()),
      "program-missing",
    );
  });
});

describe("readers", () => {
  test("are listed with what they hold, and chosen", async () => {
    const names = daemon.readers.map(({ name }) => name);
    const empty = await listReaders(programs);
    expect(empty.map(({ name }) => name)).toEqual(names);
    expect(empty.some(({ cardPresent }) => cardPresent)).toBe(false);
    expect(() => chooseReader(empty)).toThrow(expect.objectContaining({ code: "no-card" }));

    await plug(new VirtualHsm(), otherReader());
    const one = await listReaders(programs);
    expect(chooseReader(one).name).toBe(otherReader().name);

    await plug(new VirtualHsm());
    const both = await listReaders(programs);
    expect(() => chooseReader(both)).toThrow(expect.objectContaining({ code: "reader-not-named" }));
    expect(chooseReader(both, reader().name).name).toBe(reader().name);
  });

  test("the one that was named is opened, with another HSM in the next", async () => {
    const [card, other] = [new VirtualHsm(), new VirtualHsm()];
    await plug(card);
    await plug(other, otherReader());
    for (const [into, { serial }] of [
      [reader(), card],
      [otherReader(), other],
    ] as const) {
      const status = await new SmartCardHsm(await connect(into)).status();
      expect([status.reader, status.serial]).toEqual([into.name, serial]);
    }
  });

  test("no-card: an empty reader", async () => {
    await expectCode(openExplorer(programs, reader()), "no-card");
  });

  test("reader-not-found: a reader that is gone", async () => {
    await expectCode(openExplorer(programs, { name: "Nitrokey HSM 00 00" }), "reader-not-found");
  });

  test("not-a-smartcard-hsm: another card", async () => {
    class OtherCard extends VirtualHsm {
      override get atr(): Uint8Array {
        return bytes("3b021450");
      }
      override async transmit(): Promise<Uint8Array> {
        return bytes("6a82");
      }
    }
    await plug(new OtherCard());
    await expectCode(openExplorer(programs, reader()), "not-a-smartcard-hsm");
  });
});

describe("status", () => {
  test("never initialised", async () => {
    const card = new LoggedHsm();
    const hsm = await open(card);
    const status = await hsm.status();
    expect(status).toMatchObject({
      reader: reader().name,
      serial: card.serial,
      initialised: false,
      soPinTries: undefined,
      userPinTries: undefined,
      dkek: { state: "none" },
    });
    expect(card.changes).toEqual([]);
    expect(await stockStatus()).toContain("never been initialized");
  });

  test("initialised without DKEK, pending, complete: as the stock tool shows it", async () => {
    const hsm = await open(new LoggedHsm());
    const none = await hsm.initialise(options({ label: "VIRTUAL ceremony" }));
    expect(none).toMatchObject({
      initialised: true,
      soPinTries: 15,
      userPinTries: 3,
      dkek: { state: "none" },
    });
    expect(none.label).toBe("VIRTUAL ceremony");
    expect(await stockStatus()).not.toContain("DKEK shares");

    const pending = await hsm.initialise(options({ dkekShares: 2 }));
    expect(pending.dkek).toEqual({ state: "pending", total: 2, missing: 2 });
    expect(await stockStatus()).toContain("DKEK import pending, 2 share(s) still missing");

    const random = await hsm.initialise(options({ dkekShares: 0, retryCounter: 2 }));
    expect(random).toMatchObject({ userPinTries: 2, dkek: { state: "complete", total: 0 } });
    if (random.dkek.state !== "complete") throw new Error("not complete");
    expect(await stockStatus()).toContain(`DKEK key check value : ${random.dkek.kcv}`);
  });

  test("random bytes are the HSM's own", async () => {
    let next = 0;
    const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => next++);
    const hsm = await open(new VirtualHsm({ random }));
    next = 0;
    expect(await hsm.challenge(300)).toEqual(Uint8Array.from({ length: 300 }, (_, i) => i));
  });

  test("answers and commands of every length come through", async () => {
    await plug(new VirtualHsm());
    const channel = await connect();
    for (const length of [1, 15, 16, 17, 255, 256, 1000]) {
      const command = { cla: 0, ins: 0x84, p1: 0, p2: 0, le: length };
      const { data, sw } = await channel.transmit(command);
      expect([data.length, sw]).toEqual([length, 0x9000]);
    }
  });
});

describe("initialisation", () => {
  test("sends what the stock tool sends, label included", async () => {
    const card = new LoggedHsm();
    const hsm = await open(card);
    await hsm.initialise(options({ dkekShares: 1, label: "VIRTUAL Zürich 2" }));
    const ours = card.changes.slice();
    card.commands.length = 0;

    requireVirtual(await hsm.status());
    await stock(programs.scHsmTool, [
      ...["--initialize", "--so-pin", SO_PIN, "--pin", USER_PIN],
      ...["--dkek-shares", "1", "--label", "VIRTUAL Zürich 2"],
    ]);
    expect(card.changes).toEqual(ours);
    expect(ours).toHaveLength(2);
  });

  test("wrong-pin costs a try and changes nothing", async () => {
    const hsm = await open(await initialised(1));
    const wrong = secret("0000000000000000");
    const error = await expectCode(hsm.initialise(options({ soPin: wrong })), "wrong-pin");
    expect(error.message).toContain("14 tries left");
    expect(await hsm.status()).toMatchObject({
      soPinTries: 14,
      dkek: { state: "pending", total: 1, missing: 1 },
    });
    // The right one resets the tries.
    expect((await hsm.initialise(options({ dkekShares: 1 }))).soPinTries).toBe(15);
  });

  test("last-try, then blocked-pin", async () => {
    const card = await initialised(1);
    await loseTries(card, "SO", 13);
    const hsm = await open(card);
    const wrong = options({ soPin: secret("0000000000000000") });
    const { message } = await expectCode(hsm.initialise(wrong), "wrong-pin");
    expect(message).toContain("1 try left");
    card.commands.length = 0;
    await expectCode(hsm.initialise(options()), "last-try");
    expect(card.changes).toEqual([]);
    expect((await hsm.status()).soPinTries).toBe(1);

    await expectCode(hsm.initialise({ ...wrong, allowLastTry: true }), "blocked-pin");
    card.commands.length = 0;
    await expectCode(hsm.initialise(options({ allowLastTry: true })), "blocked-pin");
    expect(card.changes).toEqual([]);
  });

  test("a last try that is right saves the HSM", async () => {
    const card = await initialised(1);
    await loseTries(card, "SO", 14);
    const hsm = await open(card);
    expect((await hsm.status()).soPinTries).toBe(1);
    const status = await hsm.initialise(options({ allowLastTry: true }));
    expect(status.soPinTries).toBe(15);
  });

  test("a blocked user PIN is shown as such, and initialising again helps", async () => {
    const card = await initialised(1);
    await loseTries(card, "user", 3);
    const hsm = await open(card);
    expect((await hsm.status()).userPinTries).toBe(0);
    expect((await hsm.initialise(options())).userPinTries).toBe(3);
  });

  test("(g) a token without the virtual mark is refused before anything changes", async () => {
    const commands: string[] = [];
    const card = new ForeignHsm({
      onExchange: ({ command }) => commands.push(Buffer.from(command).toString("hex")),
    });
    await expectCode(open(card), "not-virtual");
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter(changesSomething)).toEqual([]);
  });
});

describe("import", () => {
  test("one share: the KCV on the stock tool's screen is the predicted one", async () => {
    const card = await initialised(1);
    const hsm = await open(card);
    const expectation = { serial: card.serial, kcv: kcvOf(SHARE_1) };
    const status = await hsm.importDkekShare(secret(SHARE_1), expectation);
    expect(status.dkek).toEqual({ state: "complete", total: 1, kcv: KCV_1 });
    expect(await stockStatus()).toContain(`DKEK key check value : ${KCV_1}`);
    expect(card.changes).toEqual([`8052000020${SHARE_1}00`]);
  });

  test("two shares, pending in between, the second after it was unplugged", async () => {
    const card = await initialised(2);
    const plugged = await plug(card);
    const channel = await connect();
    const hsm = await virtual(new SmartCardHsm(channel));
    const kcv = kcvOf(SHARE_1, SHARE_2);
    const pending = await hsm.importDkekShare(secret(SHARE_1), { kcv });
    expect(pending.dkek).toEqual({ state: "pending", total: 2, missing: 1 });
    await channel.close();
    await plugged.unplug();

    const again = await open(card);
    expect((await again.status()).dkek).toEqual({ state: "pending", total: 2, missing: 1 });
    const complete = await again.importDkekShare(secret(SHARE_2), { kcv });
    expect(complete.dkek).toEqual({ state: "complete", total: 2, kcv });
    expect(await stockStatus()).toContain(`DKEK key check value : ${kcv}`);
  });

  test("a KCV that is only shown after login is not known, not wrong", async () => {
    const { state } = await initialised(1);
    const hsm = await open(new VirtualHsm({ state, kcvNeedsUserPin: true }));
    const status = await hsm.importDkekShare(secret(SHARE_1), { kcv: kcvOf(SHARE_1) });
    expect(status.dkek).toEqual({ state: "complete", total: 1, kcv: undefined });
  });

  test.each<readonly [HsmErrorCode, () => Promise<LoggedHsm>]>([
    ["not-initialised", async () => new LoggedHsm()],
    ["no-dkek-set-up", () => initialised(undefined)],
    ["dkek-complete", () => initialised(0)],
  ])("%s: refused before the HSM sees a share", async (code, make) => {
    const card = await make();
    const hsm = await open(card);
    await expectCode(hsm.importDkekShare(secret(SHARE_1)), code);
    expect(card.changes).toEqual([]);
  });

  test("wrong-hsm: not the one that is meant, nothing sent", async () => {
    const card = await initialised(1);
    const hsm = await open(card);
    await expectCode(hsm.importDkekShare(secret(SHARE_1), { serial: "ZZVIRT99999x" }), "wrong-hsm");
    expect(card.changes).toEqual([]);
  });

  test("kcv-mismatch: the DKEK became another one than predicted", async () => {
    const hsm = await open(await initialised(1));
    const error = await expectCode(
      hsm.importDkekShare(secret(SHARE_2), { kcv: kcvOf(SHARE_1) }),
      "kcv-mismatch",
    );
    expect(error.message).toContain(kcvOf(SHARE_2));
  });

  test("repeated-share: the same share twice", async () => {
    const hsm = await open(await initialised(2));
    await hsm.importDkekShare(secret(SHARE_1));
    await expectCode(hsm.importDkekShare(secret(SHARE_1)), "repeated-share");
  });

  test("repeated-share: the same share three times of three", async () => {
    const hsm = await open(await initialised(3));
    await hsm.importDkekShare(secret(SHARE_1));
    await hsm.importDkekShare(secret(SHARE_1));
    await expectCode(hsm.importDkekShare(secret(SHARE_1)), "repeated-share");
  });
});

describe("what can go wrong half way", () => {
  test("card-removed: unplugged between status and import", async () => {
    const card = await initialised(1);
    const plugged = await plug(card);
    const channel = await connect();
    const hsm = new SmartCardHsm(justBefore(channel, 0x52, () => plugged.unplug()));
    await virtual(hsm);
    const error = await expectCode(hsm.importDkekShare(secret(SHARE_1)), "card-removed");
    expect(error.message).toContain("not known whether");
    expect(card.changes).toEqual([]);
    // Plugged in again, it is not talked to on the old connection, which could be to another one.
    await plug(card);
    await expectCode(hsm.status(), "card-removed");
  });

  test("card-removed: unplugged with the share on its way, and what to do then", async () => {
    const card = await initialised(1);
    const plugged = await plug(card);
    const hsm = await virtual(new SmartCardHsm(await connect()));
    card.onCommand = (command) => {
      if (command.startsWith("8052000020")) void plugged.unplug();
    };
    const error = await expectCode(hsm.importDkekShare(secret(SHARE_1)), "card-removed");
    expect(error.hint).toContain("still 1 DKEK share is missing");
    // The share was taken, only the answer is lost: as the hint says, the status tells.
    card.onCommand = () => {};
    await plugged.unplug();
    const status = await (await open(card)).status();
    expect(status.dkek).toEqual({ state: "complete", total: 1, kcv: KCV_1 });
  });

  test("card-removed: unplugged while the status is read", async () => {
    const card = new LoggedHsm();
    const plugged = await plug(card);
    const hsm = new SmartCardHsm(await connect());
    card.onCommand = (command) => {
      if (command.startsWith("00b1")) void plugged.unplug();
    };
    await expectCode(hsm.status(), "card-removed");
  });

  test("an HSM that was exchanged in between takes no share", async () => {
    const [card, other] = [await initialised(1), await initialised(1)];
    const plugged = await plug(card);
    const swap = async (): Promise<void> => {
      await plugged.unplug();
      await plug(other);
    };
    const hsm = new SmartCardHsm(justBefore(await connect(), 0x52, swap));
    await virtual(hsm);
    const { code } = await failure(hsm.importDkekShare(secret(SHARE_1)));
    expect(["card-removed", "wrong-hsm"]).toContain(code);
    expect([card.state.initialisation?.dkek, other.state.initialisation?.dkek]).toEqual([
      expect.objectContaining({ imported: 0 }),
      expect.objectContaining({ imported: 0 }),
    ]);
  });

  test("program-killed: opensc-explorer is killed with the share on its way", async () => {
    const card = await initialised(1);
    const hsm = await open(card);
    card.onCommand = (command) => {
      if (command.startsWith("8052000020")) process.kill(explorerPid(), "SIGKILL");
    };
    await expectCode(hsm.importDkekShare(secret(SHARE_1)), "program-killed");
    await expectCode(hsm.status(), "program-killed");
  });

  test("program-failed: no answer in time, and nothing is left running", async () => {
    const hsm = await open(new VirtualHsm(), { commandTimeoutMs: 1_000 });
    const pid = explorerPid();
    process.kill(pid, "SIGSTOP");
    const error = await expectCode(hsm.status(), "program-failed");
    expect(error.message).toContain("within 1 s");
    await expect.poll(() => runningChildren().some((child) => child.pid === pid)).toBe(false);
  });

  test("commands sent at once are answered in their order", async () => {
    await plug(new VirtualHsm({ random: (length) => new Uint8Array(length).fill(length) }));
    const channel = await connect();
    const lengths = [3, 1, 2];
    const answers = await Promise.all(
      lengths.map((le) => channel.transmit({ cla: 0, ins: 0x84, p1: 0, p2: 0, le })),
    );
    expect(answers.map(({ data }) => data.length)).toEqual(lengths);
  });
});

describe("(f) secrets", () => {
  const forms = [SHARE_1, SO_PIN, Buffer.from(USER_PIN).toString("hex")].flatMap((hex) => [
    hex,
    hex.replace(/../g, "$& ").trim(),
    Buffer.from(hex, "hex").toString("latin1"),
  ]);
  const holdsSecret = (where: string): boolean =>
    forms.some((form) => where.toLowerCase().includes(form.toLowerCase()));

  /** Everything that there is to do, with each of the secrets. */
  async function everything(): Promise<void> {
    await findOpenSc();
    chooseReader(await listReaders(programs), reader().name);
    const channel = await connect();
    const hsm = await virtual(new SmartCardHsm(channel));
    await hsm.initialise(options({ dkekShares: 1, label: "VIRTUAL secrets" }));
    const status = await hsm.importDkekShare(secret(SHARE_1), { kcv: kcvOf(SHARE_1) });
    expect(status.dkek).toMatchObject({ state: "complete" });
    await channel.close();
  }

  test("nothing in any child's arguments or environment", async () => {
    await plug(new VirtualHsm());
    process.env["DKEK_TEST_SECRET"] = SHARE_1;
    onTestFinished(() => void delete process.env["DKEK_TEST_SECRET"]);
    const seen = await watchChildren(everything);
    expect(seen.some(({ name }) => name === "opensc-tool")).toBe(true);
    // One that was just ending has no environment to be read any more.
    const explorers = seen.filter(
      ({ name, commandLine, environment }) =>
        name === "opensc-explorer" && commandLine.includes("\0-\0") && environment !== "",
    );
    expect(explorers).not.toEqual([]);
    for (const { environment } of explorers) {
      const names = environment.split("\0").map((entry) => entry.split("=")[0]);
      expect(names.sort()).toEqual(["", "LANG", "LC_ALL", "OPENSC_CONF", "PATH", "TERM"]);
    }
    const ours = seen.filter(({ name }) => name.startsWith("opensc-"));
    expect(ours.filter((child) => holdsSecret(child.commandLine + child.environment))).toEqual([]);

    // The check can fail: a child that is given a secret is seen.
    const leaking = await watchChildren(async () => {
      const child = spawn("sleep", ["0.2"], { env: { PIN: SO_PIN } });
      await once(child, "exit");
    });
    expect(leaking.some((child) => holdsSecret(child.environment))).toBe(true);
  });

  test("no debug log, though the machine's opensc.conf asks for one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dkek-debug-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const log = join(folder, "debug.log");
    const conf = join(folder, "opensc.conf");
    writeFileSync(conf, `app default { debug = 9; debug_file = ${log}; }\n`);
    const asked = { OPENSC_CONF: conf, OPENSC_DEBUG: "9" };
    Object.assign(process.env, asked);
    onTestFinished(() => {
      for (const name of Object.keys(asked)) delete process.env[name];
    });

    await plug(new VirtualHsm());
    await everything();
    expect(existsSync(log)).toBe(false);

    // The stock tool, asked in the same way, does write the share there.
    const channel = await connect();
    await (await virtual(new SmartCardHsm(channel))).initialise(options({ dkekShares: 1 }));
    await channel.close();
    await stock(programs.openscExplorer, ["-"], `apdu 8052000020${SHARE_1}00\n`);
    const bytesInLog = readFileSync(log, "latin1").replace(/\s+/g, "").toLowerCase();
    expect(bytesInLog).toContain(`8052000020${SHARE_1.slice(0, 16)}`);
  });

  test("nothing is left in the temporary folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dkek-tmp-"));
    const { TMPDIR } = process.env;
    onTestFinished(() => {
      if (TMPDIR === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = TMPDIR;
      rmSync(folder, { recursive: true });
    });
    process.env["TMPDIR"] = folder;
    await plug(new VirtualHsm());
    const channel = await connect();
    const [private_] = readdirSync(folder);
    expect(private_).toMatch(/^dkek-opensc-/);
    await channel.close();
    await expectCode(openExplorer(programs, { name: "Nobody's 00 00" }), "reader-not-found");
    await listReaders(programs);
    expect(readdirSync(folder)).toEqual([]);
  });
});

// Last, because they stop the daemon.
describe("without readers", () => {
  test("no-pcsc-daemon", async () => {
    await daemon.stop();
    await expectCode(listReaders(programs), "no-pcsc-daemon");
    await expectCode(openExplorer(programs, { name: "Virtual PCD 00 00" }), "no-pcsc-daemon");
  });

  test("no-reader: a daemon, and nothing attached", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dkek-no-reader-"));
    mkdirSync(join(folder, "configuration"));
    const pcscd = spawn("pcscd", ["--foreground", "--config", join(folder, "configuration")], {
      // No drivers for USB readers: whatever is attached to this machine stays out.
      env: { ...process.env, PCSCLITE_HP_DROPDIR: join(folder, "none") },
      stdio: "ignore",
    });
    const ended = once(pcscd, "exit");
    onTestFinished(async () => {
      pcscd.kill();
      await ended;
      rmSync(folder, { recursive: true });
    });
    await expect
      .poll(() => listReaders(programs).catch(() => "not yet"), { timeout: 10_000 })
      .toEqual([]);
    const readers = await listReaders(programs);
    expect(() => chooseReader(readers)).toThrow(expect.objectContaining({ code: "no-reader" }));
    await expectCode(openExplorer(programs, { name: "Virtual PCD 00 00" }), "no-reader");
  });
});
