import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { SecretBytes } from "@dkek/foundation";
import { expect, test, vi } from "vitest";
import stock from "../../../../tests/vectors/pbe.json" with { type: "json" };
import { inlineEngine, type PbeFile, parsePbe } from "../../dist/index.js";
// A thread can't run TypeScript, so these tests are of the build.
import { type SearchProgress, searchPassword, searchSpeed } from "../../dist/worker.js";

// Whole derivations are seconds of work, several side by side on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const [stockSet] = stock.sets;
const stockPbe = parsePbe(Buffer.from(stockSet?.pbeHex ?? "", "hex"));

/** Of 3 to 60 bytes. */
const password = (i: number): Uint8Array => Buffer.from(`p${i}${"-".repeat((i * 7) % 50)}`);

function* passwords(count: number): Generator<SecretBytes> {
  for (let i = 0; i < count; i++) yield SecretBytes.copyOf(password(i));
}

async function sealed(right: Uint8Array, iterations: number): Promise<PbeFile> {
  const share = SecretBytes.own(new Uint8Array(32).fill(7));
  const engine = inlineEngine({ iterations });
  return parsePbe(await engine.seal(share, SecretBytes.copyOf(right), new Uint8Array(8)));
}

function ended(code: string): unknown {
  return expect.objectContaining({ name: "PbeError", code, hint: expect.any(String) });
}

test("finds the password of the stock tool's file, 10 million iterations", async () => {
  const right = Buffer.from(stockSet?.passwordHex ?? "", "hex");
  const candidates = [password(0), right.subarray(1), password(2), right, password(4)];
  const secrets = candidates.map((candidate) => SecretBytes.copyOf(candidate));
  expect(await searchPassword(stockPbe, secrets)).toBe(3);
});

test.for([
  [1, 0, 1],
  [1, 0, 3],
  [2, 1, 2],
  [12, 11, 1],
  [13, 12, 1],
  [100, 0, 2],
  [100, 57, 2],
  [100, 99, 3],
] as const)("of %d passwords finds number %d with %d threads", async ([count, place, threads]) => {
  const pbe = await sealed(password(place), 300);
  for (const kernel of ["simd", "scalar"] as const) {
    const options = { iterations: 300, threads, kernel };
    expect(await searchPassword(pbe, passwords(count), options)).toBe(place);
  }
});

test.for([0, 1, 2, 24, 25, 100])("tries all of %d wrong passwords, then says so", async (count) => {
  const pbe = await sealed(password(count), 300);
  const seen: SearchProgress[] = [];
  const right = await searchPassword(pbe, passwords(count), {
    iterations: 300,
    threads: 2,
    onProgress: (progress) => void seen.push(progress),
  });
  expect(right).toBeUndefined();
  expect(seen.at(-1)).toEqual({ settled: count, worked: count });
});

test("progress comes in a few times a second and rises; settled has no gap", async () => {
  const iterations = 500_000;
  const pbe = await sealed(password(99), iterations);
  const seen: SearchProgress[] = [];
  const start = performance.now();
  await searchPassword(pbe, passwords(60), {
    iterations,
    threads: 2,
    onProgress: (progress) => void seen.push(progress),
  });
  const seconds = (performance.now() - start) / 1000;
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.length).toBeLessThanOrEqual(5 * seconds + 1);
  for (const key of ["settled", "worked"] as const) {
    const values = seen.map((progress) => progress[key]);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  }
  // Whole batches are settled, the last ones half as long; fractions of them are worked on.
  expect(seen.every(({ settled }) => settled % 6 === 0)).toBe(true);
  expect(seen.some(({ worked }) => !Number.isInteger(worked))).toBe(true);
  expect(seen.every(({ settled, worked }) => settled <= worked && worked <= 60)).toBe(true);
});

test("the right one's batch is never settled, however late it is told", async () => {
  const pbe = await sealed(password(3), 400_000);
  const seen: number[] = [];
  const options = {
    iterations: 400_000,
    threads: 2,
    onProgress: ({ settled }: SearchProgress) => void seen.push(settled),
  };
  expect(await searchPassword(pbe, passwords(500), options)).toBe(3);
  expect(seen.every((settled) => settled <= 3)).toBe(true);
});

test("passwords are taken as they are needed, and wiped", async () => {
  const pbe = await sealed(password(30), 300);
  const given: SecretBytes[] = [];
  let isClosed = false;
  function* endless(): Generator<SecretBytes> {
    try {
      for (let i = 0; ; i++) {
        const secret = SecretBytes.copyOf(password(i));
        given.push(secret);
        yield secret;
      }
    } finally {
      isClosed = true;
    }
  }
  expect(await searchPassword(pbe, endless(), { iterations: 300, threads: 1 })).toBe(30);
  expect(isClosed).toBe(true);
  // Three batches, and one in store.
  expect(given.length).toBeLessThanOrEqual(48);
  for (const secret of given) expect(() => secret.expose()).toThrow("wiped");
});

test("a source may take its time", async () => {
  const pbe = await sealed(password(29), 300);
  async function* slow(): AsyncGenerator<SecretBytes> {
    for (const secret of passwords(30)) {
      await setTimeout(1);
      yield secret;
    }
  }
  expect(await searchPassword(pbe, slow(), { iterations: 300, threads: 2 })).toBe(29);
});

