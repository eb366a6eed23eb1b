import { inlineEngine } from "@dkek/dkek-file";
import { bytesToHex } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../tests/support/seeded-random.js";
import { type AboutCard, type Card, wipeCard } from "../card.js";
import { proofPart, rowsOf } from "../card-rows.js";
import { formatCardString } from "../card-string.js";
import { createSet, type NewSet } from "../create-set.js";
import type { RowPart } from "../rows/row-place.js";
import type { SchemeName } from "../scheme.js";
import { setIdOf, setPrefix } from "../set-id.js";
import {
  type CardEntry,
  dropDraft,
  objectionTo,
  questionOf,
  startEntry,
  stepBack,
  takeCard,
  takeLine,
} from "./card-entry.js";
import type { EntryKnown } from "./entry-known.js";

const engine = inlineEngine({ iterations: 1 });

/** The same each time: of random sets, 1 in some hundred has rows that fit a second place. */
function setOf(scheme: SchemeName, seed = scheme as string): Promise<NewSet> {
  const random = seededRandom(seed);
  return createSet({ scheme, threshold: 3, total: 4 }, { engine, program: "test", random });
}

/** Nothing but the `.pbe` file is at hand. */
function withoutRecord(made: NewSet): EntryKnown {
  return { set: setPrefix(setIdOf(made.pbe)), shareIds: [], withProof: false };
}

function withRecord(made: NewSet, withProof = false): EntryKnown {
  const field = cardAt(made, 1).field;
  return { ...withoutRecord(made), field, shareIds: made.cards.map(({ id }) => id), withProof };
}

function cardAt({ cards }: NewSet, id: number): Card {
  const card = cards[id - 1];
  if (card === undefined) throw new Error(`no card ${id}`);
  return card;
}

function rowsAt(card: Card, part: RowPart): string[] {
  const { about } = card;
  if (about === undefined) throw new Error("a bare card");
  return rowsOf(card, about.set).find((rows) => rows.part === part)?.rows ?? [];
}

/** Types lines that all have to be taken. */
function typing(entry: CardEntry, ...lines: readonly string[]): CardEntry {
  return lines.reduce((at, line) => {
    const step = takeLine(at, line);
    if (step.what !== "went-on") throw new Error(`"${line}" was ${step.what}`);
    return step.entry;
  }, entry);
}

function cardFrom(entry: CardEntry, line: string): Card {
  const step = takeLine(entry, line);
  if (step.what !== "card") throw new Error(`no card, but ${JSON.stringify(step)}`);
  return step.card;
}

function faultOf(entry: CardEntry, line: string): object {
  const step = takeLine(entry, line);
  if (step.what !== "refused") throw new Error(`not refused, but ${step.what}`);
  return step.fault;
}

const valueOfCard = ({ value }: Card): string => bytesToHex(value.expose());

