import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  bytesOf,
  type Card,
  checkCard,
  commitmentsFingerprint,
  createSet,
  fingerprintWords,
  formatCardString,
  formatCardText,
  formatRecord,
  headOf,
  parseCardString,
  parseCardText,
  parseRecord,
  rowsOf,
  type SchemeName,
  type SetRecord,
  SHEET_MARK,
  setIdOf,
  withEvent,
} from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import type { RandomSource } from "@dkek/foundation";
import { describe, expect, test } from "vitest";

/*
 * Every vector of docs/FORMATS.md, computed twice: by the program, which makes the two specimen sets
 * again from the same random numbers; and here, in a few lines for each part that use none of it.
 */

const PAGE = readFileSync(new URL("../../docs/FORMATS.md", import.meta.url), "utf8");
const BLOCKS = new Map(
  [...PAGE.matchAll(/^```(?:json|text) (\S+)\n([\s\S]*?)\n```$/gm)].map(([, name, text]) => [
    name ?? "",
    text ?? "",
  ]),
);
const used = new Set<string>();

function block(name: string): string {
  used.add(name);
  const text = BLOCKS.get(name);
  if (text === undefined) throw new Error(`the page has no block ${name}`);
  return text;
}

function json<Type>(name: string): Type {
  return JSON.parse(block(name)) as Type;
}

const PAGE_SETS = { p224: block("record-p224"), "sc-hsm": block("record-sc-hsm") };
const CARDS = { p224: block("card-p224"), "sc-hsm": block("card-sc-hsm") };
const SETS = json<{ pbe: string; setId: string; onCard: string; short: string }[]>("set-ids");

describe.each(["p224", "sc-hsm"] as const)("the specimen set %s, made again", (scheme) => {
  const made = makeSpecimen(scheme);

  test("has the .pbe, the card and the record of the page", async () => {
    const { pbe, cards, record } = await made;
    expect(hex(pbe)).toBe(SETS[scheme === "p224" ? 0 : 1]?.pbe);
    expect(formatCardText(cards[0] as Card)).toBe(`${CARDS[scheme]}\n`);
    expect(formatRecord(record)).toBe(`${PAGE_SETS[scheme]}\n`);
    expect(parseRecord(PAGE_SETS[scheme])).toEqual(record);
  });

  test("has the rows of the page, and they are a card of the set", async () => {
    const { cards, record } = await made;
    const lines = block(`rows-${scheme}`).split("\n");
    const card = cards[scheme === "p224" ? 0 : 1] as Card;
    const rows = rowsOf(card, card.about?.set as never).flatMap(({ part, rows }) =>
      rows.map((row, index) => `${part} row ${index + 1}: ${row}`),
    );
    expect(lines.slice(2).map((line) => line.toLowerCase())).toEqual(rows);
    expect(rows).toHaveLength(scheme === "p224" ? 21 : 8);
    expect(PAGE).toContain("21 rows for `p224`, 8 for `sc-hsm`");
    const read = parseCardText(lines.join("\n"));
    expect(hex(read.value.expose())).toBe(hex(card.value.expose()));
    expect(await checkCard(read, record)).toBe("intact");
  });

  test("its cards are intact by its record", async () => {
    const { record } = await made;
    expect(await checkCard(parseCardText(CARDS[scheme]), record)).toBe("intact");
  });

  test("no code of the scheme is longer than the page says", async () => {
    const [card] = (await made).cards;
    const about = { ...(card as Card).about, threshold: 255, total: 255, issue: 255 };
    const longest = formatCardString({ ...(card as Card), id: 255, about: about as never });
    expect(PAGE).toContain("170 characters for `p224`, 118 for `sc-hsm`");
    expect(longest).toHaveLength(scheme === "p224" ? 170 : 118);
  });
});

test("the text of a sheet is the card of its rows", async () => {
  const [sheet, rows] = ["sheet-sc-hsm", "rows-sc-hsm"].map((name) =>
    parseCardText(block(name)),
  ) as [Card, Card];
  expect([sheet.id, hex(sheet.value.expose())]).toEqual([rows.id, hex(rows.value.expose())]);
  expect(await checkCard(sheet, parseRecord(PAGE_SETS["sc-hsm"]))).toBe("intact");
  expect(PAGE).toContain(`the **mark** \`${SHEET_MARK}\``);
});

test("set IDs", () => {
  for (const { pbe, setId, onCard, short } of SETS) {
    expect(pbe).toHaveLength(2 * 64);
    expect(sha256(unhex(pbe))).toBe(setId);
    expect(setIdOf(unhex(pbe))).toBe(setId);
    expect([setId.slice(0, 20), setId.slice(0, 8)]).toEqual([onCard, short]);
  }
});

