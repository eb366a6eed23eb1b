import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { primeField } from "./prime-field.js";
import type { Share } from "./share.js";
import { shareAt } from "./share-at.js";
import { SharingError } from "./sharing-error.js";
import sets from "./vectors/sets.json" with { type: "json" };

interface SharesText {
  readonly primeHex: string;
  readonly shares: readonly {
    readonly id: number;
    readonly valueHex: string;
    readonly primeHex?: string | undefined;
  }[];
}

const bytesToHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const hexToBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

function parse({ primeHex, shares }: SharesText): Share[] {
  const field = primeField(BigInt(`0x${primeHex}`));
  return shares.map(({ id, valueHex, primeHex: own }) => ({
    field: own === undefined ? field : primeField(BigInt(`0x${own}`)),
    id,
    value: hexToBytes(valueHex),
  }));
}

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) =>
    subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

describe.each(sets.valid)("$name", (set) => {
  const shares = parse(set);

  test("every quorum restores the secret", () => {
    const quorums = subsets(shares, set.threshold);
    expect(quorums.length).toBeGreaterThanOrEqual(set.total);
    for (const quorum of quorums) expect(bytesToHex(combine(quorum))).toBe(set.secretHex);
  });

  test("all shares together restore it and agree with one another", () => {
    expect(bytesToHex(combine(shares))).toBe(set.secretHex);
    expect(bytesToHex(combine(shares, { threshold: set.threshold }))).toBe(set.secretHex);
    expect(fittingThreshold(shares)).toBe(set.threshold);
  });

  test("one share too few restores something else", () => {
    if (set.threshold === 2) return expect(() => combine(shares.slice(0, 1))).toThrow("of the 2");
    for (const few of subsets(shares, set.threshold - 1)) {
      expect(bytesToHex(combine(few))).not.toBe(set.secretHex);
    }
  });

  test("a lost share comes back from the others", () => {
    for (const lost of shares) {
      const others = shares.filter((share) => share !== lost);
      if (others.length < set.threshold) continue;
      expect(shareAt(others.reverse().slice(0, set.threshold), lost.id)).toEqual(lost);
    }
  });
});

test.each(sets.invalid)("refused: $name", (set) => {
  const { threshold } = set as { threshold?: number };
  let thrown: unknown;
  try {
    combine(parse(set), threshold === undefined ? {} : { threshold });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(SharingError);
  const { code, hint, message } = thrown as SharingError;
  expect(code).toBe(set.code);
  expect(hint).toMatch(/^\S.*[^.]$/);
  for (const { valueHex } of set.shares) {
    if (valueHex.length > 2) expect(`${message} ${hint}`.toLowerCase()).not.toContain(valueHex);
  }
});
