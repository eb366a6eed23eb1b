import { createHash } from "node:crypto";
import { inlineEngine, PbeError, parsePbe } from "@dkek/dkek-file";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { rowsOf } from "./card-rows.js";
import { formatCardString, parseCardString } from "./card-string.js";
import { formatCardText, parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";
import { createSet } from "./create-set.js";
import { withEvent } from "./record/chain.js";
import { formatRecord, parseRecord } from "./record/parse-record.js";

/** Some 70,000 inputs. Key backups have their own in `dkek-file`. */
const options = { engine: inlineEngine({ iterations: 3 }), program: "test" };
const p224 = await createSet({ scheme: "p224", threshold: 3, total: 4 }, options);
const scHsm = await createSet(
  { scheme: "sc-hsm", threshold: 2, total: 3, custodians: ["Ada", "Bob", "Eve"] },
  options,
);
const cards = [...p224.cards, ...scHsm.cards];
const STRINGS = cards.map(formatCardString);
const TEXTS = [...cards.map(formatCardText), ...cards.map(typed)];
const LINES = TEXTS.flatMap((text) => text.split("\n"));
const RECORDS = [p224.record, scHsm.record].map((record) => {
  const at = "2026-11-23T12:00:00Z";
  const noted = withEvent(record, { at, type: "noted", text: "Zwölf Boxkämpfer" });
  const cards = [{ id: 1, issue: 1 }];
  return formatRecord(withEvent(noted, { at, type: "verified", cards }));
});

const CARD_STRING_CODES = [
  "card-version-unknown",
  "card-string-malformed",
  "card-checksum",
  "card-bad-prime",
];
const RECORD_CODES = ["record-malformed", "record-version-unknown", "record-chain-broken"];
const PBE_CODES = ["pbe-too-short", "pbe-too-long", "pbe-wrong-magic"];
const MESSAGE_MAX_CHARACTERS = 1000;

type Outcome = "read" | string;

/** What comes of an input; anything undocumented is thrown on. Without `expect`, for speed. */
function outcomeOf(read: () => unknown, documented: (code: string) => boolean): Outcome {
  try {
    read();
    return "read";
  } catch (error) {
    if (!(error instanceof CeremonyError || error instanceof PbeError)) throw error;
    const said = `${error.message}${error.hint ?? ""}`;
    if (!documented(error.code) || said.length > MESSAGE_MAX_CHARACTERS) throw error;
    return error.code;
  }
}

const card = (text: string): Outcome =>
  outcomeOf(
    () => requireCard(parseCardText(text)),
    (code) => code.startsWith("card-") && code !== "card-bare",
  );
const string = (text: string): Outcome =>
  outcomeOf(
    () => requireCard(parseCardString(text)),
    (code) => CARD_STRING_CODES.includes(code),
  );
const record = (text: string): Outcome =>
  outcomeOf(
    // What was read is written and read again as itself.
    () => parseRecord(formatRecord(parseRecord(text))),
    (code) => RECORD_CODES.includes(code),
  );
const pbe = (bytes: Uint8Array): Outcome =>
  outcomeOf(
    () => parsePbe(bytes),
    (code) => PBE_CODES.includes(code),
  );

function requireCard({ field, id, value }: Card): void {
  const number = BigInt(`0x${Buffer.from(value.expose()).toString("hex")}`);
  if (!(id >= 1 && id <= 255 && number < field.prime)) throw new Error("no card");
}

/** A few characters overwritten, cut out and put in, at places of their own. */
const mutated = (texts: readonly string[], unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.record({ place: fc.nat(4096), remove: fc.nat({ max: 3 }), insert: unit }), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([text, changes]) =>
      changes.reduce((changed, { place, remove, insert }) => {
        const at = place % (changed.length + 1);
        return changed.slice(0, at) + insert + changed.slice(at + remove);
      }, text),
    );

const anything = fc.string({ unit: "binary", maxLength: 60 });
const near = fc.oneof(
  fc.constantFrom(..."0123456789abcdefABCDEF.: \n\t\r()-ﬀK\u0000\u001b"),
  fc.string({ unit: "binary", maxLength: 3 }),
);

function run<T>(runs: number, input: fc.Arbitrary<T>, parse: (input: T) => Outcome): Set<Outcome> {
  const outcomes = new Set<Outcome>();
  fc.assert(
    fc.property(input, (each) => void outcomes.add(parse(each))),
    { numRuns: runs },
  );
  return outcomes;
}

describe("cards as text", () => {
  test("random text", () => {
    run(5_000, anything, card);
  });

  test("lines of cards in any number and order, and with anything behind their names", () => {
    const name = fc.oneof(
      fc.constantFrom("Prime", "Share ID", "Share value", "Set"),
      fc
        .tuple(fc.constantFrom("Prime", "Value", "Blinding", "Salt"), fc.nat(100))
        .map(([part, number]) => `${part} row ${number}`),
    );
    const line = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...LINES, ...STRINGS) },
      fc.tuple(name, fc.oneof(anything, fc.constantFrom(...LINES))).map((pair) => pair.join(": ")),
    );
    const text = fc.array(line, { maxLength: 24 }).map((lines) => lines.join("\n"));
    expect(run(10_000, text, card).size).toBeGreaterThan(4);
  });

  test("genuine ones, changed", () => {
    const outcomes = run(10_000, mutated(TEXTS, near), card);
    expect([...outcomes]).toEqual(expect.arrayContaining(["read", "card-row-wrong"]));
  });

  test.each([
    ["a value of a million digits", `${LINES[0]}\n${LINES[1]}\nShare value: ${"a".repeat(1e6)}`],
    ["a prime of a million digits", `Prime: ${"f".repeat(1e6)}\n${LINES[1]}\n${LINES[2]}`],
    ["a million blanks in a name", `Share${" ".repeat(1e6)}ID: 1`],
    ["a million blanks in a value", `${LINES[0]}\n${LINES[1]}\nShare value: a${" ".repeat(1e6)}`],
    ["colons", `Prime: ${":".repeat(1e6)}`],
    ["escapes", "\u001b[".repeat(5e5)],
    ["one escape", `\u001b[${"0;".repeat(5e5)}`],
    ["empty lines", "\n".repeat(2e5)],
    [
      "one row over and over",
      `Set: ${"0".repeat(20)}\nShare ID: 1\n${"Salt row 1: 0\n".repeat(5e4)}`,
    ],
    ["a long row", `Set: ${"0".repeat(20)}\nShare ID: 1\nValue row 1: ${"0".repeat(1e6)}`],
    ["a long string", `DKEK1.${"A.".repeat(5e5)}`],
  ])("very much of it: %s", (_, text) => {
    expect(card(text)).not.toBe("read");
  });
});

