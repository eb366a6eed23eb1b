import {
  type Card,
  checkCard,
  checkQuorum,
  formatCardString,
  openWithQuorum,
  parseCardText,
  type WholeCard,
} from "@dkek/ceremony";
import { parsePbe } from "@dkek/dkek-file";
import { cardSheet } from "@dkek/print";
import { readCode } from "@dkek/scan";
import { describe, expect, test } from "vitest";
import { placeOfCode } from "../support/code-place.js";
import { png } from "../support/pictures.js";
import { render, TEXT_MODES, textOf } from "../support/poppler.js";
import {
  CUSTODIANS,
  LABEL,
  quickEngine,
  type SampleSet,
  sampleSet,
} from "../support/sample-set.js";
import { codeOn, faxed, SPOILT, spoil, stained } from "../support/spoilt.js";
import { codesIn } from "../support/zbar.js";

/*
 * A card's sheet gives its card back: the code as another program reads it from the picture, even a
 * spoilt one, and the text as another program extracts it.
 */

/** One digit and two, and the last one. */
const QUORUM = [1, 10, 12];

/** Where a stain's middle may be, as parts of the code's side. */
const FREE_OF_FINDERS = [
  [0.5, 0.18],
  [0.18, 0.5],
  [0.82, 0.5],
  [0.5, 0.82],
  [0.35, 0.35],
  [0.5, 0.98],
] as const;

async function sheetOf(
  card: WholeCard,
  options: Partial<Parameters<typeof cardSheet>[2]> = {},
): Promise<Uint8Array> {
  const about = {
    label: LABEL,
    custodian: CUSTODIANS[card.id - 1] ?? "",
    dkekShare: { index: 1, of: 1 },
  };
  const date = new Date("2026-11-24T12:00:00Z");
  const pdf = await cardSheet(card, about, {
    paper: "a4",
    date,
    program: "dkek 1.2.3",
    ...options,
  });
  return pdf.expose();
}

function quorumOf({ cards }: SampleSet): WholeCard[] {
  return cards.filter(({ id }) => QUORUM.includes(id));
}

function oneOf(set: SampleSet): WholeCard {
  const [card] = quorumOf(set);
  if (card === undefined) throw new Error("no card");
  return card;
}

/** The cards restore the set, and each is as the record has it. */
async function expectWhole(cards: readonly Card[], { pbe, record }: SampleSet): Promise<void> {
  for (const card of cards) expect(await checkCard(card, record)).toBe("intact");
  using opened = await openWithQuorum(parsePbe(pbe), checkQuorum(cards, 3), quickEngine);
  expect(opened.kcv).toBe(record.set.dkekShare.kcv);
}

describe.each(["p224", "sc-hsm"] as const)("sheets of a %s set", async (scheme) => {
  const set = await sampleSet(scheme);

  test.each(["a4", "letter"] as const)("restore it from their codes, on %s", async (paper) => {
    for (const dpi of [150, 300]) {
      const texts = [];
      for (const card of quorumOf(set)) {
        texts.push(...codesIn(render(await sheetOf(card, { paper }), { dpi })));
      }
      await expectWhole(texts.map(parseCardText), set);
    }
  });

  test.each(TEXT_MODES)("restore it from their text (pdftotext %s)", async (mode) => {
    for (const paper of ["a4", "letter"] as const) {
      for (const mark of [{}, { mark: "SPECIMEN" }, { secondCopy: true }] as const) {
        const texts = [];
        for (const card of quorumOf(set)) {
          texts.push(textOf(await sheetOf(card, { paper, ...mark }), mode));
        }
        await expectWhole(texts.map(parseCardText), set);
      }
    }
  });

  test("have the code on both copies, and under a mark as well", async () => {
    const card = oneOf(set);
    const copies = await sheetOf(card, { secondCopy: true, mark: "REHEARSAL" });
    for (const page of [1, 2]) {
      expect(codesIn(render(copies, { dpi: 150, page }))).toEqual([formatCardString(card)]);
    }
  });

  describe.each([150, 300])("are read at %i dpi", (dpi) => {
    test.each(SPOILT)("when the code is %s", async (how) => {
      const card = oneOf(set);
      const spoilt = spoil(render(await sheetOf(card), { dpi }), how);
      expect(codesIn(spoilt)).toEqual([formatCardString(card)]);
      expect(await readCode(png(spoilt))).toBe(formatCardString(card));
    });
  });

  test("are read by us wherever a stain leaves the finder patterns free", async () => {
    const card = oneOf(set);
    const code = codeOn(render(await sheetOf(card), { dpi: 150 }));
    for (const [across, down] of FREE_OF_FINDERS) {
      const spoilt = stained(code, placeOfCode(code), across, down);
      expect(await readCode(png(spoilt))).toBe(formatCardString(card));
    }
  });

  test("are read from a fax (ITU-T T.4, fine)", async () => {
    const card = oneOf(set);
    const page = render(await sheetOf(card), { dpi: [204, 196] });
    expect(codesIn(faxed(page))).toEqual([formatCardString(card)]);
  });
});