describe.each(["p224", "sc-hsm"] as const)("a %s card", async (scheme) => {
  const made = await setOf(scheme);
  const card = cardAt(made, 2);
  const values = rowsAt(card, "value");
  const [lastValue = ""] = values.slice(-1);
  const proofs = rowsAt(card, proofPart(card.field));
  const [lastProof = ""] = proofs.slice(-1);

  test("is its rows, typed one by one", () => {
    const entry = typing(startEntry(withRecord(made)), "2", ...values.slice(0, -1));
    expect(questionOf(entry)).toMatchObject({
      id: 2,
      row: { part: "value", index: values.length - 1, of: values.length },
    });
    const typed = cardFrom(entry, lastValue);
    expect(typed).toMatchObject({ id: 2, about: { set: card.about?.set } });
    expect(typed.field.prime).toBe(card.field.prime);
    expect(valueOfCard(typed)).toBe(valueOfCard(card));
    expect(typed.proof).toBeUndefined();
  });

  test("tells its prime by two rows, where no record does", () => {
    const primes = rowsAt(card, "prime");
    const start = typing(startEntry(withoutRecord(made)), "2");
    expect(questionOf(start)).toMatchObject({ row: { part: "prime", index: 0, of: 2 } });
    const entry = typing(start, ...primes.slice(0, 2), ...values.slice(0, -1));
    const typed = cardFrom(entry, lastValue);
    expect(typed.field.prime).toBe(card.field.prime);
    // Of the next card, it is known.
    const next = typing(takeCard(entry, typed), "1");
    expect(questionOf(next)).toMatchObject({ row: { part: "value", index: 0 } });
  });

  test("is proven by the rows behind its value, which may be left out", () => {
    const known = withRecord(made, true);
    const entry = typing(startEntry(known), "2", ...values);
    expect(questionOf(entry)).toMatchObject({ row: { index: 0 }, mayLeaveOut: true });
    expect(cardFrom(entry, "").proof).toBeUndefined();
    const further = typing(entry, ...proofs.slice(0, -1));
    expect(faultOf(further, "")).toEqual({ what: "nothing-typed" });
    const typed = cardFrom(further, lastProof);
    expect(bytesToHex(typed.proof?.expose() ?? new Uint8Array())).toBe(
      bytesToHex(card.proof?.expose() ?? new Uint8Array()),
    );
  });

  test("is its code, scanned at any time", () => {
    const code = formatCardString(card);
    const start = startEntry(withRecord(made));
    for (const entry of [start, typing(start, "2"), typing(start, "2", values[0] ?? "")]) {
      expect(valueOfCard(cardFrom(entry, ` ${code.toLowerCase()} `))).toBe(valueOfCard(card));
    }
    expect(faultOf(typing(start, "3"), code)).toEqual({ what: "another-card", id: 2, asked: 3 });
    const broken = code.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    expect(faultOf(start, broken)).toEqual({ what: "code", code: "card-checksum" });
  });

  test("is its value as a whole, without check digits", () => {
    const start = typing(startEntry(withRecord(made)), "2");
    const typed = cardFrom(start, valueOfCard(card));
    expect(valueOfCard(typed)).toBe(valueOfCard(card));
    expect(typed.about).toBeUndefined();
    expect(valueOfCard(cardFrom(start, valueOfCard(card).replace(/..(?!$)/g, "$&:")))).toBe(
      valueOfCard(card),
    );
    const bare = typing(startEntry({ shareIds: [], withProof: false }), "2");
    expect(questionOf(bare)).toMatchObject({ asRow: false, orWhole: true });
    const prime = card.field.prime.toString(16);
    expect(valueOfCard(cardFrom(typing(bare, prime), valueOfCard(card)))).toBe(valueOfCard(card));
  });

  test("of another set, or twice, is not taken", async () => {
    const start = startEntry(withRecord(made));
    const entry = takeCard(start, card);
    expect(entry.ids).toEqual([2]);
    expect(faultOf(entry, "2")).toEqual({ what: "already-in", id: 2 });
    expect(faultOf(entry, formatCardString(card))).toEqual({ what: "already-in", id: 2 });
    const stranger = cardAt(await setOf(scheme, "another"), 3);
    expect(faultOf(entry, formatCardString(stranger))).toEqual({ what: "other-set", id: 3 });
    // A bare one tells it by its prime, if at all.
    const { about: _, ...bare } = stranger;
    const fault = scheme === "p224" ? undefined : { what: "other-prime", id: 3 };
    expect(objectionTo(entry, bare)).toEqual(fault);
    expect(objectionTo(entry, cardAt(made, 3))).toBeUndefined();
  });

  test("is refused row by row, with the place that a row is from", () => {
    const start = typing(startEntry(withRecord(made)), "2");
    expect(faultOf(start, values[0]?.slice(0, 9) ?? "")).toMatchObject({
      what: "row",
      fault: { what: "length", typed: 8 },
    });
    // Somebody else's card in the hand.
    const other = rowsAt(cardAt(made, 3), "value")[0] ?? "";
    expect(faultOf(start, other)).toMatchObject({
      what: "row",
      fault: {
        suspects: expect.arrayContaining([
          { kind: "elsewhere", place: expect.objectContaining({ shareId: 3 }) },
        ]),
      },
    });
  });

  test("comes out the same, whatever is corrected on the way", () => {
    const answers = ["2", ...values, ...proofs];
    const given = ({ draft }: CardEntry): number =>
      draft === undefined ? 0 : 1 + draft.pieces.length;
    const right = (entry: CardEntry): string => answers[given(entry)] ?? "";
    const isLast = (entry: CardEntry): boolean => given(entry) === answers.length - 1;
    const start = startEntry(withRecord(made, true));
    const mistake = fc.record({ position: fc.nat(10), by: fc.integer({ min: 1, max: 15 }) });
    const move = fc.oneof(
      { weight: 8, arbitrary: fc.constant("right") },
      { weight: 2, arbitrary: mistake },
      fc.constantFrom("back", "drop"),
    );
    const after = (entry: CardEntry, move: string | Mistake): CardEntry => {
      if (move === "back") return stepBack(entry) ?? entry;
      if (move === "drop") return dropDraft(entry);
      if (typeof move !== "string" && entry.draft !== undefined) {
        // One wrong digit never passes.
        expect(takeLine(entry, mistyped(right(entry), move)).what).toBe("refused");
        return entry;
      }
      return isLast(entry) ? entry : typing(entry, right(entry));
    };
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        let entry = moves.reduce(after, start);
        while (!isLast(entry)) entry = typing(entry, right(entry));
        const typed = cardFrom(entry, right(entry));
        expect(formatCardString({ ...typed, about: card.about as AboutCard })).toBe(
          formatCardString(card),
        );
        wipeCard(typed);
      }),
      { numRuns: 200 },
    );
  });
});

