import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { type Destination, type ImportKnowledge, planImport } from "./plan-import.js";
import { chain } from "./record/chain.js";
import type { RecordEvent, SetRecord } from "./record/record.js";
import type { SetId } from "./set-id.js";

const kcv = (text: string): Kcv => parseKcv(text) as Kcv;
const SHARE = kcv("2FE7F5C6BF1D6A5B");
const OTHER = kcv("99C4B1A9C8E3D2F0");
const DKEK = kcv("40D4F4DC00C72FCB");
const HSM = "DENK0123456";

function record(of: number, imports: readonly RecordEvent[] = [], index = 1): SetRecord {
  const set = {
    setId: `${index}b`.repeat(32) as SetId,
    label: "",
    dkekShare: { index, of, kcv: index === 1 ? SHARE : OTHER },
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

type Knowledge = Partial<ImportKnowledge> & { readonly record?: SetRecord };

/** With one DKEK share at hand. */
const one = ({ record, ...rest }: Knowledge): ImportKnowledge => ({
  shares: [{ kcv: SHARE, record }],
  kcvTogether: SHARE,
  ...rest,
});

/** With two, of which each may have a record. */
const both = (
  first: SetRecord | undefined,
  second: SetRecord | undefined,
  rest: Partial<ImportKnowledge> = {},
): ImportKnowledge => ({
  shares: [
    { kcv: SHARE, record: first },
    { kcv: OTHER, record: second },
  ],
  kcvTogether: DKEK,
  ...rest,
});

describe("one DKEK share", () => {
  test.each<[string, Destination, Knowledge, Kcv | undefined]>([
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
  ])("goes in: %s", (_what, destination, knowledge, predicted) => {
    expect(planImport(destination, one(knowledge))).toEqual({ send: [0], predicted });
  });

  test.each<[string, Destination, Knowledge, string]>([
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
    expect(() => planImport(destination, one(knowledge))).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining("nothing was sent") }),
    );
  });
});

describe("two DKEK shares", () => {
  const [first, second] = [record(2), record(2, [], 2)];
  const firstIsIn = record(2, [imported(HSM, 1)]);

  test.each<[string, Destination, ImportKnowledge, number[], Kcv | undefined]>([
    ["together they are the DKEK", waiting(2), both(first, second), [0, 1], DKEK],
    ["without records, too", waiting(2), both(undefined, undefined), [0, 1], DKEK],
    ["of three they don't tell it", waiting(3), both(undefined, undefined), [0, 1], undefined],
    ["what is in is left out", waiting(2, 1), both(firstIsIn, second), [1], DKEK],
    ["whatever their order", waiting(2, 1), both(second, firstIsIn), [0], DKEK],
    ["initialised anew since", waiting(2), both(firstIsIn, second), [0, 1], DKEK],
    [
      "anew, and the operator says so",
      waiting(3, 2),
      both(record(3, [imported(HSM, 2)]), undefined, { again: true }),
      [0, 1],
      undefined,
    ],
    ["the operator agrees", waiting(2), both(first, second, { expectedKcv: DKEK }), [0, 1], DKEK],
  ])("go in: %s", (_what, destination, knowledge, send, predicted) => {
    expect(planImport(destination, knowledge)).toEqual({ send, predicted });
  });

  test.each<[string, Destination, ImportKnowledge, string]>([
    ["the HSM is for one", waiting(1), both(first, second), "wrong-number-of-shares"],
    [
      "one is in it, nobody knows which",
      waiting(2, 1),
      both(first, second),
      "wrong-number-of-shares",
    ],
    ["no record tells which", waiting(2, 1), both(undefined, undefined), "wrong-number-of-shares"],
    [
      "one of them is one of three",
      waiting(2),
      both(first, record(3, [], 2)),
      "wrong-number-of-shares",
    ],
    [
      "both are in",
      waiting(3, 1),
      both(record(3, [imported(HSM, 1)]), record(3, [imported(HSM, 1)], 2)),
      "already-imported",
    ],
    ["--kcv is another", waiting(2), both(first, second, { expectedKcv: SHARE }), "kcv-mismatch"],
    [
      "the second one's record knows another DKEK",
      waiting(2),
      both(first, record(2, [imported("DENK1", 0, SHARE)], 2)),
      "kcv-mismatch",
    ],
  ])("are refused: %s", (_what, destination, knowledge, code) => {
    expect(() => planImport(destination, knowledge)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining("nothing was sent") }),
    );
  });
});
