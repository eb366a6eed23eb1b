import fc from "fast-check";
import { expect, test } from "vitest";
import { combine } from "./combine.js";
import { fittingThreshold } from "./fitting-threshold.js";
import { readNumber, writeNumber } from "./number-bytes.js";
import { primeField } from "./prime-field.js";
import { secretWeights } from "./secret-weights.js";

/** Prime of a set that `sc-hsm-tool` made, and the largest there is for its IDs. */
const FIELDS = [primeField(0xdd3c21e95204186bn), primeField(257n)];

test("the weighted sum is the secret, and with the IDs as factors tells whether shares agree", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 255 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.constantFrom(...FIELDS),
      ids,
      fc.infiniteStream(fc.bigInt(0n, 2n ** 64n)),
      (field, ids, random) => {
        const { prime, byteLength } = field;
        const values = ids.map(() => (random.next().value as bigint) % prime);
        const shares = ids.map((id, nth) => ({
          field,
          id,
          value: writeNumber(values[nth] ?? 0n, byteLength),
        }));
        const weights = secretWeights(field, ids);
        const sum = (factor: (id: number) => number): bigint =>
          ids.reduce(
            (all, id, nth) => all + BigInt(factor(id)) * (weights[nth] ?? 0n) * (values[nth] ?? 0n),
            0n,
          ) % prime;
        expect(sum(() => 1)).toBe(readNumber(combine(shares)));
        expect(sum((id) => id) === 0n).toBe(fittingThreshold(shares) < shares.length);
      },
    ),
  );
});
