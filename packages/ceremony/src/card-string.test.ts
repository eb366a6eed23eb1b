import { createHash } from "node:crypto";
import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { formatCardString, parseCardString } from "./card-string.js";
import vectors from "./card-string.vectors.json" with { type: "json" };
import { parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";
import { createSet } from "./create-set.js";

const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };

describe.each(["p224", "sc-hsm"] as const)("the string of a %s card", (scheme) => {
  test("is read as what was written, in capitals and in small letters", async () => {
    using made = await createSet({ scheme, threshold: 3, total: 12 }, options);
    for (const card of made.cards) {
      const string = formatCardString(card);
      expect(inWords(parseCardString(string))).toEqual(inWords(card));
      expect(inWords(parseCardString(string.toLowerCase()))).toEqual(inWords(card));
    }
  });

  test("is of the QR code's alphanumeric alphabet, in its parts' order", async () => {
    using made = await createSet({ scheme, threshold: 2, total: 3 }, options);
    const [, second] = made.cards as [Card, Card];
    const string = formatCardString(second);
    // ISO/IEC 18004, 7.4.4, without the blank and the signs.
    expect(string).toMatch(/^[0-9A-Z.]+$/);
    const upperHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex").toUpperCase();
    expect(string.split(".")).toEqual([
      "DKEK1",
      createHash("sha256").update(made.pbe).digest("hex").slice(0, 20).toUpperCase(),
      "2",
      "3",
      "2",
      "1",
      scheme === "p224" ? "P224" : second.field.prime.toString(16).toUpperCase(),
      upperHex(second.value.expose()),
      upperHex(second.proof?.expose() ?? new Uint8Array()),
      checksum(string.slice(0, string.lastIndexOf("."))),
    ]);
  });

  test("any one character changed to any other is refused", async () => {
    using made = await createSet({ scheme, threshold: 2, total: 2 }, options);
    const [card] = made.cards as [Card];
    const string = formatCardString(card);
    const codes = new Set<string>();
    for (let place = 0; place < string.length; place++) {
      for (const character of "0123456789ABCDEFGZ. ") {
        if (character === string[place]) continue;
        const changed = string.slice(0, place) + character + string.slice(place + 1);
        codes.add(codeOf(changed));
      }
    }
    expect([...codes].sort()).toEqual([
      "card-checksum",
      "card-string-malformed",
      "card-version-unknown",
    ]);
  });
});

test("two neighbours swapped are refused", () => {
  for (const { string } of vectors.valid) {
    for (let place = 1; place < string.length; place++) {
      const [left, right] = [string[place - 1], string[place]];
      if (left === right) continue;
      const swapped = `${string.slice(0, place - 1)}${right}${left}${string.slice(place + 1)}`;
      expect(codeOf(swapped)).toMatch(/^card-(checksum|string-malformed|version-unknown)$/);
    }
  }
});

describe("the published vectors", () => {
  test.each(vectors.valid)("$name", ({ string, card }) => {
    expect(inWords(parseCardString(string))).toEqual(card);
    expect(formatCardString(parseCardString(string))).toBe(string);
  });

  test.each(vectors.invalid)("refused: $name", ({ string, code }) => {
    const error = refusalOf(() => parseCardString(string));
    expect(error.code).toBe(code);
    expect(error.hint).toBeDefined();
    for (const run of string.match(/[0-9A-F]{8,}/g) ?? []) {
      expect(`${error.message} ${error.hint}`.toUpperCase()).not.toContain(run);
    }
  });

  test("wrong content is refused for itself: its checksum is right", () => {
    // All that say `card-checksum`, are no card's code at all, or were changed outside the checksum.
    const outside = /^nothing$|another form|^no checksum|behind it|blank before|ligature/;
    const inside = vectors.invalid.filter(
      ({ name, code }) => code !== "card-checksum" && !outside.test(name),
    );
    expect(inside.length).toBeGreaterThan(50);
    for (const { string } of inside) {
      const end = string.lastIndexOf(".");
      expect(string.slice(end + 1)).toBe(checksum(string.slice(0, end)));
    }
  });
});

describe("a card that does not know enough of its set has no string", () => {
  const [known] = vectors.valid.map(({ string }) => parseCardString(string)) as [Card];
  const { about, ...bare } = known;

  test("a bare one", () => {
    expect(refusalOf(() => formatCardString(bare)).code).toBe("card-bare");
  });

  test.each(["threshold", "total", "issue"] as const)("one without %s", (left) => {
    const { [left]: _, ...others } = about ?? { set: "" as never };
    const card = { ...bare, about: others as NonNullable<Card["about"]> };
    expect(refusalOf(() => formatCardString(card)).code).toBe("card-bare");
  });

  test("one from sc-hsm-tool's screen", () => {
    const text = "Prime: dd3c21e95204186b\nShare ID: 2\nShare value: 2c3ae66d5b1c7964\n";
    expect(refusalOf(() => formatCardString(parseCardText(text))).code).toBe("card-bare");
  });
});

function inWords({ about, field, id, value, proof }: Card): object {
  const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");
  const prime = field.prime.toString(16);
  return { ...about, id, prime, value: hex(value.expose()), proof: hex(proof?.expose()) };
}

function checksum(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 8).toUpperCase();
}

function codeOf(string: string): string {
  return refusalOf(() => parseCardString(string)).code;
}

function refusalOf(action: () => unknown): CeremonyError {
  try {
    action();
  } catch (error) {
    if (error instanceof CeremonyError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
