import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { expect, test } from "vitest";
import { type Destination, type ImportKnowledge, planImport } from "./plan-import.js";
import { chain } from "./record/chain.js";
import type { RecordEvent, SetRecord } from "./record/record.js";
import type { SetId } from "./set-id.js";

const kcv = (text: string): Kcv => parseKcv(text) as Kcv;
const SHARE = kcv("2FE7F5C6BF1D6A5B");
const DKEK = kcv("40D4F4DC00C72FCB");
const HSM = "DENK0123456";

function record(of: number, imports: readonly RecordEvent[] = []): SetRecord {
  const set = {
    setId: "ab".repeat(32) as SetId,
    label: "",
    dkekShare: { index: 1, of, kcv: SHARE },
  };
  return chain(set, [{ at: "2026-11-23T12:00:00Z", type: "created", program: "test" }, ...imports]);
}

const imported = (hsm: string, missing: number, dkekKcv?: Kcv): RecordEvent => ({
  at: "2026-11-23T13:00:00Z",
  type: "imported",
  hsm,
  missing,
  ...(dkekKcv === undefined ? {} : { dkekKcv }),
});
const waiting = (total: number, missing = total): Destination => ({ serial: HSM, total, missing });

test.each<[string, Destination, Partial<ImportKnowledge>, Kcv | undefined]>([
  ["a single share is the DKEK", waiting(1), {}, SHARE],
  ["one of two does not tell", waiting(2), {}, undefined],
  ["one of two: the operator knows", waiting(2), { expectedKcv: DKEK }, DKEK],
  [
    "one of two: the record knows",
    waiting(2),
    { record: record(2, [imported("DENK1", 0, DKEK)]) },
    DKEK,
  ],
  ["all agree", waiting(1), { expectedKcv: SHARE, record: record(1) }, SHARE],
  ["another HSM has it", waiting(2), { record: record(2, [imported("DENK1", 1)]) }, undefined],
  ["initialised anew", waiting(2), { record: record(2, [imported(HSM, 1)]) }, undefined],
  ["complete, and anew", waiting(1), { record: record(1, [imported(HSM, 0)]) }, SHARE],
  [
    "the operator knows better",
    waiting(2, 1),
    { again: true, record: record(2, [imported(HSM, 1)]) },
    undefined,
  ],
])("goes in: %s", (_what, destination, knowledge, expected) => {
  expect(planImport(destination, { shareKcv: SHARE, ...knowledge })).toBe(expected);
});

test.each<[string, Destination, Partial<ImportKnowledge>, string]>([
  ["an HSM for two, a set for one", waiting(2), { record: record(1) }, "wrong-number-of-shares"],
  ["an HSM for one, a set for two", waiting(1), { record: record(2) }, "wrong-number-of-shares"],
  [
    "in already, nothing since",
    waiting(3, 2),
    { record: record(3, [imported(HSM, 2)]) },
    "already-imported",
  ],
  [
    "in already, another one since",
    waiting(3, 1),
    { record: record(3, [imported(HSM, 2)]) },
    "already-imported",
  ],
  ["--kcv against a single share", waiting(1), { expectedKcv: DKEK }, "kcv-mismatch"],
  [
    "the record against --kcv",
    waiting(2),
    { expectedKcv: SHARE, record: record(2, [imported("DENK1", 0, DKEK)]) },
    "kcv-mismatch",
  ],
])("is refused: %s", (_what, destination, knowledge, code) => {
  expect(() => planImport(destination, { shareKcv: SHARE, ...knowledge })).toThrow(
    expect.objectContaining({ code, hint: expect.stringContaining("nothing was sent") }),
  );
});