test("the checksum", () => {
  const vector = json<{ over: string; sha256: string; checksum: string }>("checksum");
  expect(sha256(vector.over)).toBe(vector.sha256);
  expect(vector.sha256.slice(0, 8).toUpperCase()).toBe(vector.checksum);
  expect(CARDS.p224.endsWith(`\n${vector.over}.${vector.checksum}`)).toBe(true);
});

describe("strings that are refused", () => {
  const refused = json<{ why: string; text: string; code: string }[]>("refused-strings");
  test.each(refused)("$why", ({ text, code }) => {
    expect(() => parseCardString(text)).toThrow(expect.objectContaining({ code }));
    const [body, checksum] = [text.slice(0, text.lastIndexOf(".")), text.split(".").at(-1)];
    const right = sha256(body).slice(0, 8).toUpperCase() === checksum;
    // By the checksum, where that is wrong; before it, where the parts are; else by what they say.
    if (code === "card-checksum") expect(right).toBe(false);
    else if (text.split(".").length === 10 && text === text.trim()) expect(right).toBe(true);
  });
});

describe("rows", () => {
  const LOGARITHMS = powersOfAlpha();

  test.each(json<{ data: string; check: string }[]>("check-digits"))(
    "$data with $check is 0 at 1, α and α²",
    ({ data, check }) => {
      const digits = [...(data + check)].map((digit) => Number.parseInt(digit, 16));
      for (const power of [0, 1, 2]) expect(valueAt(digits, power)).toBe(0);
    },
  );

  test("g(x) is the product that the page says", () => {
    // 1·x³ + 7x² + ex + 8, evaluated like a row.
    for (const power of [0, 1, 2]) expect(valueAt([1, 7, 0xe, 8], power)).toBe(0);
  });

  test.each(
    json<{ part: string; id: number; row: number; hashed: string; mask: string }[]>("masks"),
  )("the mask of $part row $row of card $id", ({ part, id, row, hashed, mask }) => {
    const set = SETS.find(({ onCard }) => hashed.includes(onCard))?.onCard ?? "";
    const place = Buffer.from([id, part.charCodeAt(0), row - 1]);
    expect(hashed).toBe(hex(Buffer.from("dkek/row/v1")) + set + hex(place));
    expect(hashed).toHaveLength(2 * 24);
    expect(sha256(unhex(hashed)).slice(0, 3)).toBe(mask);
  });

  test.each(["rows-p224", "rows-sc-hsm"])(
    "every row of %s is a code word under its mask",
    (name) => {
      const [set = "", id = "", ...rows] = block(name).split("\n");
      for (const line of rows) {
        const [, part = "", number, row = ""] = /^(\w+) row (\d+): (.*)$/.exec(line) ?? [];
        const place = [
          Number(id.split(": ")[1]),
          part.toLowerCase().charCodeAt(0),
          Number(number) - 1,
        ];
        const hashed = Buffer.from(
          `646b656b2f726f772f7631${set.split(": ")[1]}${hex(place)}`,
          "hex",
        );
        const mask = Number.parseInt(sha256(hashed).slice(0, 3), 16);
        const digits = [...row.replace(/[ ()]/g, "")].map((digit) => Number.parseInt(digit, 16));
        const masks = [mask >> 8, (mask >> 4) & 15, mask & 15];
        const word = digits.map((digit, place) => digit ^ (masks[place - 8] ?? 0));
        expect(word).toHaveLength(11);
        for (const power of [0, 1, 2]) expect(valueAt(word, power)).toBe(0);
      }
    },
  );

  /** All powers of α, α being 2: doubled, and reduced by α⁴ = α + 1. */
  function powersOfAlpha(): number[] {
    const powers = [1];
    for (let last = 1; powers.length < 15; powers.push(last)) {
      last = last < 8 ? 2 * last : (2 * last) ^ 0x13;
    }
    return powers;
  }

  /** The polynomial with these coefficients at α^power, by logarithms. */
  function valueAt(digits: readonly number[], power: number): number {
    return digits.reduce((sum, digit, place) => {
      const logarithm = LOGARITHMS.indexOf(digit) + power * (digits.length - 1 - place);
      return digit === 0 ? sum : sum ^ (LOGARITHMS[logarithm % 15] ?? 0);
    }, 0);
  }
});

