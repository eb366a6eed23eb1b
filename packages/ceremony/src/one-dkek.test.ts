import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { expect, test } from "vitest";
import { requireDistinctShares, requireOneDkek } from "./one-dkek.js";
import { chain } from "./record/chain.js";
import type { SetRecord } from "./record/record.js";
import type { SetId } from "./set-id.js";
import { sharesToCome } from "./shares-to-come.js";

const KCV = parseKcv("2FE7F5C6BF1D6A5B") as Kcv;

let sets = 0;
function share(index: number, of: number): SetRecord {
  const setId = (++sets).toString(16).padStart(64, "0") as SetId;
  return chain({ setId, label: "", dkekShare: { index, of, kcv: KCV } }, []);
}

test.each([
  ["no record", []],
  ["one", [share(2, 3)]],
  ["the shares of one DKEK, in any order", [share(3, 3), share(1, 3), share(2, 3)]],
])("may make one DKEK: %s", (_what, records) => {
  expect(() => requireOneDkek(records)).not.toThrow();
});

test.each([
  ["the same share of two DKEKs", [share(1, 2), share(1, 2)], "and so is set"],
  ["shares of DKEKs of two and of three", [share(1, 2), share(2, 3)], "share 2 of 3 by its record"],
])("belong to different DKEKs: %s", (_what, records, message) => {
  expect(() => requireOneDkek(records)).toThrow(
    expect.objectContaining({ code: "mixed-dkeks", message: expect.stringContaining(message) }),
  );
});

test("the same DKEK share in two files is found", () => {
  const other = parseKcv("40D4F4DC00C72FCB") as Kcv;
  expect(() => requireDistinctShares([KCV, other])).not.toThrow();
  expect(() => requireDistinctShares([KCV, other, KCV])).toThrow(
    expect.objectContaining({ code: "repeated-share", message: expect.stringContaining(KCV) }),
  );
});

test("what is to come are all shares but those that are known to be in", () => {
  expect(sharesToCome(2, [share(1, 2)])).toEqual([2]);
  expect(sharesToCome(3, [share(2, 3)])).toEqual([1, 3]);
  expect(sharesToCome(2, [])).toEqual([1, 2]);
});
