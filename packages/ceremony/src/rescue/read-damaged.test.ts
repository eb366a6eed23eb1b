import { SecretBytes } from "@dkek/foundation";
import { primeField } from "@dkek/sss";
import { describe, expect, test } from "vitest";
import { formatCardText } from "../card-text.js";
import type { SetPrefix } from "../set-id.js";
import { readDamagedCard } from "./read-damaged.js";
import { readDigits } from "./read-digits.js";

const hex = (digits: readonly (number | undefined)[]): string =>
  digits.map((digit) => digit?.toString(16) ?? "?").join("");

describe("digits", () => {
  test.each([
    ["d7:1c:D0", "d71cd0", [2, 2, 2]],
    ["d71c d0a0-45b0", "d71cd0a045b0", [4, 4, 4]],
    ["d7 ?c _0 xy", "d7?c?0??", [2, 2, 2, 2]],
    ["O0 lI zZ sS q t", "00112255 97".replace(" ", ""), [2, 2, 2, 2, 1, 1]],
  ])("%s", (text, digits, groups) => {
    const read = readDigits(text);
    expect(hex(read.digits)).toBe(digits);
    expect(read.groups).toEqual(groups);
    expect(read.checks).toBeUndefined();
  });

  test("check digits in brackets belong to what stands before them", () => {
    const read = readDigits("2c3a e66d (4f1) 0?23 4567 [8 9 ?]");
    expect(hex(read.digits)).toBe("2c3ae66d0?234567");
    expect(read.groups).toEqual([8, 8]);
    expect(read.checks?.map(hex)).toEqual(["4f1", "89?"]);
  });
});

describe("a card", () => {
  const lines =
    "Prime       : dd:3c:21:e9:52:04:18:6b\r\nShare ID    : 1\r\nShare value : d7:1c:d?:a0:45:b0:d7:64\r\n";

  test("as it can be read", () => {
    const card = readDamagedCard(lines, "card-1.txt");
    expect(card).toMatchObject({ name: "card-1.txt", id: "1", sure: false });
    expect(hex(card.value.digits)).toBe("d71cd?a045b0d764");
    expect(hex(card.prime?.digits ?? [])).toBe("dd3c21e95204186b");
  });

  test("rows, with their check digits in brackets or without", () => {
    for (const [open, close] of [
      ["(", ")"],
      ["", ""],
    ]) {
      const lines = ["value row 2: 0123 456? ", "value row 1: 2c3a e66d "].map(
        (row, nth) => `${row}${open}${nth === 0 ? "89?" : "4f1"}${close}`,
      );
      const { value } = readDamagedCard(["Share ID: 1", ...lines].join("\n"), "a");
      expect(hex(value.digits)).toBe("2c3ae66d0123456?");
      expect(value.checks?.map(hex)).toEqual(["4f1", "89?"]);
    }
  });

  test("a row without check digits among others is one whose check digits can't be read", () => {
    const lines = ["value row 1: 2c3a e66d (4f1)", "value row 2: 0123 4567"];
    const { value } = readDamagedCard(lines.join("\n"), "a");
    expect(value.checks?.map(hex)).toEqual(["4f1", "???"]);
  });

  test("is what its code says, whatever became of its lines", () => {
    const field = primeField(0xdd3c21e95204186bn);
    const about = { set: "0123456789abcdef0123" as SetPrefix, threshold: 2, total: 3, issue: 1 };
    const value = SecretBytes.own(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const text = formatCardText({ field, id: 2, value, about });
    const card = readDamagedCard(text.replace("05:06", "0?:66"), "a");
    expect(card).toMatchObject({ sure: true, id: "2", threshold: 2 });
    expect(hex(card.value.digits)).toBe("0102030405060708");
    expect(hex(card.besideCode?.lines?.value.digits ?? [])).toBe("01020304" + "0?66" + "0708");
    expect(readDamagedCard(text, "a").besideCode).toBeUndefined();
    const [code = ""] = text.match(/^DKEK1.*$/m) ?? [];
    expect(readDamagedCard(code, "a").besideCode).toBeUndefined();
    const { besideCode } = readDamagedCard(`${code}\nSet: 0123`, "a");
    expect(besideCode).toEqual({ message: expect.stringMatching(/^line \d: |is missing$/) });
  });

  test("keeps what stands there: no zeros that were not written", () => {
    const card = readDamagedCard("Prime: dd3c21e95204186b\nShare ID: 010\nShare value: 1c", "a");
    expect(card.id).toBe("010");
    expect(hex(card.value.digits)).toBe("1c");
  });

  test("prime and ID may be missing, the share value not", () => {
    const card = readDamagedCard("Share value: 1c2d", "a");
    expect(card).toMatchObject({ id: "" });
    expect(card.prime).toBeUndefined();
    expect(() => readDamagedCard("Prime: dd3c\nShare ID: 1", "a")).toThrow("Share value");
    expect(() => readDamagedCard("Share value:\nShare ID: 1", "a")).toThrow("Share value");
  });

  test.each([
    ["Share value: 1c\nwhatever: 1", "line 2 is not part of a card"],
    ["Share value: 1c\nShare ID: 1\nshare id: 2", 'line 3: a second "share id"'],
  ])("what is none: %j", (text, message) => {
    expect(() => readDamagedCard(text, "a")).toThrow(message);
  });
});