describe("commitments, with a curve in a few lines", () => {
  // NIST P-224, from the standard (FIPS 186-4, D.1.2.2).
  const p = 2n ** 224n - 2n ** 96n + 1n;
  const n = 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn;
  const b = 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n;
  const G: Point = [
    0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  ];
  type Point = readonly [bigint, bigint] | undefined;
  const modulo = (number: bigint): bigint => ((number % p) + p) % p;

  const generator =
    json<Record<"hashed" | "sha256" | "x" | "y" | "point", string>>("second-generator");
  const H: Point = [BigInt(`0x${generator.x}`), BigInt(`0x${generator.y}`)];

  test("H comes from its label, at the first try", () => {
    const label = "dkek Pedersen generator H, P-224, v1\0";
    expect(PAGE).toContain(label.slice(0, -1));
    expect(generator.hashed).toBe(hex(Buffer.from(label)));
    expect(generator.sha256).toBe(sha256(label));
    expect(generator.x).toBe(generator.sha256.slice(0, 56));
    const [x, y] = H as [bigint, bigint];
    expect(x < p && y < p && y % 2n === 0n).toBe(true);
    expect(modulo(y * y)).toBe(modulo(x ** 3n - 3n * x + b));
    expect(generator.point).toBe(compressed(H));
  });

  const vector = json<{
    a: string[];
    b: string[];
    points: string[];
    card: { id: number; value: string; blinding: string; bothSides: string };
  }>("commitments");
  const number = (digits: string | undefined): bigint => BigInt(`0x${digits}`);
  const points = vector.a.map((a, k) => add(times(number(a), G), times(number(vector.b[k]), H)));

  test("the points are a_k·G + b_k·H, and those of the record", () => {
    expect(points.map(compressed)).toEqual(vector.points);
    expect(parseRecord(PAGE_SETS.p224).set.sharing).toMatchObject({ commitments: vector.points });
    expect(PAGE).toContain(`n = 0x${n.toString(16)}`);
  });

  test("the card is f(i) and g(i), and passes the check", () => {
    const { id, value, blinding, bothSides } = vector.card;
    const at = (polynomial: readonly string[]): bigint =>
      polynomial.reduce((sum, a, k) => sum + number(a) * BigInt(id) ** BigInt(k), 0n) % n;
    expect([at(vector.a), at(vector.b)]).toEqual([number(value), number(blinding)]);
    expect(compressed(add(times(number(value), G), times(number(blinding), H)))).toBe(bothSides);
    const sum = points.map((point, k) => times(BigInt(id) ** BigInt(k), point)).reduce(add);
    expect(compressed(sum)).toBe(bothSides);
    const parts = CARDS.p224.split(".");
    expect(parts.slice(7, 9)).toEqual([value.toUpperCase(), blinding.toUpperCase()]);
  });

  function compressed(point: Point): string {
    const [x, y] = point as [bigint, bigint];
    return `${y % 2n === 0n ? "02" : "03"}${x.toString(16).padStart(56, "0")}`;
  }

  function times(factor: bigint, point: Point): Point {
    let product: Point;
    for (const bit of factor.toString(2)) {
      product = add(product, product);
      if (bit === "1") product = add(product, point);
    }
    return product;
  }

  function add(one: Point, other: Point): Point {
    if (one === undefined || other === undefined) return one ?? other;
    const [[x1, y1], [x2, y2]] = [one, other];
    if (x1 === x2 && modulo(y1 + y2) === 0n) return undefined;
    const slope =
      x1 === x2
        ? (3n * x1 * x1 - 3n) * power(modulo(2n * y1), p - 2n)
        : (y2 - y1) * power(modulo(x2 - x1), p - 2n);
    const x = modulo(slope * slope - x1 - x2);
    return [x, modulo(slope * (x1 - x) - y1)];
  }

  function power(base: bigint, exponent: bigint): bigint {
    let result = 1n;
    for (const bit of exponent.toString(2)) {
      result = modulo(result * result);
      if (bit === "1") result = modulo(result * base);
    }
    return result;
  }
});

test("the salted hash of a card", () => {
  const { hashed, hash } = json<{ hashed: string; hash: string }>("card-hash");
  const [, , , , id, , , value = "", salt = ""] = CARDS["sc-hsm"].split("\n")[3]?.split(".") ?? [];
  const tag = hex(Buffer.from("dkek/card-hash/v1"));
  expect(hashed).toBe(`${tag}${SETS[1]?.setId}0${id}${(value + salt).toLowerCase()}`);
  expect(hashed).toHaveLength(2 * 74);
  expect(sha256(unhex(hashed))).toBe(hash);
  expect(JSON.parse(PAGE_SETS["sc-hsm"]).set.sharing.cardHashes[0]).toBe(hash);
});

