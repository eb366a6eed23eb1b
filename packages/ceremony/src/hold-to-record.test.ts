import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { primeField } from "@dkek/sss";
import { expect, test } from "vitest";
import type { Card } from "./card.js";
import { requireCardsOfRecord, requireKcvOfRecord } from "./hold-to-record.js";
import type { SetRecord } from "./record.js";
import type { SetId } from "./set-id.js";

const KCV = parseKcv("2FE7F5C6BF1D6A5B") as Kcv;
const OTHER = parseKcv("40D4F4DC00C72FCB") as Kcv;
const record: SetRecord = {
  version: 0,
  setId: "ab".repeat(32) as SetId,
  label: "",
  created: "2026-11-23T12:00:00.000Z",
  sharing: { scheme: "sc-hsm", prime: "dd3c21e95204186b", threshold: 2, total: 3 },
  dkekShare: { index: 1, of: 1, kcv: KCV },
  dkekKcv: KCV,
  imports: [],
};
const card = (id: number, prime = 0xdd3c21e95204186bn): Card => ({
  field: primeField(prime),
  id,
  value: SecretBytes.own(new Uint8Array(8).fill(id)),
});

test("what fits the record passes", () => {
  expect(() => requireCardsOfRecord([card(1), card(3)], record)).not.toThrow();
  expect(() => requireKcvOfRecord(KCV, record)).not.toThrow();
  expect(() =>
    requireKcvOfRecord(KCV, {
      ...record,
      dkekShare: { index: 1, of: 2, kcv: KCV },
      dkekKcv: OTHER,
    }),
  ).not.toThrow();
});

const { sharing: _, ...withoutCards } = record;
test.each<[string, () => void]>([
  ["another prime", () => requireCardsOfRecord([card(1, 0xe5443f9f4129dd0bn)], record)],
  ["an ID above the total", () => requireCardsOfRecord([card(1), card(4)], record)],
  ["cards of a set that has none", () => requireCardsOfRecord([card(1)], withoutCards)],
  ["another KCV", () => requireKcvOfRecord(OTHER, record)],
  [
    "a DKEK that is not its only share",
    () => requireKcvOfRecord(KCV, { ...record, dkekKcv: OTHER }),
  ],
])("the record is contradicted by %s", (_what, check) => {
  expect(check).toThrow(expect.objectContaining({ code: "record-contradicted" }));
});
