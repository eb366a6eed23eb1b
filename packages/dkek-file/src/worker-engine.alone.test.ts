import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SecretBytes } from "@dkek/foundation";
import { expect, test, vi } from "vitest";
import stock from "../../../tests/vectors/pbe.json" with { type: "json" };
import { kcvOf, parseKcv, parsePbe } from "../dist/index.js";
// A thread can't run TypeScript, so these tests are of the build.
import { workerEngine } from "../dist/worker-engine.js";

// Whole derivations are seconds of work, several side by side on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const real = workerEngine();
const quick = workerEngine({ iterations: 1000 });
const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

function secret(hex: string): SecretBytes {
  return SecretBytes.own(Uint8Array.from(Buffer.from(hex, "hex")));
}

function ended(code: string): unknown {
  return expect.objectContaining({ name: "PbeError", code, hint: expect.any(String) });
}

/** The other ones are opened by the program: tests/program/verify.test.ts. */
const SETS = stock.sets.filter(({ name }) =>
  ["shares-3of5", "p168-hand", "p256-hand"].includes(name),
);

test.concurrent.for(SETS)("opens the stock tool's file: $name", async (set, { expect }) => {
  const pbe = parsePbe(Buffer.from(set.pbeHex, "hex"));
  const share = await real.open(pbe, secret(set.passwordHex));
  expect(share && Buffer.from(share.expose()).toString("hex")).toBe(set.dkekShareHex);
  expect(share && kcvOf(share)).toBe(parseKcv(set.kcvHex));
});

test.concurrent("knows a wrong password after two thirds of the work", async ({ expect }) => {
  const set = stock.sets.find(({ name }) => name === "lz1-leading-zero");
  const pbe = parsePbe(Buffer.from(set?.pbeHex ?? "", "hex"));
  const seen: number[] = [];
  const share = await real.open(pbe, secret("112233445566ff"), {
    onProgress: (fraction) => void seen.push(fraction),
  });
  expect(share).toBeUndefined();
  expect(Math.max(...seen)).toBeLessThanOrEqual(2 / 3 + 1e-9);
});

test("progress comes in while it works, rises, and ends at 1", async () => {
  const seen: number[] = [];
  await workerEngine({ iterations: 1_000_000 }).seal(secret("00".repeat(32)), secret("01"), salt, {
    onProgress: (fraction) => void seen.push(fraction),
  });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

test("leaves its arguments alone, which may be wiped at once", async () => {
  const share = secret("07".repeat(32));
  const password = secret("0102030405");
  const sealing = quick.seal(share, password, salt);
  expect(password.expose()).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
  expect(share.expose()).toEqual(new Uint8Array(32).fill(7));
  share.wipe();
  password.wipe();
  const pbe = parsePbe(await sealing);
  const opened = await quick.open(pbe, secret("0102030405"));
  expect(opened?.expose()).toEqual(new Uint8Array(32).fill(7));
  expect(await quick.open(pbe, secret("0102030406"))).toBeUndefined();
  expect(pbe.salt).toEqual(salt);
});

test("an abort ends the thread: before, in the middle", async () => {
  const seal = (signal: AbortSignal): Promise<Uint8Array> =>
    real.seal(secret("00".repeat(32)), secret("01"), salt, { signal });
  await expect(seal(AbortSignal.abort())).rejects.toEqual(ended("derivation-aborted"));

  const controller = new AbortController();
  const seen: number[] = [];
  const sealing = real.seal(secret("00".repeat(32)), secret("01"), salt, {
    signal: controller.signal,
    onProgress: (fraction) => {
      seen.push(fraction);
      controller.abort();
    },
  });
  await expect(sealing).rejects.toEqual(ended("derivation-aborted"));
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBeLessThan(0.5);
});

test("refuses what can't be sealed or opened, without starting a thread", async () => {
  const nowhere = workerEngine({ workerFile: new URL("file:///nowhere.js") });
  const share = secret("00".repeat(32));
  const pbe = parsePbe(Buffer.from(stock.sets[0]?.pbeHex ?? "", "hex"));
  await expect(nowhere.open(pbe, secret(""))).rejects.toEqual(ended("password-empty"));
  await expect(nowhere.seal(secret("00"), secret("01"), salt)).rejects.toEqual(
    ended("share-wrong-length"),
  );
  await expect(nowhere.seal(share, secret("01"), new Uint8Array(0))).rejects.toEqual(
    ended("salt-wrong-length"),
  );
});

test.for([
  ["that is not there", "file:///nowhere.js"],
  ["that throws", "data:text/javascript,throw new Error('broken')"],
  ["that exits", "data:text/javascript,process.exit(0)"],
  [
    "that takes too much memory",
    "data:text/javascript,const a=[];for(;;)a.push(new Array(9999).fill({}))",
  ],
])("a thread %s is a clear error", async ([, file = ""]) => {
  const engine = workerEngine({ workerFile: new URL(file) });
  const pbe = parsePbe(Buffer.from(stock.sets[0]?.pbeHex ?? "", "hex"));
  await expect(engine.open(pbe, secret("01"))).rejects.toEqual(ended("derivation-failed"));
});

test("an error of the caller's own ends the thread, too", async () => {
  const mistake = new Error("progress went wrong");
  const sealing = real.seal(secret("00".repeat(32)), secret("01"), salt, {
    onProgress: () => {
      throw mistake;
    },
  });
  await expect(sealing).rejects.toBe(mistake);
});

test("a process ends by itself once the work is done or ended, and stays small", async () => {
  const modules = ["index.js", "worker-engine.js"].map((file) =>
    JSON.stringify(new URL(`../dist/${file}`, import.meta.url).href),
  );
  const program = `
    const { parsePbe } = await import(${modules[0]});
    const { workerEngine } = await import(${modules[1]});
    const { SecretBytes } = await import(${JSON.stringify(import.meta.resolve("@dkek/foundation"))});
    const secret = (length) => SecretBytes.own(new Uint8Array(length));
    const engine = workerEngine({ iterations: 300_000 });
    const pbe = parsePbe(await engine.seal(secret(32), secret(1), new Uint8Array(8)));
    const opened = await engine.open(pbe, secret(1));
    const endless = workerEngine();
    const code = await endless
      .open(pbe, secret(1), { signal: AbortSignal.timeout(50) })
      .catch(({ code }) => code);
    const { maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ length: opened.length, code, maxRSS }));
  `;
  const child = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", program],
    {
      env: {},
    },
  );
  const { length, code, maxRSS } = JSON.parse(child.stdout);
  expect([length, code, child.stderr]).toEqual([32, "derivation-aborted", ""]);
  // In kilobytes; what `dkek verify` is allowed as a whole.
  expect(maxRSS).toBeLessThan(120_000);
});
