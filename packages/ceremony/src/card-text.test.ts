import { readFileSync } from "node:fs";
import { inlineEngine } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { parseCardString } from "./card-string.js";
import invalid from "./card-text.invalid.json" with { type: "json" };
import { formatCardText, parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";
import { createSet } from "./create-set.js";

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

describe.each(["p224", "sc-hsm"] as const)("a %s card of dkek", (scheme) => {
  const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
  const made = createSet({ scheme, threshold: 2, total: 12 }, options);
  const textOf = async (place: number): Promise<[string, string, string, string]> => {
    const card = (await made).cards[place] as Card;
    const [prime, id, value, code, ...rest] = formatCardText(card).split("\n");
    expect(rest).toEqual([""]);
    return [prime, id, value, code] as [string, string, string, string];
  };

  test("is three lines for sc-hsm-tool and its code, read as one card", async () => {
    for (const card of (await made).cards) {
      const text = formatCardText(card);
      const read = parseCardText(text);
      expect(read).toMatchObject({ id: card.id, field: card.field, about: card.about });
      expect(read.value.expose()).toEqual(card.value.expose());
      expect(read.proof?.expose()).toEqual(card.proof?.expose());
      expect(formatCardText(read)).toBe(text);
      // The prompt of the stock tool takes no more.
      const [prime = "", , value = ""] = text.split("\n").map((line) => line.split(": ")[1]);
      expect([prime.length, value.length].every((length) => length < 63)).toBe(true);
      expect(prime.includes(":")).toBe(scheme === "sc-hsm");
    }
  });

  test("is whole with its code alone; bare with its lines alone", async () => {
    const [prime, id, value, code] = await textOf(10);
    const [whole, bare] = [
      parseCardText(` ${code}\r\n`),
      parseCardText([prime, id, value].join("\n")),
    ];
    expect(whole).toEqual(parseCardString(code));
    expect(whole.proof).toBeDefined();
    expect([bare.proof, bare.about]).toEqual([undefined, undefined]);
    expect([bare.id, bare.value.expose()]).toEqual([11, whole.value.expose()]);
  });

  test("is bare with its lines and its set, and belongs to the set", async () => {
    const [prime, id, value, code] = await textOf(0);
    const set = code.split(".")[1];
    expect(parseCardText([`Set: ${set}`, prime, id, value].join("\n")).about).toEqual({
      set: set?.toLowerCase(),
    });
    const bad = thrownBy(() => parseCardText([prime, id, value, "Set: 1234"].join("\n")));
    expect([bad.code, bad.message]).toEqual(["card-bad-set", "line 4: set: not 20 hex digits"]);
  });

  test("contradicts the lines or the code of another card", async () => {
    const [[prime, id, value, code], [, otherId, otherValue, otherCode]] = [
      await textOf(0),
      await textOf(1),
    ];
    const otherPrime = "Prime: dd:3c:21:e9:52:04:18:6b";
    const cases: [string, string[]][] = [
      ["share ID", [prime, id, value, otherCode]],
      ["share ID", [prime, otherId, value, code]],
      ["share value", [prime, id, otherValue, code]],
      ["prime", [otherPrime, id, "Share value: 01", code]],
      ["set", [prime, id, value, code, "Set: 0123 4567 89ab cdef 0123"]],
    ];
    for (const [what, lines] of cases) {
      const error = thrownBy(() => parseCardText(lines.join("\n")));
      expect(error.code).toBe("card-contradiction");
      expect(error.message).toBe(`the code and the lines differ in the ${what}`);
    }
  });

  test("is refused with a second code, and with lines that are not whole", async () => {
    const [prime, id, , code] = await textOf(0);
    const error = thrownBy(() => parseCardText(`${code}\n\n${code}`));
    expect([error.code, error.message]).toEqual(["card-line-twice", 'line 3: a second "code"']);
    expect(thrownBy(() => parseCardText([prime, id, code].join("\n"))).code).toBe(
      "card-line-missing",
    );
  });

  test("is refused with a code that was not read right, whatever the lines say", async () => {
    const [prime, id, value, code] = await textOf(0);
    const misread = code.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
    const error = thrownBy(() => parseCardText([prime, id, value, misread].join("\n")));
    expect(error.code).toBe("card-checksum");
  });
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
