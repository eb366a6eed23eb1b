import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { inlineEngine } from "./inline-engine.js";
import { parsePbe } from "./pbe-file.js";
import {
  serveDerivation,
  type WebWorker,
  type WebWorkerScope,
  webWorkerEngine,
} from "./web-worker-engine.js";

const ITERATIONS = 3;
const SALT = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const share = () => SecretBytes.own(new Uint8Array(32).fill(7));
const password = (text = "right") => SecretBytes.own(new TextEncoder().encode(text));

interface Started extends WebWorker {
  terminated: boolean;
  /** What was posted to it, as it is afterwards. */
  posted: unknown;
}

/** Both ends of a worker, with messages that are handed over as between threads. */
function worker(serve: (scope: WebWorkerScope) => void = serveDerivation): Started {
  const scope: WebWorkerScope = {
    onmessage: null,
    postMessage: (message, transfer) => {
      const data = structuredClone(message, { transfer });
      setTimeout(() => started.onmessage?.({ data }));
    },
  };
  const started: Started = {
    onmessage: null,
    onerror: null,
    terminated: false,
    posted: undefined,
    postMessage: (message, transfer) => {
      started.posted = message;
      const data = structuredClone(message, { transfer });
      setTimeout(() => started.terminated || scope.onmessage?.({ data }));
    },
    terminate: () => {
      started.terminated = true;
    },
  };
  serve(scope);
  return started;
}

test("seals and opens as the engine in this thread does, and ends its workers", async () => {
  const started: Started[] = [];
  const engine = webWorkerEngine(
    () => {
      const one = worker();
      started.push(one);
      return one;
    },
    { iterations: ITERATIONS },
  );
  const inline = inlineEngine({ iterations: ITERATIONS });
  const sealed = await engine.seal(share(), password(), SALT);
  expect(sealed).toEqual(await inline.seal(share(), password(), SALT));
  const fractions: number[] = [];
  const opened = await engine.open(parsePbe(sealed), password(), {
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(opened?.expose()).toEqual(share().expose());
  expect(fractions.at(-1)).toBe(1);
  expect(await engine.open(parsePbe(sealed), password("wrong"))).toBeUndefined();
  expect(started.map(({ terminated }) => terminated)).toEqual([true, true, true]);
});

test("an abort ends the worker at once", async () => {
  const one = worker();
  const engine = webWorkerEngine(() => one, { iterations: ITERATIONS });
  const aborting = new AbortController();
  const sealing = engine.seal(share(), password(), SALT, { signal: aborting.signal });
  aborting.abort();
  await expect(sealing).rejects.toMatchObject({ code: "derivation-aborted" });
  expect(one.terminated).toBe(true);
});

test("a worker that dies, or does not start, is told of", async () => {
  const dying = worker(() => {});
  const engine = webWorkerEngine(() => dying, { iterations: ITERATIONS });
  const sealing = engine.seal(share(), password(), SALT);
  dying.onerror?.(new Error("out of memory"));
  await expect(sealing).rejects.toMatchObject({ code: "derivation-failed" });
  const none = webWorkerEngine(
    () => {
      throw new Error("no workers here");
    },
    { iterations: ITERATIONS },
  );
  await expect(none.seal(share(), password(), SALT)).rejects.toThrow("no workers here");
});

test("what is handed to a worker is left in no second place", async () => {
  const one = worker();
  const engine = webWorkerEngine(() => one, { iterations: ITERATIONS });
  await engine.seal(share(), password(), SALT);
  const { password: sent, share: alsoSent } = one.posted as Record<string, Uint8Array>;
  expect([sent?.length, alsoSent?.length]).toEqual([0, 0]);
});
