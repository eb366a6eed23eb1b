import { describe, expect, test } from "vitest";
import { combine } from "./combine.js";
import { explainShares, locateErrors } from "./explain-shares.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { writeNumber } from "./number-bytes.js";
import { G } from "./p224.js";
import { P224_ORDER } from "./p224-order.js";
import { primeField } from "./prime-field.js";
import { generateSafePrime } from "./safe-prime.js";
import type { Share } from "./share.js";
import { shareAt } from "./share-at.js";
import { SharingError, type SharingErrorCode } from "./sharing-error.js";
import { split } from "./split.js";
import {
  type BlindedShare,
  blindedShareAt,
  isCommitted,
  parseCommitments,
  splitVerifiably,
  uncommittedIds,
} from "./verifiable.js";

const field = primeField(0xdd3c21e95204186bn);
const tiny = primeField(7n);
const secret = Uint8Array.of(1, 2, 3);
const shares = split(secret, { field, threshold: 3, total: 5 });
const [one, two, three] = shares as [Share, Share, Share];
const all255 = split(secret, { field, threshold: 2, total: 255 });
const p224 = primeField(P224_ORDER);
const verifiable = splitVerifiably(secret, { field: p224, threshold: 2, total: 3 });
const { commitments } = verifiable;
const [blinded, second] = verifiable.shares as [BlindedShare, BlindedShare];
const order = writeNumber(P224_ORDER, 28);
const [point] = commitments.points as [Uint8Array];
const pointWith = (at: number, byte: number): Uint8Array =>
  point.map((own, i) => (i === at ? byte : own));
