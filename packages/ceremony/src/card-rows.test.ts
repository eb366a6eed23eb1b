import { createHash } from "node:crypto";
import { inlineEngine } from "@dkek/dkek-file";
import type { RandomSource } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { rowsOf } from "./card-rows.js";
import { formatCardString } from "./card-string.js";
import { parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";
import { checkCard } from "./check-card.js";
import { createSet, type NewSet } from "./create-set.js";
import { encodeRows } from "./rows/encode-rows.js";
import type { SchemeName } from "./scheme.js";

/** Two sets, always the same, so that no test depends on luck. */
const first = { p224: await setOf("p224", "first"), "sc-hsm": await setOf("sc-hsm", "first") };
const other = { p224: await setOf("p224", "other"), "sc-hsm": await setOf("sc-hsm", "other") };

describe.each(["p224", "sc-hsm"] as const)("the rows of a %s card", (scheme) => {
  const { cards, record } = first[scheme];
  const [card, next] = cards as unknown as [Card, Card];
  const lines = typed(card);
  const proof = scheme === "p224" ? "Blinding" : "Salt";

  test("hold the card's digits, eight to a row", () => {
    const parts = rowsOf(card, setOfCard(card));
    const digits = parts.map(({ rows }) => rows.map((row) => row.slice(0, 9).replace(" ", "")));
    expect(digits.map((rows) => rows.join(""))).toEqual([
      card.field.prime.toString(16),
      hex(card.value.expose()),
      hex(card.proof?.expose() ?? new Uint8Array()),
    ]);
    expect(parts.map(({ part }) => part)).toEqual(["prime", "value", proof.toLowerCase()]);
    expect(parts.map(({ rows }) => rows.length)).toEqual(scheme === "p224" ? [7, 7, 7] : [2, 2, 4]);
  });

  test("are read as the card they are of, which the record proves", async () => {
    const read = parseCardText(lines.join("\n"));
    expect(read).toMatchObject({ id: card.id, field: card.field });
    expect(read.value.expose()).toEqual(card.value.expose());
    expect(read.proof && hex(read.proof.expose())).toBe(card.proof && hex(card.proof.expose()));
    expect(read.about).toEqual({ set: card.about?.set });
    expect(await checkCard(read, record)).toBe("intact");
  });

  test("in any order, in capitals, with anything people put between digits", () => {
    const variants = [
      lines.toReversed().join("\r\n"),
      lines.join("\n").toUpperCase(),
      lines.join("\n").replace(/[()]/g, ""),
      lines.join("\n").replace(/ \(/g, "-("),
      lines.map((line) => `  ${line.replace(" row ", "  row\t")}  `).join("\n"),
    ];
    for (const text of variants) {
      expect(parseCardText(text).value.expose()).toEqual(card.value.expose());
    }
  });

  test("without those of the proof they are a card that can't be proven", async () => {
    const read = parseCardText(without(lines, `${proof} row`).join("\n"));
    expect(read.value.expose()).toEqual(card.value.expose());
    expect(read.proof).toBeUndefined();
    expect(await checkCard(read, record)).toBe("no-proof");
  });

  test("beside their code they must say the same", () => {
    const code = formatCardString(card);
    expect(parseCardText([...lines, code].join("\n")).about?.issue).toBe(1);
    const proofless = without(lines, `${proof} row`);
    expect(parseCardText([code, ...proofless].join("\n")).proof).toBeDefined();
    const contradicting = refusalOf([...lines, formatCardString(next)]);
    expect(contradicting.code).toBe("card-contradiction");
    expect(contradicting.message).toContain("share ID");
  });

  test("beside their code: another proof, another set", () => {
    const swapped = { ...card, ...(next.proof === undefined ? {} : { proof: next.proof }) };
    const set = setOfCard(other[scheme].cards[0] as Card);
    const elsewhere = { ...card, about: { ...card.about, set } };
    const [a, b] = [swapped, elsewhere].map((wrong) =>
      refusalOf([...lines, formatCardString(wrong)]),
    );
    expect(a).toMatchObject({ code: "card-contradiction" });
    expect(a?.message).toContain("blinding or salt");
    expect(b).toMatchObject({ code: "card-contradiction" });
    expect(b?.message).toContain("set");
  });

  test.each(["Set", "Share ID"])("without the line %s nothing can be checked", (label) => {
    const error = refusalOf(without(lines, `${label}:`));
    expect(error.code).toBe("card-line-missing");
    expect(error.message).toContain(label);
  });

  test("any one missing is named", () => {
    for (const line of lines.filter((each) => each.includes(" row "))) {
      const name = nameOf(line);
      const error = refusalOf(without(lines, `${line}`));
      expect([name, error.code, error.message]).toEqual([
        name,
        "card-row-missing",
        `${name} is missing`,
      ]);
    }
  });

  test("any one given twice is named, with its line", () => {
    for (const line of lines.filter((each) => each.includes(" row "))) {
      const error = refusalOf([...lines, line]);
      const place = lines.indexOf(line) + 1;
      expect(error.code).toBe("card-row-missing");
      expect(error.message).toBe(
        `line ${place}: ${nameOf(line)}: ${nameOf(line)} stands there twice`,
      );
    }
  });

  test.each([
    "Value row 0: 2c3a e66d (4f1)",
    `${proof} row 9: 2c3a e66d (4f1)`,
    `${scheme === "p224" ? "Salt" : "Blinding"} row 1: 2c3a e66d (4f1)`,
  ])("one that such a card does not have is refused: %s", (stray) => {
    const error = refusalOf([...lines, stray]);
    expect(error.code).toBe("card-row-wrong");
    expect(error.message).toContain(`line ${lines.length + 1}: ${nameOf(stray)}`);
  });

  test("a row of another place, card or set is refused where it stands", () => {
    const inPlace = (text: string) =>
      lines.map((line) => (nameOf(line) === "value row 2" ? text : line));
    const rowOf = (from: readonly string[], name: string) =>
      `Value row 2: ${from.find((line) => nameOf(line) === name)?.split(": ")[1]}`;
    const ownOther = refusalOf(inPlace(rowOf(lines, "value row 1")));
    const ofNext = refusalOf(inPlace(rowOf(typed(next), "value row 2")));
    const ofOther = refusalOf(inPlace(rowOf(typed(other[scheme].cards[0] as Card), "value row 2")));
    const line = inPlace("").indexOf("") + 1;
    for (const error of [ownOther, ofNext, ofOther]) {
      expect(error.code).toBe("card-row-wrong");
      expect(error.message).toContain(`line ${line}: value row 2: `);
    }
    expect(ownOther.message).toContain("row 1 of the share value of this card");
  });

  test("under another ID or another set they are refused at the first", () => {
    for (const line of ["Share ID: 2", `Set: ${setOfCard(other[scheme].cards[0] as Card)}`]) {
      const label = line.split(":")[0] as string;
      const error = refusalOf(lines.map((each) => (each.startsWith(`${label}:`) ? line : each)));
      expect(error.code).toBe("card-row-wrong");
      expect(error.message).toContain("prime row 1");
    }
  });

  test.each(["", "8c5f0b6e", "8c5f0b6e2a91d3744e07f", "8c5f0b6e2a91d3744e0g"])(
    "a set that is not 20 digits: %j",
    (set) => {
      const error = refusalOf(
        lines.map((line) => (line.startsWith("Set:") ? `Set: ${set}` : line)),
      );
      expect(error.code).toBe("card-bad-set");
      expect(error.message).toContain("line 1: set");
    },
  );

  test("digits that look like others are named with what belongs there", () => {
    const row = lines.findIndex((line) => nameOf(line) === "value row 1");
    const [label, digits] = (lines[row] as string).split(": ") as [string, string];
    const error = refusalOf(lines.with(row, `${label}: O${digits.slice(1)}`));
    expect(error.code).toBe("card-row-wrong");
    expect(error.message).toContain('value row 1: digit 1 is "O"');
    expect(error.hint).toContain(`call for ${digits[0]} there`);
  });
});

test("the last prime row and the last value row both left out: no shorter card comes of it", () => {
  // Half a prime is a prime now and then; this is the largest of 32 bits.
  const [card] = first["sc-hsm"].cards as unknown as [Card];
  const place = { setId: setOfCard(card), shareId: card.id };
  const prime = encodeRows(Uint8Array.of(0xff, 0xff, 0xff, 0xfb), { ...place, part: "prime" });
  const value = encodeRows(Uint8Array.of(0x2c, 0x3a, 0xe6, 0x6d), { ...place, part: "value" });
  const rows = [`Prime row 1: ${prime[0]}`, `Value row 1: ${value[0]}`];
  const error = refusalOf([`Set: ${place.setId}`, `Share ID: ${card.id}`, ...rows]);
  expect(error.code).toBe("card-row-missing");
});

describe("rows with right check digits over what no card can have are refused", () => {
  const [card] = first.p224.cards as unknown as [Card];
  const order = Buffer.from(card.field.prime.toString(16), "hex");
  const place = { setId: setOfCard(card), shareId: card.id };
  const withRows = (part: "value" | "blinding", bytes: Uint8Array) => [
    ...without(typed(card), `${part === "value" ? "Value" : "Blinding"} row`),
    ...encodeRows(bytes, { ...place, part }).map(
      (row, index) => `${part} row ${index + 1}: ${row}`,
    ),
  ];

  test.each(["value", "blinding"] as const)("a %s that is not below the prime", (part) => {
    expect(refusalOf(withRows(part, order)).code).toBe("card-value-too-large");
  });

  test("a salt on a p224 card", () => {
    const rows = encodeRows(new Uint8Array(16), { ...place, part: "salt" });
    const lines = without(typed(card), "Blinding row");
    const salt = rows.map((row, index) => `Salt row ${index + 1}: ${row}`);
    expect(refusalOf([...lines, ...salt]).message).toContain("no card over this prime");
  });
});

/** A card as somebody types it from its sheet. */
test("lines of another value beside the rows are no way around them", async () => {
  using made = await setOf("sc-hsm", "beside");
  const [card, other] = made.cards as [Card, Card];
  const prime = `Prime: ${card.field.prime.toString(16)}`;
  const beside = (of: Card): string[] => [
    ...typed(card),
    prime,
    `Share value: ${hex(of.value.expose())}`,
  ];
  expect(parseCardText(beside(card).join("\n")).id).toBe(card.id);
  expect(refusalOf(beside(other))).toMatchObject({ code: "card-contradiction" });
  expect(refusalOf([...typed(card), prime])).toMatchObject({ code: "card-line-missing" });
});

function typed(card: Card): string[] {
  const set = setOfCard(card);
  const rows = rowsOf(card, set).flatMap(({ part, rows }) =>
    rows.map((row, index) => `${part[0]?.toUpperCase()}${part.slice(1)} row ${index + 1}: ${row}`),
  );
  return [`Set: ${set.replace(/(.{4})(?=.)/g, "$1 ")}`, `Share ID: ${card.id}`, ...rows];
}

function nameOf(line: string): string {
  return (line.split(":")[0] as string).toLowerCase();
}

function without(lines: readonly string[], beginning: string): string[] {
  return lines.filter((line) => !line.startsWith(beginning));
}

function setOfCard({ about }: Card): NonNullable<Card["about"]>["set"] {
  if (about === undefined) throw new Error("a bare card");
  return about.set;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function setOf(scheme: SchemeName, seed: string): Promise<NewSet> {
  let calls = 0;
  const random: RandomSource = (length) =>
    new Uint8Array(
      createHash("shake256", { outputLength: length }).update(`${seed} ${calls++}`).digest(),
    );
  const options = { engine: inlineEngine({ iterations: 3 }), program: "test", random };
  return createSet({ scheme, threshold: 2, total: 3 }, options);
}

function refusalOf(lines: readonly string[]): CeremonyError {
  try {
    parseCardText(lines.join("\n"));
  } catch (error) {
    if (error instanceof CeremonyError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
