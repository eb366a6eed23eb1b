import { rowsOf, type WholeCard } from "@dkek/ceremony";
import { type CardSheetOptions, cardSheet, PAPERS, requireRoom } from "@dkek/print";
import { describe, expect, test } from "vitest";
import { placeOfCode } from "../support/code-place.js";
import { render, textOf, type WordsOfPage, wordsOf } from "../support/poppler.js";
import { sampleSet } from "../support/sample-set.js";
import { outside, overlaps } from "../support/words.js";

/*
 * What stands where on a card's sheet, measured on the page that Poppler makes of it.
 */

/** In millimetres: what lies further out, some printers can't print. */
const PRINTABLE_MM = 5;
const MARGIN_MM = 17.9;
const DPI = 600;
/** A sheet's smallest module may not be smaller (issue 4). */
const MODULE_MIN_MM = 0.4;
const QUIET_MODULES = 4;
/** An edge may fall into a pixel, which is grey then, and where it is found is a mean of such. */
const EDGE_PIXELS = 2;

const LABELS = "Root Certification Authority of Example Trust Services ";
const NAMES = "Prof. Dr. Ägidius Wolkenstein-Rodenegg, Хранитель ";
const ONE_WORD = "W";

type PaperName = CardSheetOptions["paper"];

describe.each(["a4", "letter"] as const)("on %s", (paper) => {
  const label = longest("label", LABELS, paper);
  const custodian = longest("custodian", NAMES, paper);

  describe.each(["p224", "sc-hsm"] as const)("a %s card", async (scheme) => {
    const { cards } = await sampleSet(scheme);
    const [first] = cards;
    if (first === undefined) throw new Error("no card");
    const extreme = (id: number): WholeCard => ({
      ...first,
      id,
      about: { ...first.about, threshold: 255, total: 255, issue: 255 },
    });
    const sheetOf = async (
      card: WholeCard,
      names = { label, custodian },
      options: Partial<CardSheetOptions> = {},
    ): Promise<Uint8Array> => {
      const about = { ...names, dkekShare: { index: 255, of: 255 } };
      const all = { paper, date: new Date(0), program: "dkek 10.20.30-beta.40", ...options };
      return (await cardSheet(card, about, all)).expose();
    };

    test.each([1, 10, 255])("with the ID %i and the longest names has room for all", async (id) => {
      const pdf = await sheetOf(extreme(id), { label, custodian }, { secondCopy: true });
      const pages = wordsOf(pdf);
      expect(pages).toHaveLength(2);
      for (const page of pages) expectInOrder(page);
      for (const text of [label, custodian]) {
        expect(withoutBlanks(textOf(pdf))).toContain(withoutBlanks(text));
      }
    });

    test("has room for names of one long word", async () => {
      const names = {
        label: longest("label", ONE_WORD, paper),
        custodian: longest("custodian", ONE_WORD, paper),
      };
      for (const page of wordsOf(await sheetOf(first, names))) expectInOrder(page);
    });

    test("refuses longer names, rather than clip them", async () => {
      const tooLong = [
        { label: longer(label, LABELS), custodian },
        { label, custodian: longer(custodian, NAMES) },
      ];
      for (const names of tooLong) {
        await expect(sheetOf(first, names)).rejects.toMatchObject({ code: "text-too-long" });
      }
    });

    test("keeps what is secret within the folds", async () => {
      const pdf = await sheetOf(extreme(255));
      const third = PAPERS[paper].height / 3;
      const secrets = rowsOf(first, first.about.set)
        .filter(({ part }) => part !== "prime")
        .flatMap(({ rows }) => rows.flatMap((row) => row.match(/\b\w{4}\b/g) ?? []));
      const words = wordsOf(pdf)[0]?.words.filter(({ text }) => secrets.includes(text)) ?? [];
      expect(words.length).toBeGreaterThanOrEqual(secrets.length);
      const inside = { left: 0, right: PAPERS[paper].width, top: third + 2, bottom: 2 * third - 2 };
      expect(outside(words, inside)).toEqual([]);

      const { top, side, module } = placeOfCode(render(pdf, { dpi: DPI }));
      const quiet = QUIET_MODULES * module;
      expect(inMillimetres(top - quiet)).toBeGreaterThan(inside.top);
      expect(inMillimetres(top + side + quiet)).toBeLessThan(inside.bottom);
    });

    test("has each digit of value and prime once", async () => {
      const text = textOf(await sheetOf(first));
      for (const { rows } of rowsOf(first, first.about.set)) {
        for (const row of rows) {
          const digits = row.slice(0, "b474 24fb".length);
          const alike = rows.filter((other) => other.startsWith(digits)).length;
          expect(text.split(digits).length - 1).toBe(alike);
          expect(text).not.toContain(digits.replace(" ", ""));
        }
      }
    });

    test.each([{}, { mark: "SPECIMEN" }] as const)(
      "has a code with large modules and a quiet zone (%j)",
      async (mark) => {
        const picture = render(await sheetOf(first, undefined, mark), { dpi: DPI });
        const { left, top, side, module, modules } = placeOfCode(picture);
        expect(inMillimetres(module)).toBeGreaterThanOrEqual(MODULE_MIN_MM);
        expect([49, 57]).toContain(modules);
        const { width, pixels } = picture;
        const quiet = (QUIET_MODULES - 0.1) * module;
        for (let y = Math.ceil(top - quiet); y < top + side + quiet; y++) {
          for (let x = Math.ceil(left - quiet); x < left + side + quiet; x++) {
            const inCode = Math.max(Math.abs(x - left - side / 2), Math.abs(y - top - side / 2));
            if (inCode < side / 2 + EDGE_PIXELS) continue;
            if ((pixels[y * width + x] ?? 0) !== 255) throw new Error(`not white at ${x}, ${y}`);
          }
        }
      },
    );
  });
});

/** Every word has its place on the page, and none is in another's. */
function expectInOrder(page: WordsOfPage): void {
  const { width, height, words } = page;
  const edge = { top: PRINTABLE_MM, bottom: height - PRINTABLE_MM };
  expect(outside(words, { left: PRINTABLE_MM, right: width - PRINTABLE_MM, ...edge })).toEqual([]);
  const beside = outside(words, { left: MARGIN_MM, right: width - MARGIN_MM, ...edge });
  expect(beside.map(({ text }) => text).join(" ")).toBe("fold 2 ↓ fold 1 ↑");
  expect(overlaps(page)).toEqual([]);
}

/** The longest text made of `of` that is not refused. */
function longest(what: "label" | "custodian", of: string, paper: PaperName): string {
  const names = { label: "", custodian: "" };
  const has = (length: number): boolean => {
    try {
      requireRoom({ ...names, [what]: repeated(of, length) }, paper);
      return true;
    } catch {
      return false;
    }
  };
  let [fits, refused] = [1, 1024];
  while (refused - fits > 1) {
    const middle = Math.floor((fits + refused) / 2);
    if (has(middle)) fits = middle;
    else refused = middle;
  }
  return repeated(of, fits);
}

function longer(text: string, of: string): string {
  return repeated(of, text.length + 1);
}

/** Ends in a letter, so that its length counts. */
function repeated(of: string, length: number): string {
  return `${of.repeat(Math.ceil(length / of.length)).slice(0, length - 1)}W`;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/g, "");
}

function inMillimetres(pixels: number): number {
  return (pixels * 25.4) / DPI;
}
