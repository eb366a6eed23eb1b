import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { primeField } from "./prime-field.js";
import { generateSafePrime } from "./safe-prime.js";
import type { Share } from "./share.js";
import { shareAt } from "./share-at.js";
import { SharingError, type SharingErrorCode } from "./sharing-error.js";
import { split } from "./split.js";

const field = primeField(0xdd3c21e95204186bn);
const tiny = primeField(7n);
const secret = Uint8Array.of(1, 2, 3);
const shares = split(secret, { field, threshold: 3, total: 5 });
const [one, two, three] = shares as [Share, Share, Share];
const all255 = split(secret, { field, threshold: 2, total: 255 });
const withValue = (value: Uint8Array): Share => ({ field, id: 9, value });

/** At least one way to each code; the compiler asks for all of them. */
const MISUSES: Record<SharingErrorCode, (() => unknown)[]> = {
  "prime-out-of-range": [() => primeField(2n), () => generateSafePrime(2)],
  "composite-prime": [() => primeField(0xdd3c21e95204186dn)],
  "threshold-out-of-range": [
    () => split(secret, { field, threshold: 1, total: 5 }),
    () => split(secret, { field, threshold: 6, total: 5 }),
    () => split(secret, { field, threshold: 2.5, total: 5 }),
    () => split(secret, { field, threshold: Number.NaN, total: 5 }),
    () => combine(shares, { threshold: 1 }),
    () => combine(shares, { threshold: 256 }),
  ],
  "total-out-of-range": [
    () => split(secret, { field, threshold: 2, total: 256 }),
    () => split(secret, { field, threshold: 1, total: 1 }),
    () => split(secret, { field, threshold: 2, total: 3.5 }),
    () => split(Uint8Array.of(1), { field: tiny, threshold: 2, total: 7 }),
  ],
  "secret-out-of-range": [
    () => split(new Uint8Array(0), { field, threshold: 2, total: 3 }),
    () => split(new Uint8Array(9), { field, threshold: 2, total: 3 }),
    () => split(new Uint8Array(8).fill(0xff), { field, threshold: 2, total: 3 }),
    () => split(Uint8Array.of(7), { field: tiny, threshold: 2, total: 3 }),
  ],
  "random-source-broken": [
    () => split(secret, { field, threshold: 3, total: 5, random: () => new Uint8Array(8) }),
    () => split(secret, { field, threshold: 3, total: 5, random: () => new Uint8Array(17) }),
    () =>
      split(secret, {
        field,
        threshold: 3,
        total: 5,
        random: (length) => new Uint8Array(length).fill(0xff),
      }),
    () => generateSafePrime(64, () => new Uint8Array(0)),
  ],
  "too-few-shares": [
    () => combine([]),
    () => combine([one]),
    () => combine([one, two], { threshold: 3 }),
    () => shareAt([one], 2),
    () => fittingThreshold([]),
  ],
  "too-many-shares": [() => combine([...all255, one])],
  "mixed-sets": [
    () => combine([one, { field: tiny, id: 2, value: Uint8Array.of(1) }]),
    () => fittingThreshold([one, two, { field: tiny, id: 3, value: Uint8Array.of(1) }]),
  ],
  "id-out-of-range": [
    () => combine([one, { ...two, id: 0 }]),
    () => combine([one, { ...two, id: 256 }]),
    () => combine([one, { ...two, id: Number.NaN }]),
    () => shareAt(shares, 0),
    () => shareAt(shares, 256),
    () => shareAt(split(Uint8Array.of(1), { field: tiny, threshold: 2, total: 6 }), 7),
    () =>
      combine([
        { field: tiny, id: 7, value: Uint8Array.of(1) },
        { field: tiny, id: 1, value: Uint8Array.of(1) },
      ]),
  ],
  "duplicate-id": [
    () => combine([one, two, one]),
    () => combine([one, two, { ...three, id: 2 }]),
    () => shareAt([one, one], 2),
  ],
  "value-out-of-range": [
    () => combine([one, two, withValue(new Uint8Array(8).fill(0xff))]),
    () => combine([one, two, withValue(new Uint8Array(7))]),
    () => combine([one, two, withValue(new Uint8Array(9))]),
    () => combine([one, two, withValue(new Uint8Array(65))]),
  ],
  "inconsistent-shares": [
    () => combine(shares, { threshold: 2 }),
    () => combine([...shares, withValue(new Uint8Array(8))], { threshold: 3 }),
  ],
};

describe.each(Object.entries(MISUSES))("%s", (code, misuses) => {
  test.each(misuses.map((misuse) => [String(misuse), misuse] as const))("%s", (_, misuse) => {
    let thrown: unknown;
    try {
      misuse();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SharingError);
    expect((thrown as SharingError).code).toBe(code);
    expect((thrown as SharingError).hint).toMatch(/^\S.*[^.]$/);
  });
});