test("an abort ends all threads: before, in the middle", async () => {
  const search = (signal: AbortSignal, onProgress?: () => void): Promise<unknown> =>
    searchPassword(stockPbe, passwords(1000), { signal, ...(onProgress && { onProgress }) });
  await expect(search(AbortSignal.abort())).rejects.toEqual(ended("derivation-aborted"));

  const controller = new AbortController();
  let told = 0;
  const searching = search(controller.signal, () => {
    told++;
    controller.abort();
  });
  await expect(searching).rejects.toEqual(ended("derivation-aborted"));
  expect(told).toBe(1);
});

test("a search that is over no longer listens to its signal", async () => {
  const pbe = await sealed(password(0), 1);
  const { signal } = new AbortController();
  const options = { iterations: 1, threads: 1, signal };
  expect(await searchPassword(pbe, passwords(3), options)).toBe(0);
  expect(getEventListeners(signal, "abort")).toEqual([]);
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
  const pbe = await sealed(password(0), 1);
  const options = { threads: 2, workerFile: new URL(file) };
  const searching = searchPassword(pbe, passwords(100), { iterations: 1, ...options });
  await expect(searching).rejects.toEqual(ended("derivation-failed"));
  await expect(searchSpeed(options)).rejects.toEqual(ended("derivation-failed"));
});

test("an error of the caller's own ends the search, too", async () => {
  const mistake = new Error("something went wrong");
  function* broken(): Generator<SecretBytes> {
    yield* passwords(30);
    throw mistake;
  }
  await expect(searchPassword(stockPbe, broken(), { threads: 3 })).rejects.toBe(mistake);
  const onProgress = (): void => {
    throw mistake;
  };
  const searching = searchPassword(stockPbe, passwords(30), { onProgress });
  await expect(searching).rejects.toBe(mistake);
  // When all were tried, not in the middle.
  const pbe = await sealed(password(5), 1);
  const short = searchPassword(pbe, passwords(3), { iterations: 1, threads: 1, onProgress });
  await expect(short).rejects.toBe(mistake);
});

test("refuses what can't be tried", async () => {
  const pbe = await sealed(password(0), 1);
  const empty = [...passwords(3), SecretBytes.own(new Uint8Array(0))];
  const searching = searchPassword(pbe, empty, { iterations: 1 });
  await expect(searching).rejects.toEqual(ended("password-empty"));
  for (const threads of [0, -1, 1.5, Number.NaN]) {
    await expect(searchPassword(pbe, passwords(1), { threads })).rejects.toThrow(RangeError);
    await expect(searchSpeed({ threads })).rejects.toThrow(RangeError);
  }
  await expect(searchPassword(pbe, passwords(1), { iterations: 0 })).rejects.toThrow(RangeError);
});

test("the speed is about what a search then has", async () => {
  const speed = await searchSpeed({ threads: 1 });
  const iterations = 1_000_000;
  const pbe = await sealed(password(99), iterations);
  const start = performance.now();
  await searchPassword(pbe, passwords(48), { iterations, threads: 1 });
  const seconds = (performance.now() - start) / 1000;
  // Of real files, with 10 million iterations. Other work on this machine may slow either.
  const seen = (48 / seconds) * (iterations / 10_000_000);
  expect(seen / speed).toBeGreaterThan(0.2);
  expect(seen / speed).toBeLessThan(5);
});

test("a process ends by itself once a search is over, and stays small", async () => {
  const modules = ["index.js", "worker.js"].map((file) =>
    JSON.stringify(new URL(`../../dist/${file}`, import.meta.url).href),
  );
  const program = `
    import { setTimeout } from "node:timers/promises";
    const { inlineEngine, parsePbe } = await import(${modules[0]});
    const { searchPassword } = await import(${modules[1]});
    const { SecretBytes } = await import(${JSON.stringify(import.meta.resolve("@dkek/foundation"))});
    const secret = (length) => SecretBytes.own(new Uint8Array(length));
    const iterations = 1000;
    const sealed = await inlineEngine({ iterations }).seal(secret(32), secret(40), new Uint8Array(8));
    const pbe = parsePbe(sealed);
    function* passwords() {
      for (let length = 1; length < 100; length++) yield secret(length);
    }
    const right = await searchPassword(pbe, passwords(), { iterations, threads: 2 });
    const aborted = (source, ms) =>
      searchPassword(pbe, source, { threads: 2, signal: AbortSignal.timeout(ms) })
        .catch(({ code }) => code);
    const codes = [await aborted(passwords(), 500)];
    // The source has nothing yet, and goes on after the end.
    async function* slow() {
      for (const password of passwords()) {
        await setTimeout(200);
        yield password;
      }
    }
    codes.push(await aborted(slow(), 50));
    const { maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ right, codes, maxRSS }));
  `;
  const child = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", program],
    { env: {}, timeout: 30_000 },
  );
  const { right, codes, maxRSS } = JSON.parse(child.stdout);
  const aborted = "derivation-aborted";
  expect([right, codes, child.stderr]).toEqual([39, [aborted, aborted], ""]);
  // In kilobytes, with two threads.
  expect(maxRSS).toBeLessThan(150_000);
});
