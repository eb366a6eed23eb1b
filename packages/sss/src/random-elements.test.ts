import { describe, expect, test } from "vitest";
import { writeNumber } from "./number-bytes.js";
import { primeField } from "./prime-field.js";
import { randomElements } from "./random-elements.js";
import { split } from "./split.js";

const ORDER = 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn;

/** A source that gives these bytes in turn, and notes what it was asked for and what it gave. */
function scripted(bytes: readonly number[]): {
  random: (length: number) => Uint8Array;
  asked: number[];
  given: Uint8Array[];
} {
  const asked: number[] = [];
  const given: Uint8Array[] = [];
  let used = 0;
  const random = (length: number): Uint8Array => {
    const block = Uint8Array.from(bytes.slice(used, used + length));
    used += length;
    asked.push(length);
    given.push(block);
    return block;
  };
  return { random, asked, given };
}

describe("uniform below the prime", () => {
  test.each([3, 5, 11, 13, 127, 131, 251])("each number below %i comes as often", (prime) => {
    // Every byte once: what is refused is refused whole, the rest comes out in equal parts.
    const { random } = scripted(Array.from({ length: 256 }, (_, byte) => byte));
    const bits = prime.toString(2).length;
    const times = 256 / 2 ** bits;
    const drawn = randomElements(primeField(BigInt(prime)), prime * times, random);
    const counts = new Map<bigint, number>();
    for (const number of drawn) counts.set(number, (counts.get(number) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => Number(a - b))).toEqual(
      Array.from({ length: prime }, (_, number) => BigInt(number)),
    );
    expect(new Set(counts.values())).toEqual(new Set([times]));
  });

  test("numbers from the prime up are drawn again, not reduced", () => {
    const draws = [ORDER, ORDER - 1n, 2n ** 224n - 1n, 0n, ORDER + 1n, 1n, 5n];
    const { random, asked } = scripted(draws.flatMap((n) => [...writeNumber(n, 28)]));
    expect(randomElements(primeField(ORDER), 4, random)).toEqual([ORDER - 1n, 0n, 1n, 5n]);
    // Four at once, then the two that were refused, then the one that was refused again.
    expect(asked).toEqual([4 * 28, 2 * 28, 28]);
  });

  test("a prime of 257 takes 9 bits, not 16", () => {
    const { random } = scripted([0xff, 0xff, 0xfe, 0x05, 0x01, 0x00, 0x01, 0x01]);
    expect(randomElements(primeField(257n), 2, random)).toEqual([5n, 256n]);
  });
});

test("a set takes one call of the source, and its bytes are wiped", () => {
  const { random, asked, given } = scripted(Array.from({ length: 254 * 28 }, () => 0x55));
  split(Uint8Array.of(7), { field: primeField(ORDER), threshold: 255, total: 255, random });
  expect(asked).toEqual([254 * 28]);
  expect(given[0]).toEqual(new Uint8Array(254 * 28));
});
