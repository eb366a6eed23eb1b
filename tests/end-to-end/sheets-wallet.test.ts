import {
  checkQuorum,
  formatCardString,
  openWithQuorum,
  parseCardText,
  type WholeCard,
} from "@dkek/ceremony";
import { parsePbe } from "@dkek/dkek-file";
import { PAPERS, type WalletSheetOptions, walletSheet } from "@dkek/print";
import { describe, expect, test } from "vitest";
import { placeOfCode } from "../support/code-place.js";
import { render, TEXT_MODES, textOf, wordsOf } from "../support/poppler.js";
import { CUSTODIANS, LABEL, quickEngine, sampleSet } from "../support/sample-set.js";
import { SPOILT, spoil } from "../support/spoilt.js";
import { misplaced } from "../support/words.js";
import { codesIn } from "../support/zbar.js";

/** In millimetres: a card is cut with care, paper is fed with less. */
const CARD_MARGIN_MM = 1.5;
const PAPER_MARGIN_MM = 5;
const MODULE_MIN_MM = 0.4;
const DPI = 600;

const { cards, pbe, record } = await sampleSet("sc-hsm");
const quorum = cards.filter(({ id }) => [1, 10, 12].includes(id));

async function sheetOf(
  card: WholeCard,
  size: WalletSheetOptions["size"],
  names = { label: LABEL, custodian: CUSTODIANS[0] ?? "" },
): Promise<Uint8Array> {
  const options = { size, date: new Date(0), program: "dkek 10.20.30-beta.40" };
  return (await walletSheet(card, names, options)).expose();
}

describe.each(["a4", "letter", "id-1"] as const)("wallet cards on %s", (size) => {
  /** The back is a page of its own for a card printer. */
  const page = size === "id-1" ? 2 : 1;

  test.each([150, 300])("are read at %i dpi", async (dpi) => {
    for (const card of quorum) {
      const codes = codesIn(render(await sheetOf(card, size), { dpi, page }));
      expect(codes).toEqual([formatCardString(card)]);
    }
  });

  describe.each([150, 300])("at %i dpi, are read", (dpi) => {
    test.each(SPOILT)("when the code is %s", async (how) => {
      const [card] = quorum;
      if (card === undefined) throw new Error("no card");
      const spoilt = spoil(render(await sheetOf(card, size), { dpi, page }), how);
      expect(codesIn(spoilt)).toEqual([formatCardString(card)]);
    });
  });

  test.each(TEXT_MODES)("restore the set from their text (pdftotext %s)", async (mode) => {
    const read = [];
    for (const card of quorum) read.push(parseCardText(textOf(await sheetOf(card, size), mode)));
    using opened = await openWithQuorum(parsePbe(pbe), checkQuorum(read, 3), quickEngine);
    expect(opened.kcv).toBe(record.set.dkekShare.kcv);
  });

  test("have room for all, with 255 cards and long names", async () => {
    const [first] = quorum;
    if (first === undefined) throw new Error("no card");
    const extreme = { threshold: 255, total: 255, issue: 255 };
    const card = { ...first, id: 255, about: { ...first.about, ...extreme } };
    const names = {
      label: "Root Certification Authority 2026 of Example Trust Services GmbH",
      custodian: "Prof. Dr. Dr. h. c. Maria-Theresia Wolkenstein-Rodenegg von und zu Liechtenberg",
    };
    const pages = wordsOf(await sheetOf(card, size, names));
    const margin = size === "id-1" ? CARD_MARGIN_MM : PAPER_MARGIN_MM;
    for (const words of pages) expect(misplaced(words, margin)).toEqual([]);
    const [{ width, height } = { width: 0, height: 0 }] = pages;
    const paper = size === "id-1" ? { width: 85.6, height: 54 } : PAPERS[size];
    expect([width, height]).toEqual([
      expect.closeTo(paper.width, 1),
      expect.closeTo(paper.height, 1),
    ]);
  });

  test("have large modules", async () => {
    for (const card of quorum) {
      const { module } = placeOfCode(render(await sheetOf(card, size), { dpi: DPI, page }));
      expect((module * 25.4) / DPI).toBeGreaterThanOrEqual(MODULE_MIN_MM);
    }
  });
});
