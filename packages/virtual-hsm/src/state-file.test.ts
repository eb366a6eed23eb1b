import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.js";
import { openStateFile } from "./state-file.js";
import openSc from "./vectors/opensc-commands.json" with { type: "json" };
import { VirtualHsm } from "./virtual-hsm.js";
import { VirtualHsmError } from "./virtual-hsm-error.js";

const SELECT = "00a404000be82b0601040181c31f020100";
const INITIALIZE = "805000001c80020001810636343832313982083537363231383830910103920105";
const VERIFY_WRONG = "0020008106363438323138";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dkek-state-"));
  path = join(folder, "hsm.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

async function send(hsm: VirtualHsm, ...commands: readonly string[]): Promise<string> {
  let last = "";
  for (const command of commands) last = toHex(await hsm.transmit(fromHex(command)));
  return last;
}

test("is created for its owner alone, and opened again", async () => {
  const file = openStateFile(path, { serialNumber: 42 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const first = new VirtualHsm(file);
  expect(first.serial).toBe("ZZVIRT00042");
  await send(first, SELECT, INITIALIZE, VERIFY_WRONG);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["hsm.json"]);
  const second = new VirtualHsm(openStateFile(path));
  expect(second.serial).toBe("ZZVIRT00042");
  expect(await send(second, SELECT, "00200081")).toBe("63c2");
  expect(second.state).toEqual(first.state);
});

test.each([
  ["not JSON", "hello", "state-foreign"],
  ["empty", "", "state-foreign"],
  ["other JSON", '{"format":"record","version":1}', "state-foreign"],
  ["a list", "[]", "state-foreign"],
  ["a later version", '{"format":"dkek-virtual-hsm","version":3}', "state-foreign"],
  ["nothing in it", '{"format":"dkek-virtual-hsm","version":2}', "state-broken"],
])("refused and left alone: %s", (_name, text, code) => {
  writeFileSync(path, text);
  const open = (): unknown => openStateFile(path);
  expect(open).toThrow(VirtualHsmError);
  expect(open).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
  expect(readFileSync(path, "utf8")).toBe(text);
});

test.each<readonly [where: string, from: RegExp, to: string]>([
  ["serialNumber", /"serialNumber": \d+/, '"serialNumber": 100000'],
  ["initialisation.userPin", /"triesLeft": 3/, '"triesLeft": 4'],
  ["initialisation.soPin.triesLeft", /"triesLeft": 15/, '"triesLeft": 16'],
  ["initialisation.dkek", /"imported": 0/, '"imported": 6'],
  ["initialisation.userPin.value", /"value": "363438323139"/, '"value": "36343832"'],
  ["deviceKey", /"deviceKey": "../, '"deviceKey": "zz'],
])("says where it is damaged, and not with what: %s", async (where, from, to) => {
  await send(new VirtualHsm(openStateFile(path)), SELECT, INITIALIZE);
  const text = readFileSync(path, "utf8");
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
  const open = (): unknown => openStateFile(path);
  expect(open).toThrow(expect.objectContaining({ code: "state-broken" }));
  expect(open).toThrow(`${path} is damaged at ${where}`);
  expect(open).not.toThrow("3634");
});

test("a folder is not a state file", () => {
  expect(() => openStateFile(folder)).toThrow(
    expect.objectContaining({ code: "state-unreadable" }),
  );
});

test("no folder, no file", () => {
  expect(() => openStateFile(join(folder, "missing", "hsm.json"))).toThrow(
    expect.objectContaining({ code: "state-unwritable" }),
  );
});

test("two HSMs in one file: the second to write is refused, the card answers 6581", async () => {
  const mine = new VirtualHsm(openStateFile(path));
  const theirs = openStateFile(path);
  expect(await send(mine, SELECT, INITIALIZE)).toBe("9000");
  expect(() => theirs.onStateChange(theirs.state)).toThrow(
    expect.objectContaining({ code: "state-in-use" }),
  );
  expect(await send(new VirtualHsm(theirs), SELECT, INITIALIZE)).toBe("6581");
  expect(await send(new VirtualHsm(openStateFile(path)), SELECT, "00200081")).toBe("63c3");
});

test("a file that somebody put in its place is not overwritten", async () => {
  const hsm = new VirtualHsm(openStateFile(path));
  const other = join(folder, "other.json");
  openStateFile(other, { serialNumber: 9 });
  rmSync(path);
  copyFileSync(other, path);
  chmodSync(path, 0o600);
  expect(await send(hsm, SELECT, INITIALIZE)).toBe("6581");
  expect(readFileSync(path)).toEqual(readFileSync(other));
});

test("killed outright while it works: what was answered is there, and the file is whole", async () => {
  // Imports one share after the other and tells each answer; in a process of its own, from the build.
  const program = `
    import { openStateFile, VirtualHsm } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
    const hsm = new VirtualHsm(openStateFile(process.argv[1]));
    const send = async (hex) => Buffer.from(await hsm.transmit(Buffer.from(hex, "hex"))).toString("hex");
    await send("${SELECT}");
    await send("${INITIALIZE.replace(/05$/, "ff")}");
    for (let share = 1; share < 255; share += 1) {
      const answer = await send("8052000020" + share.toString(16).padStart(64, "0") + "00");
      await new Promise((resolve) => process.stdout.write(answer.slice(2, 4) + "\\n", resolve));
    }
    setInterval(() => {}, 1000);`;
  for (const afterAnswers of [1, 7, 40]) {
    rmSync(path, { force: true });
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let told = "";
    child.stdout.on("data", (piece: Buffer) => {
      told += piece.toString();
      if (told.split("\n").length > afterAnswers) child.kill("SIGKILL");
    });
    const [, signal] = await once(child, "close");
    expect(signal).toBe("SIGKILL");
    const lastTold = Number.parseInt(told.trim().split("\n").at(-1) ?? "", 16);
    const hsm = new VirtualHsm(openStateFile(path));
    const status = fromHex(await send(hsm, SELECT, "8052000000"));
    // One more may have been stored whose answer did not get out any more.
    expect([lastTold, lastTold - 1]).toContain(status[1]);
    expect(hsm.state.initialisation?.dkek?.imported).toBe(255 - (status[1] ?? 0));
  }
});

test("one of version 1, without keys, is read, and written in today's form with its first change", async () => {
  await send(
    new VirtualHsm(openStateFile(path, { serialNumber: 5 })),
    SELECT,
    INITIALIZE,
    VERIFY_WRONG,
  );
  const { version, initialisation, ...rest } = JSON.parse(readFileSync(path, "utf8"));
  expect(version).toBe(2);
  const { keys, ...part } = initialisation;
  expect(keys).toEqual({});
  writeFileSync(path, JSON.stringify({ ...rest, version: 1, initialisation: part }));
  const old = readFileSync(path, "utf8");
  const hsm = new VirtualHsm(openStateFile(path));
  expect(hsm.serial).toBe("ZZVIRT00005");
  expect(await send(hsm, SELECT, "00200081")).toBe("63c2");
  expect(readFileSync(path, "utf8")).toBe(old);
  expect(await send(hsm, VERIFY_WRONG)).toBe("63c1");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
    version: 2,
    initialisation: { keys: {}, userPin: { triesLeft: 1 } },
  });
});

test("one of version 1 that was never initialised", () => {
  const { path: file, state } = openStateFile(path);
  writeFileSync(file, JSON.stringify({ ...state, version: 1 }));
  expect(openStateFile(path).state).toEqual(state);
});

test("keys are kept for their owner alone, and a damaged one is found out", async () => {
  const hsm = new VirtualHsm(openStateFile(path));
  await send(hsm, SELECT, INITIALIZE, "0020008106363438323139", openSc.generateEc);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(openStateFile(path).state).toEqual(hsm.state);
  const text = readFileSync(path, "utf8");
  const { privateKey } = JSON.parse(text).initialisation.keys["01"];
  expect(privateKey).toMatch(/^30/);
  writeFileSync(path, text.replace(privateKey, privateKey.slice(0, -2)));
  const open = (): unknown => openStateFile(path);
  expect(open).toThrow(`${path} is damaged at initialisation.keys.01.privateKey`);
  expect(open).not.toThrow(privateKey.slice(20, 60));
});