const zeros = (length: number): Uint8Array => new Uint8Array(length);
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
    () => splitVerifiably(secret, { field: p224, threshold: 1, total: 5 }),
    () => splitVerifiably(secret, { field: p224, threshold: 6, total: 5 }),
    () => locateErrors(shares, 1),
    () => locateErrors(shares, 256),
    () => locateErrors(shares, 2.5),
  ],
  "total-out-of-range": [
    () => split(secret, { field, threshold: 2, total: 256 }),
    () => split(secret, { field, threshold: 1, total: 1 }),
    () => split(secret, { field, threshold: 2, total: 3.5 }),
    () => split(Uint8Array.of(1), { field: tiny, threshold: 2, total: 7 }),
    () => splitVerifiably(secret, { field: p224, threshold: 2, total: 256 }),
    () => splitVerifiably(secret, { field: p224, threshold: 2, total: 1 }),
  ],
  "secret-out-of-range": [
    () => split(new Uint8Array(0), { field, threshold: 2, total: 3 }),
    () => split(new Uint8Array(9), { field, threshold: 2, total: 3 }),
    () => split(new Uint8Array(8).fill(0xff), { field, threshold: 2, total: 3 }),
    () => split(Uint8Array.of(7), { field: tiny, threshold: 2, total: 3 }),
    () => splitVerifiably(order, { field: p224, threshold: 2, total: 3 }),
    () => splitVerifiably(new Uint8Array(29), { field: p224, threshold: 2, total: 3 }),
    () => splitVerifiably(new Uint8Array(0), { field: p224, threshold: 2, total: 3 }),
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
    () => splitVerifiably(secret, { field: p224, threshold: 2, total: 3, random: zeros }),
    () => splitVerifiably(secret, { field: p224, threshold: 2, total: 3, random: () => point }),
    () => uncommittedIds([blinded], commitments, { random: () => new Uint8Array(15) }),
  ],
  "too-few-shares": [
    () => combine([]),
    () => combine([one]),
    () => combine([one, two], { threshold: 3 }),
    () => shareAt([one], 2),
    () => fittingThreshold([]),
    () => locateErrors([one, two], 3),
    () => explainShares([]),
    () => uncommittedIds([], commitments),
    () => blindedShareAt([blinded], 2),
  ],
  "too-many-shares": [() => combine([...all255, one]), () => locateErrors([...all255, one], 2)],
  "mixed-sets": [
    () => combine([one, { field: tiny, id: 2, value: Uint8Array.of(1) }]),
    () => fittingThreshold([one, two, { field: tiny, id: 3, value: Uint8Array.of(1) }]),
    () => locateErrors([one, { field: tiny, id: 2, value: Uint8Array.of(1) }], 2),
    () => uncommittedIds([blinded, { ...one, id: 2, blinding: one.value }], commitments),
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
    () => isCommitted({ ...blinded, id: 0 }, commitments),
    () => isCommitted({ ...blinded, id: 256 }, commitments),
    () => blindedShareAt([blinded, second], 0),
    () => explainShares([one, { ...two, id: 0 }]),
  ],
  "duplicate-id": [
    () => combine([one, two, one]),
    () => combine([one, two, { ...three, id: 2 }]),
    () => shareAt([one, one], 2),
    () => uncommittedIds([blinded, blinded], commitments),
    () => blindedShareAt([blinded, blinded], 3),
    () => locateErrors([one, two, one], 2),
    () => explainShares([one, two, one]),
  ],
  "value-out-of-range": [
    () => combine([one, two, withValue(new Uint8Array(8).fill(0xff))]),
    () => combine([one, two, withValue(new Uint8Array(7))]),
    () => combine([one, two, withValue(new Uint8Array(9))]),
    () => combine([one, two, withValue(new Uint8Array(65))]),
    () => isCommitted({ ...blinded, value: order }, commitments),
    () => locateErrors([one, withValue(new Uint8Array(7))], 2),
  ],
  "inconsistent-shares": [
    () => combine(shares, { threshold: 2 }),
    () => combine([...shares, withValue(new Uint8Array(8))], { threshold: 3 }),
  ],
  "not-p224": [
    () => splitVerifiably(secret, { field, threshold: 2, total: 3 }),
    () => isCommitted({ ...one, blinding: one.value }, commitments),
    () => uncommittedIds([{ ...one, blinding: one.value }], commitments),
    () =>
      blindedShareAt(
        [one, two].map((share) => ({ ...share, blinding: share.value })),
        3,
      ),
  ],
  "invalid-commitments": [
    () => parseCommitments([]),
    () => parseCommitments([point]),
    () => parseCommitments(Array.from({ length: 256 }, () => point)),
    () => parseCommitments([point, point.subarray(1)]),
    () => parseCommitments([point, Uint8Array.of(...point, 0)]),
    // The identity in one byte, and what might pass for it in 29.
    () => parseCommitments([point, Uint8Array.of(0)]),
    () => parseCommitments([point, new Uint8Array(29)]),
    () => parseCommitments([point, pointWith(0, 1)]),
    () => parseCommitments([point, pointWith(0, 4)]),
    // x = p, which a careless reader takes for 0; and x = 7, which belongs to no point.
    () =>
      parseCommitments([point, Uint8Array.of(2, ...writeNumber(2n ** 224n - 2n ** 96n + 1n, 28))]),
    () => parseCommitments([point, Uint8Array.of(2, ...writeNumber(7n, 28))]),
    // A whole point, but not compressed.
    () => parseCommitments([point, G.toBytes(false)]),
  ],
  "blinding-out-of-range": [
    () => isCommitted({ ...blinded, blinding: order }, commitments),
    () => isCommitted({ ...blinded, blinding: new Uint8Array(27) }, commitments),
    () => uncommittedIds([{ ...blinded, blinding: new Uint8Array(29) }], commitments),
    () => blindedShareAt([{ ...blinded, blinding: new Uint8Array(0) }, second], 3),
  ],
};

describe.each(Object.entries(MISUSES))("%s", (code, misuses) => {
  test.each(misuses.map((misuse) => [String(misuse), misuse] as const))("%s", async (_, misuse) => {
    let thrown: unknown;
    try {
      await misuse();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SharingError);
    expect((thrown as SharingError).code).toBe(code);
    expect((thrown as SharingError).hint).toMatch(/^\S.*[^.]$/);
  });
});
