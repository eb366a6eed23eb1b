import { setTimeout } from "node:timers/promises";
import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { Pulled } from "./pulled.js";

/** Passwords 1, 2, 3, … of one byte; keeps what it gave, and notes whether it was closed. */
class Source {
  readonly given: SecretBytes[] = [];
  isClosed = false;

  *sync(count: number): Generator<SecretBytes> {
    try {
      for (let i = 1; i <= count; i++) yield this.#give(i);
    } finally {
      this.isClosed = true;
    }
  }

  async *async(count: number): AsyncGenerator<SecretBytes> {
    for (let i = 1; i <= count; i++) {
      await setTimeout(2);
      yield this.#give(i);
    }
  }

  #give(number: number): SecretBytes {
    const secret = SecretBytes.own(Uint8Array.of(number));
    this.given.push(secret);
    return secret;
  }
}

function numbers(taken: readonly SecretBytes[]): number[] {
  return taken.map((secret) => secret.expose()[0] ?? 0);
}

function isWiped(secret: SecretBytes): boolean {
  try {
    secret.expose();
    return false;
  } catch {
    return true;
  }
}

test.for(["sync", "async"] as const)(
  "full batches in order, no more than needed: %s",
  async (how) => {
    const source = new Source();
    using pulled = new Pulled(source[how](100), 8);
    expect(source.given).toHaveLength(0);
    expect(numbers(await pulled.take(4, 2))).toEqual([1, 2, 3, 4]);
    expect(numbers(await pulled.take(4, 2))).toEqual([5, 6, 7, 8]);
    expect(source.given).toHaveLength(12);
    // Whoever asks at the same time gets the next ones.
    const both = await Promise.all([pulled.take(4, 2), pulled.take(4, 2)]);
    expect(both.map(numbers)).toEqual([
      [9, 10, 11, 12],
      [13, 14, 15, 16],
    ]);
  },
);

test.for([
  [0, [[], [], []]],
  [1, [[1], [], []]],
  [2, [[1], [2], []]],
  [5, [[1, 2], [3, 4], [5]]],
  [
    9,
    [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  ],
] as const)("%d are spread over three takers", async ([count, batches]) => {
  using pulled = new Pulled(new Source().sync(count), 12);
  const taken = [await pulled.take(4, 3), await pulled.take(4, 3), await pulled.take(4, 3)];
  expect(taken.map(numbers)).toEqual(batches);
  expect(await pulled.take(4, 3)).toEqual([]);
});

test("what nobody took is wiped, and the source closed", async () => {
  const source = new Source();
  const pulled = new Pulled(source.sync(100), 8);
  await pulled.take(4, 2);
  expect(source.given).toHaveLength(8);
  pulled[Symbol.dispose]();
  expect(source.given.map(isWiped)).toEqual([...Array(4).fill(false), ...Array(4).fill(true)]);
  expect(source.isClosed).toBe(true);
  expect(await pulled.take(4, 2)).toEqual([]);
});

test("so is what a slow source gives too late", async () => {
  const source = new Source();
  const pulled = new Pulled(source.async(100), 8);
  const taking = pulled.take(4, 2);
  await setTimeout(0);
  pulled[Symbol.dispose]();
  expect(await taking).toEqual([]);
  expect(source.given).toHaveLength(1);
  expect(source.given.map(isWiped)).toEqual([true]);
});

test("an empty password is refused; what the source throws comes through", async () => {
  using empty = new Pulled([SecretBytes.own(new Uint8Array(0))], 4);
  const code = expect.objectContaining({ code: "password-empty" });
  await expect(empty.take(4, 1)).rejects.toEqual(code);
  const mistake = new Error("broken");
  function* broken(): Generator<SecretBytes> {
    yield SecretBytes.own(Uint8Array.of(1));
    throw mistake;
  }
  using pulled = new Pulled(broken(), 4);
  await expect(pulled.take(4, 1)).rejects.toBe(mistake);
});

test("what a source throws while it is closed is nobody's", async () => {
  function* stubborn(): Generator<SecretBytes> {
    try {
      for (;;) yield SecretBytes.own(Uint8Array.of(1));
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: that is what is tested
      throw new Error("too late");
    }
  }
  const pulled = new Pulled(stubborn(), 4);
  await pulled.take(4, 1);
  expect(() => pulled[Symbol.dispose]()).not.toThrow();
  // An unhandled rejection would fail this run.
  await setTimeout(5);
});