interface Mistake {
  readonly position: number;
  readonly by: number;
}

/** With one digit changed. */
function mistyped(row: string, { position, by }: Mistake): string {
  const places = [...row.matchAll(/[0-9a-f]/g)].map(({ index }) => index);
  const at = places[position % places.length] ?? 0;
  const digit = ((Number.parseInt(row[at] ?? "", 16) + by) % 16).toString(16);
  return `${row.slice(0, at)}${digit}${row.slice(at + 1)}`;
}

describe("what is no card", () => {
  const start = startEntry({ shareIds: [], withProof: false });

  test.each([
    ["", { what: "nothing-typed" }],
    ["0", { what: "bad-id" }],
    ["256", { what: "bad-id" }],
    ["99999999999999999999", { what: "bad-id" }],
    ["DKEK1.", { what: "code", code: "card-string-malformed" }],
    ["DKEK7.X", { what: "code", code: "card-version-unknown" }],
  ])("%j", (line, fault) => {
    expect(faultOf(start, line)).toEqual(fault);
  });

  test.each(["/media/usb/card-3.txt", "card 3.png", "C:\\card.jpg"])("%s is a file", (path) => {
    expect(takeLine(start, ` ${path} `)).toEqual({ what: "file", path });
  });

  const PRIME = "dd:3c:21:e9:52:04:18:6b";
  test.each([
    [["2"], "zz:3c", { what: "bad-character", position: 1, character: "z" }],
    [["2"], "dd:3c:2:1e9", { what: "pairs" }],
    [["2"], "dd3c21e95204186", { what: "odd", typed: 15 }],
    [["2"], "dd3c21e95204186c", { what: "no-prime" }],
    [["2", PRIME], "2c3ae66d5b1c79640000", { what: "length", typed: 20, expected: 16 }],
    [["2", PRIME], PRIME, { what: "too-large" }],
  ])("%j, then %s", (before, line, fault) => {
    expect(faultOf(typing(start, ...before), line)).toEqual({ what: "number", fault });
  });

  test("a value without its leading zero bytes is one all the same", () => {
    // sc-hsm-tool drops them.
    const card = cardFrom(typing(start, "2", PRIME), "3a:e6:6d:5b:1c:79:64");
    expect(valueOfCard(card)).toBe("003ae66d5b1c7964");
  });
});

test("back leads to the question before, and not out of the card's beginning", async () => {
  const made = await setOf("sc-hsm");
  const [first = ""] = rowsAt(cardAt(made, 1), "value");
  const entry = typing(startEntry(withRecord(made)), "1", first);
  const back = stepBack(entry);
  expect(back && questionOf(back)).toMatchObject({ row: { index: 0 } });
  const twice = back && stepBack(back);
  expect(twice && questionOf(twice)).toEqual({ what: "card" });
  expect(twice && stepBack(twice)).toBeUndefined();
});