describe("strings of QR codes", () => {
  test("random text, with and without a genuine beginning", () => {
    const text = fc
      .tuple(fc.constantFrom("", "DKEK1.", "DKEK2.", ...STRINGS), fc.nat(200), anything)
      .map(([start, length, rest]) => start.slice(0, length) + rest);
    run(10_000, text, string);
  });

  test("genuine ones, changed", () => {
    run(5_000, mutated(STRINGS, near), string);
  });

  test("genuine ones, changed under a right checksum", () => {
    const part = fc.oneof(
      fc.constantFrom(...STRINGS.flatMap((each) => each.split("."))),
      fc.constantFrom("", "0", "00", "256", "P224", "FF", "0101", "FFFFFFFB"),
      fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), maxLength: 60 }),
      near,
    );
    const text = fc
      .tuple(
        fc.constantFrom(...STRINGS),
        fc.array(fc.tuple(fc.nat(8), part), { minLength: 1, maxLength: 2 }),
      )
      .map(([whole, changes]) => {
        const parts = whole.split(".").slice(0, -1);
        const body = changes.reduce((all, [at, each]) => all.with(at, each), parts).join(".");
        const sum = createHash("sha256").update(body.toUpperCase()).digest("hex").slice(0, 8);
        return `${body}.${sum}`;
      });
    const outcomes = run(10_000, text, string);
    // That cards were read shows that the checksum is no obstacle here.
    expect([...outcomes]).toEqual(expect.arrayContaining(["read", "card-string-malformed"]));
    expect(outcomes).toContain("card-bad-prime");
  });
});