describe("canonical JSON, chain and fingerprint", () => {
  const record = parseRecord(PAGE_SETS.p224);
  const [set, event] = [block("canonical-set"), block("canonical-event")];

  test("the canonical forms say what the record says, keys sorted, and nothing between", () => {
    const { hash: _, ...second } = record.events[1] ?? {};
    for (const [text, value] of [
      [set, record.set],
      [event, second],
    ] as const) {
      expect(JSON.parse(text)).toEqual(value);
      expect(JSON.stringify(sorted(value))).toBe(text);
    }
  });

  test("the hashes are those of these bytes", () => {
    const chain = json<{ set: string; secondEvent: string; head: string }>("chain");
    expect(sha256(set)).toBe(chain.set);
    expect(record.events[0]?.previous).toBe(chain.set);
    expect(sha256(event)).toBe(chain.secondEvent);
    expect(record.events[1]?.hash).toBe(chain.secondEvent);
    expect(record.events[2]?.previous).toBe(chain.secondEvent);
    expect(headOf(record)).toBe(chain.head);
    const { hash, ...last } = record.events[2] ?? {};
    expect(sha256(JSON.stringify(sorted(last)))).toBe(hash);
    expect(hash).toBe(chain.head);
  });

  test("the words are those of its first 20 bytes", () => {
    const { bytes, words } = json<{ bytes: string; words: string }>("fingerprint");
    expect(sha256(set).slice(0, 40)).toBe(bytes);
    expect(fingerprintWords(record).join(" ")).toBe(words);
    expect(hex(bytesOf(words.split(" ")))).toBe(bytes);
  });

  test.each(["p224", "sc-hsm"] as const)("the %s proofs in one number", (scheme) => {
    const vector = json<Record<SchemeName, string>>("commitments-fingerprint")[scheme];
    const { sharing } = parseRecord(PAGE_SETS[scheme]).set as Required<SetRecord["set"]>;
    expect(commitmentsFingerprint(sharing)).toBe(vector);
    const raw = JSON.parse(PAGE_SETS[scheme]).set.sharing;
    expect(sha256(unhex((raw.commitments ?? raw.cardHashes).join("")))).toBe(vector);
  });

  function sorted(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return Array.isArray(value) ? value.map(sorted) : value;
    }
    const members = Object.keys(value).sort();
    return Object.fromEntries(members.map((key) => [key, sorted(Reflect.get(value, key))]));
  }
});

test("every key and event of the JSON Schema is on the page", () => {
  const schema = readFileSync(new URL("../../docs/record.schema.json", import.meta.url), "utf8");
  const names = new Set<string>();
  JSON.parse(schema, (key, value) => {
    if (key === "properties") for (const name of Object.keys(value)) names.add(name);
    if (key === "const" && typeof value === "string") names.add(value);
    return value;
  });
  const explained = [...PAGE.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => code.split("."));
  expect(names.size).toBeGreaterThan(30);
  expect([...names].filter((name) => !explained.includes(name))).toEqual([]);
});

test("no vector on the page is left unchecked", () => {
  expect([...used].sort()).toEqual([...BLOCKS.keys()].sort());
  expect(PAGE.match(/^```\w/gm)).toHaveLength(BLOCKS.size);
});

/** 32 bytes a time, hashes of a label: nobody can take them for random. */
function specimenRandom(label: string): RandomSource {
  let number = 0;
  return (length) => {
    const hashes = Array.from({ length: Math.ceil(length / 32) }, () =>
      sha256(`dkek specimen ${label} ${number++}`),
    );
    return Uint8Array.from(unhex(hashes.join("")).subarray(0, length));
  };
}

async function makeSpecimen(scheme: SchemeName) {
  const custodians = scheme === "p224" ? { custodians: ["Ada", "Grace", "Zoë"] } : {};
  const made = await createSet(
    { scheme, threshold: 2, total: 3, ...custodians },
    {
      engine: inlineEngine({ iterations: 3 }),
      random: specimenRandom(scheme),
      now: new Date("2026-11-23T12:00:00Z"),
      program: "dkek 0.1.0",
      label: "SPECIMEN",
    },
  );
  if (scheme === "sc-hsm") return made;
  const dkekKcv = made.record.set.dkekShare.kcv;
  const events = [
    { at: "2026-11-23T13:00:00.000Z", type: "proofread", card: { id: 1, issue: 1 } },
    { at: "2026-11-24T08:00:00.000Z", type: "imported", hsm: "SPECIMEN00001", missing: 0, dkekKcv },
  ] as const;
  return { ...made, record: events.reduce(withEvent, made.record) };
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hex(bytes: Uint8Array | readonly number[]): string {
  return Buffer.from(bytes).toString("hex");
}

function unhex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}
