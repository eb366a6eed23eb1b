import { parseKcv } from "@dkek/dkek-file";
import { expect, test } from "vitest";
import { chain } from "../record/chain.js";
import type { RecordEvent, SetRecord } from "../record/record.js";
import type { SetId } from "../set-id.js";
import { auditGenerations } from "./audit-records.js";
import { setsOf } from "./material.js";

const at = "2026-11-23T12:00:00Z";
const [OLD, NEW] = ["0a".repeat(32), "0b".repeat(32)] as [SetId, SetId];

function recordOf(setId: SetId, kcv: string, ...events: readonly RecordEvent[]): SetRecord {
  const parsed = parseKcv(kcv);
  if (parsed === undefined) throw new Error(`no KCV: ${kcv}`);
  const set = { setId, label: "", dkekShare: { index: 1, of: 1, kcv: parsed } };
  return chain(set, [{ at, type: "created", program: "test" }, ...events]);
}

test.each([
  ["replaces", "2FE7F5C6BF1D6A5B", "proven", "kcv-as-replaced"],
  ["replaces", "AFE7F5C6BF1D6A5B", "wrong", "kcv-unlike-replaced"],
  ["succeeds", "AFE7F5C6BF1D6A5B", "proven", "kcv-unlike-older-dkek"],
  ["succeeds", "2FE7F5C6BF1D6A5B", "wrong", "kcv-as-older-dkek"],
] as const)(
  "one that %s a set of KCV 2FE7F5C6BF1D6A5B and has %s is %s: %s",
  (type, kcv, status, what) => {
    const records = [
      { name: "old.json", it: recordOf(OLD, "2FE7F5C6BF1D6A5B") },
      { name: "new.json", it: recordOf(NEW, kcv, { at, type, setId: OLD }) },
    ];
    expect(auditGenerations(setsOf({ pbes: [], records }))).toMatchObject([
      { status, about: "new.json", fact: { what, older: "old.json" } },
    ]);
  },
);
