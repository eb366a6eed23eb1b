import fc from "fast-check";
import { expect, test } from "vitest";
import { type Batch, SearchLedger } from "./search-ledger.js";

test("settled has no gap, worked has", () => {
  const ledger = new SearchLedger();
  const [a, b, c] = [ledger.begin(12), ledger.begin(12), ledger.begin(3)];
  expect([a, b, c].map(({ start }) => start)).toEqual([0, 12, 24]);
  ledger.settle(b);
  c.fraction = 0.5;
  expect(ledger.progress).toEqual({ settled: 0, worked: 13.5 });
  ledger.settle(a);
  expect(ledger.progress).toEqual({ settled: 24, worked: 25.5 });
  ledger.settle(c);
  expect(ledger.progress).toEqual({ settled: 27, worked: 27 });
});

test("a batch that is all worked on is not settled: one of its passwords may be right", () => {
  const ledger = new SearchLedger();
  const [a, b] = [ledger.begin(12), ledger.begin(12)];
  a.fraction = 1;
  ledger.settle(b);
  expect(ledger.progress).toEqual({ settled: 0, worked: 24 });
});

test("neither ever falls, in whatever order threads end", () => {
  const order = fc.array(fc.record({ which: fc.nat(7), fraction: fc.double({ min: 0, max: 1 }) }));
  fc.assert(
    fc.property(order, (events) => {
      const ledger = new SearchLedger();
      const running: Batch[] = Array.from({ length: 8 }, () => ledger.begin(7));
      let before = ledger.progress;
      for (const { which, fraction } of events) {
        const batch = running[which];
        if (!batch) continue;
        if (fraction > batch.fraction) batch.fraction = fraction;
        else {
          ledger.settle(batch);
          running[which] = ledger.begin(7);
        }
        const now = ledger.progress;
        expect(now.settled).toBeGreaterThanOrEqual(before.settled);
        expect(now.worked).toBeGreaterThanOrEqual(before.worked);
        expect(now.worked).toBeGreaterThanOrEqual(now.settled);
        before = now;
      }
    }),
  );
});
