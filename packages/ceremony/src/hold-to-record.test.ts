import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { P224_ORDER, primeField } from "@dkek/sss";
import { expect, test } from "vitest";
import type { Card } from "./card.js";
import { requireCardsOfRecord, requireKcvOfRecord } from "./hold-to-record.js";
import { chain, withEvent } from "./record/chain.js";
import type { RecordedSet, SetRecord } from "./record/record.js";
import type { SetId } from "./set-id.js";

const KCV = parseKcv("2FE7F5C6BF1D6A5B") as Kcv;
const OTHER = parseKcv("40D4F4DC00C72FCB") as Kcv;
const sharing = {
  scheme: "sc-hsm",
  prime: "dd3c21e95204186b",
  threshold: 2,
  total: 3,
  cardHashes: ["aa", "bb", "cc"].map((byte) => byte.repeat(32)),
} as const;
const created = { at: "2026-11-23T12:00:00Z", type: "created", program: "test" } as const;

function recordOf(set: Partial<RecordedSet>): SetRecord {
  const dkekShare = { index: 1, of: 1, kcv: KCV };
  return chain({ setId: "ab".repeat(32) as SetId, label: "", dkekShare, ...set }, [created]);
}
const record = recordOf({ sharing });
const withoutCards = recordOf({});

const card = (id: number, prime = 0xdd3c21e95204186bn): Card => ({
  field: primeField(prime),
  id,
  value: SecretBytes.own(new Uint8Array(8).fill(id)),
});

test("what fits the record passes, a card that was added later as well", () => {
  const at = "2026-11-24T12:00:00Z";
  const later = withEvent(record, {
    at,
    type: "added",
    card: { id: 4, issue: 1 },
    cardHash: "dd".repeat(32),
  });
  expect(() => requireCardsOfRecord([card(1), card(3)], record)).not.toThrow();
  expect(() => requireCardsOfRecord([card(1), card(4)], later)).not.toThrow();
  expect(() => requireKcvOfRecord(KCV, record)).not.toThrow();
});

test("p224: a card that this copy of the record is too old for passes, if its proof can tell", () => {
  const field = primeField(P224_ORDER);
  const p224 = recordOf({
    sharing: { ...sharing, scheme: "p224", prime: P224_ORDER.toString(16), commitments: [] },
  });
  const added: Card = { field, id: 4, value: SecretBytes.own(new Uint8Array(28).fill(4)) };
  const proof = SecretBytes.own(new Uint8Array(28).fill(7));
  expect(() => requireCardsOfRecord([{ ...added, proof }], p224)).not.toThrow();
  expect(() => requireCardsOfRecord([added], p224)).toThrow("no card with the ID 4");
});

test.each<[string, () => void]>([
  ["another prime", () => requireCardsOfRecord([card(1, 0xe5443f9f4129dd0bn)], record)],
  ["an ID that it does not know", () => requireCardsOfRecord([card(1), card(4)], record)],
  ["cards of a set that has none", () => requireCardsOfRecord([card(1)], withoutCards)],
  ["another KCV", () => requireKcvOfRecord(OTHER, record)],
])("the record is contradicted by %s", (_what, check) => {
  expect(check).toThrow(expect.objectContaining({ code: "record-contradicted" }));
});
