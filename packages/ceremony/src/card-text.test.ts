import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import invalid from "./card-text.invalid.json" with { type: "json" };
import { formatCardText, parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";

/** What `sc-hsm-tool` 0.23.0 showed for share 2 of a 3-of-5 set. */
const STOCK = `Prime       : dd:3c:21:e9:52:04:18:6b
Share ID    : 2
Share value : 2c:3a:e6:6d:5b:1c:79:64
`;
const PRIME = 0xdd3c21e95204186bn;
const VALUE = Uint8Array.from([0x2c, 0x3a, 0xe6, 0x6d, 0x5b, 0x1c, 0x79, 0x64]);

describe("a card from sc-hsm-tool's screen", () => {
  test("is read, and written again letter by letter", () => {
    const card = parseCardText(STOCK);
    expect(card.field.prime).toBe(PRIME);
    expect(card.id).toBe(2);
    expect(card.value.expose()).toEqual(VALUE);
    expect(formatCardText(card)).toBe(STOCK);
  });

  const variants: Record<string, string> = {
    "with CRLF": STOCK.replaceAll("\n", "\r\n"),
    "with old Mac line ends": STOCK.replaceAll("\n", "\r"),
    "without a last line end": STOCK.trimEnd(),
    "in upper case": STOCK.toUpperCase(),
    "without colons between the bytes": STOCK.replace(/([0-9a-f]{2}):/g, "$1"),
    "with spaces between the bytes": STOCK.replace(/([0-9a-f]{2}):/g, "$1 "),
    "with blanks around": STOCK.replace(/^|$/gm, "  "),
    "with a byte-order mark": `\uFEFF${STOCK}`,
    "in another order": STOCK.trimEnd().split("\n").reverse().join("\n"),
    "with the whole screen around it": `Share 2 of 5\n\n\n${STOCK}\n\nPlease note ALL values above and press <enter> when finished`,
    "with the escapes of a recording": `Press <enter> to continue\u001b[H\u001b[2J\u001b[3JPress <enter> to display key share 2 of 5\n\n\u001b[H\u001b[2J\u001b[3JShare 2 of 5\n\n\n${STOCK}`,
  };
  for (const [name, text] of Object.entries(variants)) {
    test(name, () => {
      const card = parseCardText(text);
      expect([card.field.prime, card.id, card.value.expose()]).toEqual([PRIME, 2, VALUE]);
    });
  }

  test("a value without its leading zero bytes, as the tool prints it, is filled up", () => {
    const card = parseCardText(STOCK.replace("2c:3a:", ""));
    expect(card.value.expose()).toEqual(Uint8Array.from([0, 0, ...VALUE.slice(2)]));
  });
});

test("all cards of all stock sets are read as their vectors say", () => {
  const { sets } = JSON.parse(
    readFileSync(new URL("../../../tests/vectors/pbe.json", import.meta.url), "utf8"),
  ) as { sets: StockSet[] };
  let seen = 0;
  for (const { primeHex, shares = [] } of sets) {
    for (const { id, valueDisplayed, valueHex } of shares) {
      const value = valueDisplayed ?? valueHex ?? "";
      const card = parseCardText(`Prime: ${primeHex}\nShare ID: ${id}\nShare value: ${value}\n`);
      expect(card.id).toBe(id);
      expect(`0x${primeHex}`).toBe(`0x${card.field.prime.toString(16)}`);
      expect(BigInt(`0x${Buffer.from(card.value.expose()).toString("hex")}`)).toBe(
        BigInt(`0x${value.replaceAll(":", "")}`),
      );
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(20);
});

interface StockSet {
  readonly primeHex?: string;
  readonly shares?: { id: number; valueDisplayed?: string; valueHex?: string }[];
}

describe("what is no card is refused, with the line", () => {
  for (const { name, text, code, message } of invalid.cases) {
    test(name, () => {
      const error = thrownBy(() => parseCardText(text));
      expect(error.code).toBe(code);
      expect(error.message).toContain(message);
      expect(error.hint).toBeDefined();
    });
  }

  test("no message gives away the value", () => {
    for (const { text } of invalid.cases) {
      const error = thrownBy(() => parseCardText(text));
      const said = `${error.message} ${error.hint}`;
      for (const run of text.match(/[0-9a-f]{2}(:[0-9a-f]{2})+|[0-9a-f]{6,}/gi) ?? []) {
        expect(said).not.toContain(run);
      }
    }
  });
});

test("whatever is thrown at it, it reads a card or throws a CeremonyError", () => {
  const line = fc.oneof(
    fc.constantFrom(...STOCK.split("\n")),
    fc
      .tuple(fc.constantFrom("Prime", "Share ID", "Share value"), fc.string())
      .map((p) => p.join(":")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(
      fc.array(line).map((lines) => lines.join("\n")),
      (text) => {
        try {
          expect(parseCardText(text).id).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(CeremonyError);
        }
      },
    ),
    { numRuns: 5000 },
  );
});

function thrownBy(action: () => unknown): CeremonyError {
  try {
    action();
  } catch (error) {
    if (error instanceof CeremonyError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
