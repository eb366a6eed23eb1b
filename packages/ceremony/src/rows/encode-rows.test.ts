import { hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CeremonyError } from "../ceremony-error.js";
import type { SetId } from "../set-id.js";
import { checkRow } from "./check-row.js";
import { encodeRows } from "./encode-rows.js";
import type { RowPart } from "./row-place.js";
import vectors from "./rows.vectors.json" with { type: "json" };

describe("rows as another Reed-Solomon implementation and another SHA-256 make them", () => {
  for (const { name, bytes, setId, shareId, part, rows } of vectors.cases) {
    test(name, () => {
      const place = { setId: known(setId), shareId, part: part as RowPart };
      expect(encodeRows(hexToBytes(bytes), place)).toEqual(rows);
      // The same rows are accepted, and give the bytes back.
      const digits = rows.map((row, index) => {
        const partBytes = { [part]: bytes.length / 2 };
        const verdict = checkRow(row, { ...place, index }, { partBytes, shareIds: [] });
        return verdict.ok ? verdict.digits : verdict.what;
      });
      expect(digits.join("")).toBe(bytes);
    });
  }
});

test("all lengths come back, for every place", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom<RowPart>("prime", "value", "blinding", "salt"),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (bytes, shareId, part, id) => {
        const place = { setId: known(Buffer.from(id).toString("hex")), shareId, part };
        const digits = encodeRows(bytes, place).map((row, index) => {
          const around = { partBytes: { [part]: bytes.length }, shareIds: [] };
          const verdict = checkRow(row, { ...place, index }, around);
          return verdict.ok ? verdict.digits : verdict.what;
        });
        expect(digits.join("")).toBe(Buffer.from(bytes).toString("hex"));
      },
    ),
  );
});

test("of the set ID, 80 bits count", () => {
  const value = Uint8Array.of(1, 2, 3, 4);
  const rows = (setId: string) =>
    encodeRows(value, { setId: known(setId), shareId: 1, part: "value" });
  const setId = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  expect(rows(`${setId.slice(0, 20)}${"0".repeat(44)}`)).toEqual(rows(setId));
  expect(rows(`${setId.slice(0, 19)}0${setId.slice(20)}`)).not.toEqual(rows(setId));
});

describe("what no card has is refused", () => {
  const setId = known("00".repeat(32));
  const cases = [
    { name: "share ID 0", bytes: 4, shareId: 0 },
    { name: "share ID 256", bytes: 4, shareId: 256 },
    { name: "share ID 1.5", bytes: 4, shareId: 1.5 },
    { name: "no bytes", bytes: 0, shareId: 1 },
    { name: "more than 1024 bytes", bytes: 1025, shareId: 1 },
  ];
  for (const { name, bytes, shareId } of cases) {
    test(name, () => {
      try {
        encodeRows(new Uint8Array(bytes), { setId, shareId, part: "value" });
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(CeremonyError);
        expect((error as CeremonyError).code).toBe("row-bad-place");
      }
    });
  }
});

function known(text: string): SetId {
  expect(text).toMatch(/^[0-9a-f]{64}$/);
  return text as SetId;
}