describe("records", () => {
  test("random text, random JSON", () => {
    run(5_000, fc.oneof(anything, fc.json({ maxDepth: 6 })), record);
  });

  test("genuine ones, changed letter by letter", () => {
    const outcomes = run(5_000, mutated(RECORDS, near), record);
    expect([...outcomes]).toEqual(expect.arrayContaining(["read", "record-chain-broken"]));
  });

  test("genuine ones, with anything at any place", () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(-0, -1, 0.5, 1e308, 255, 256, "", "__proto__", {}, [], null, true),
    );
    const key = fc.constantFrom("__proto__", "constructor", "toString", "hash", "set", "events");
    const text = fc
      .tuple(fc.constantFrom(...RECORDS), fc.nat(), value, fc.option(key))
      .map(([whole, place, each, added]) => {
        const json = JSON.parse(whole);
        const holders = objectsIn(json);
        const holder = holders[place % holders.length] as Record<string, unknown>;
        const names = Object.keys(holder);
        const name = added ?? names[(place >> 8) % names.length] ?? "0";
        Object.defineProperty(holder, name, { value: each, enumerable: true, configurable: true });
        return JSON.stringify(json);
      });
    expect([...run(5_000, text, record)]).toContain("record-malformed");
  });

  test.each(["__proto__", "constructor", "toString", "unheard-of"])("a key too many: %s", (key) => {
    for (const whole of RECORDS) {
      for (const start of ['{\n  "format"', '"set": {', '"dkekShare": {', '"sharing": {']) {
        const more = start.replace("{", `{"${key}": {"a": 1}, `);
        expect(record(whole.replace(start, more))).toBe("record-malformed");
      }
    }
  });

  const [genuine = ""] = RECORDS;
  const inPlaceOf = (key: string, text: string): string =>
    genuine.replace(new RegExp(`"${key}": ("[^"]*"|\\[[^\\]]*\\])`), `"${key}": ${text}`);

  test.each([
    ["arrays in arrays", "[".repeat(1e5) + "]".repeat(1e5)],
    ["arrays in arrays, not closed", "[".repeat(1e6)],
    ["objects in objects", `${'{"set":'.repeat(1e5)}1${"}".repeat(1e5)}`],
    ["depth in the label", inPlaceOf("label", "[".repeat(1e5) + "]".repeat(1e5))],
    ["a long label", inPlaceOf("label", `"${"x".repeat(1e6)}"`)],
    ["a long format", inPlaceOf("format", `"${"x".repeat(1e6)}"`)],
    ["a long scheme", inPlaceOf("scheme", `"${"x".repeat(1e6)}"`)],
    ["a long type of an event", inPlaceOf("type", `"${"x".repeat(1e6)}"`)],
    ["a long key", genuine.replace('"label"', `"${"x".repeat(1e6)}": 1, "label"`)],
    ["many commitments", inPlaceOf("commitments", `[${'"00",'.repeat(2e5)}"00"]`)],
    ["many events", inPlaceOf("events", `[${"{},".repeat(2e5)}{}]`)],
    ["many keys", `{${Array.from({ length: 1e5 }, (_, key) => `"${key}":1`).join()}}`],
    ["a long number", genuine.replace('"version": 1', `"version": 1${"0".repeat(1e6)}`)],
  ])("very much of it: %s", (_, text) => {
    expect(text.length).toBeGreaterThan(1e5);
    expect(record(text)).not.toBe("read");
  });
});

describe(".pbe files", () => {
  test("random bytes", () => {
    run(5_000, fc.uint8Array({ maxLength: 130 }), pbe);
  });

  test("genuine ones, changed, cut and made longer", () => {
    const bytes = fc
      .tuple(fc.nat(80), fc.nat(63), fc.nat(255), fc.uint8Array({ maxLength: 4 }))
      .map(([length, at, byte, more]) => {
        const changed = Uint8Array.from(p224.pbe).with(at, byte);
        return Uint8Array.from([...changed.subarray(0, length), ...more]);
      });
    expect([...run(5_000, bytes, pbe)].sort()).toEqual([...PBE_CODES, "read"].sort());
  });
});

function objectsIn(json: unknown): object[] {
  if (typeof json !== "object" || json === null) return [];
  return [json, ...Object.values(json).flatMap(objectsIn)];
}

function typed(card: Card): string {
  if (card.about === undefined) throw new Error("a bare card");
  const { set } = card.about;
  const rows = rowsOf(card, set).flatMap(({ part, rows }) =>
    rows.map((row, index) => `${part} row ${index + 1}: ${row}`),
  );
  return [`Set: ${set}`, `Share ID: ${card.id}`, ...rows].join("\n");
}
