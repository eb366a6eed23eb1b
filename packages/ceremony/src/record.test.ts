import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CeremonyError } from "./ceremony-error.js";
import {
  formatRecord,
  parseRecord,
  requireRecordOf,
  type SetRecord,
  withImport,
} from "./record.js";
import { parseSetId, type SetId } from "./set-id.js";

const setId = parseSetId("ab".repeat(32)) as SetId;
const TEXT = `{
  "version": 0,
  "setId": "${setId}",
  "label": "Root CA",
  "created": "2026-11-23T12:00:00.000Z",
  "sharing": {
    "scheme": "sc-hsm",
    "prime": "dd3c21e95204186b",
    "threshold": 3,
    "total": 5
  },
  "dkekShare": {
    "index": 1,
    "of": 2,
    "kcv": "2FE7F5C6BF1D6A5B"
  },
  "dkekKcv": "40D4F4DC00C72FCB",
  "imports": [
    {
      "at": "2026-11-23T13:00:00.000Z",
      "hsm": "ZZVIRT00001",
      "missing": 1
    }
  ]
}
`;
const record: SetRecord = parseRecord(TEXT);

test("what is written is what was read, keys in their order", () => {
  const { imports, setId, version, ...rest } = record;
  expect(formatRecord({ imports, ...rest, version, setId })).toBe(TEXT);
});

describe("a damaged record is refused, with the place", () => {
  const changed = (change: (json: Record<string, never>) => unknown): string => {
    const json = JSON.parse(TEXT);
    change(json);
    return JSON.stringify(json);
  };
  test.each([
    ["not JSON", TEXT.slice(0, 100), "record-malformed", "not JSON"],
    ["not an object", "[]", "record-malformed", ""],
    [
      "a later version",
      TEXT.replace('"version": 0', '"version": 7'),
      "record-version-unknown",
      "7",
    ],
    [
      "a key more",
      TEXT.replace('"label"', '"password": "x", "label"'),
      "record-malformed",
      "password",
    ],
    ["a set ID too short", TEXT.replace("abab", "ab"), "record-malformed", "setId"],
    ["a KCV with a letter O", TEXT.replace("40D4", "4OD4"), "record-malformed", "dkekKcv"],
    [
      "threshold above total",
      TEXT.replace('"total": 5', '"total": 2'),
      "record-malformed",
      "sharing",
    ],
    ["share 3 of 2", TEXT.replace('"index": 1', '"index": 3'), "record-malformed", "dkekShare"],
    [
      "a missing part",
      changed((json) => delete json["dkekShare"]),
      "record-malformed",
      "dkekShare",
    ],
    ["no date", TEXT.replace("2026-11-23T12", "yesterday"), "record-malformed", "created"],
  ])("%s", (_name, text, code, place) => {
    expect(() => parseRecord(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(place) }),
    );
  });

  test("whatever it is, it is a CeremonyError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => parseRecord(text)).toThrow(CeremonyError);
      }),
      { numRuns: 2000 },
    );
  });
});

test("the record of another set is refused", () => {
  const other = parseSetId("cd".repeat(32)) as SetId;
  expect(() => requireRecordOf(record, setId)).not.toThrow();
  expect(() => requireRecordOf(record, other)).toThrow(/set abababab.*set cdcdcdcd/);
});

test("an import is noted behind the earlier ones", () => {
  const entry = { at: "2026-11-24T08:00:00.000Z", hsm: "ZZVIRT00001", missing: 0 };
  const next = withImport(record, entry);
  expect(next.imports).toEqual([...record.imports, entry]);
  expect(next.dkekKcv).toBe(record.dkekKcv);
  expect(record.imports).toHaveLength(1);
});
