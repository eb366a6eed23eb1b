import { fingerprintWords } from "@dkek/ceremony";
import { describe, expect, test } from "vitest";
import { drawn, overlaps } from "../../../../tests/support/drawn.js";
import { specimen } from "../../../../tests/support/specimens.js";
import { PAPERS, type PaperName } from "../page/paper.js";
import { blankSheet } from "./blank-sheet.js";
import { cardSheet } from "./card-sheet.js";
import { receiptSheet } from "./receipt-sheet.js";
import { recordSheet } from "./record-sheet.js";
import type { SheetOptions } from "./sheet-options.js";
import { walletSheet } from "./wallet-sheet.js";

interface Names {
  readonly label: string;
  readonly custodian: string;
}

const SHORT: Names = { label: "Root CA 2026", custodian: "Ada Lovelace" };
/** 100 characters each, as many as a record has. */
const LONG: Names = {
  label:
    "Root Certification Authority 2026 of Example Trust Services Corporation, Rue de la Paix 12, F-75002 ",
  custodian:
    "Prof. Dr. Dr. h. c. Maria-Theresia Wolkenstein-Rodenegg von und zu Liechtenberg-Hohenfels, geb. Kays",
};
const MARGIN_MM = 5;
const ID_1_MARGIN_MM = 3;

type Make = (names: Names, options: SheetOptions) => ReturnType<typeof cardSheet>;

const [p224, scHsm] = [specimen("p224"), specimen("sc-hsm")];
const extreme = { threshold: 255, total: 255, issue: 255 };

function largest<Card extends typeof p224.card>(card: Card): Card {
  return { ...card, id: 255, about: { ...card.about, ...extreme } };
}

function factsOf(names: Names) {
  return { ...names, ...extreme, set: p224.card.about.set, id: 255 };
}

function recordOf({ label, custodian }: Names): typeof p224.record {
  const { set } = p224.record;
  const custodians = [custodian, custodian, custodian];
  const sharing = { ...set.sharing, custodians } as NonNullable<typeof set.sharing>;
  return { ...p224.record, set: { ...set, label, sharing } };
}

const SHEETS: Readonly<Record<string, Make>> = {
  "card p224": (names, options) => cardSheet(largest(p224.card), names, options),
  "card sc-hsm": (names, options) => cardSheet(largest(scHsm.card), names, options),
  record: (names, options) => recordSheet(recordOf(names), { ...options, pbe: p224.pbe }),
  receipt: (names, options) =>
    receiptSheet({ ...factsOf(names), fingerprint: fingerprintWords(p224.record) }, options),
  "blank p224": (names, options) =>
    blankSheet({ ...options, scheme: "p224", about: factsOf(names) }),
  "blank sc-hsm": (names, options) =>
    blankSheet({ ...options, scheme: "sc-hsm", about: factsOf(names), prime: "8abe460939cdf8e7" }),
  "blank p224, nothing known": (_, options) => blankSheet({ ...options, scheme: "p224" }),
  "blank sc-hsm, nothing known": (_, options) => blankSheet({ ...options, scheme: "sc-hsm" }),
  wallet: (names, options) =>
    walletSheet(largest(scHsm.card), names, { ...options, size: options.paper }),
  "wallet id-1": (names, options) =>
    walletSheet(largest(scHsm.card), names, { ...options, size: "id-1" }),
};
const NAMELESS = Object.keys(SHEETS).filter((name) => name.includes("nothing known"));

const OPTIONS: SheetOptions = {
  paper: "a4",
  date: new Date("2026-11-24T12:00:00Z"),
  program: "dkek 10.20.30-beta.40",
};

describe.each(Object.entries(SHEETS))("%s:", (name, make) => {
  const pdfOf = async (options: Partial<SheetOptions> = {}, names = SHORT) =>
    (await drawn(() => make(names, { ...OPTIONS, ...options }))).pdf;

  test.each(
    (["a4", "letter"] as const).flatMap((paper) =>
      [SHORT, LONG].map((names): [PaperName, number, Names] => [paper, names.label.length, names]),
    ),
  )(
    "on %s, with names of %i characters, nothing leaves its page or meets",
    async (paper, _, names) => {
      const { pages } = await drawn(() => make(names, { ...OPTIONS, paper, mark: "SPECIMEN" }));
      const small = name.includes("id-1");
      const { width, height } = small ? { width: 85.6, height: 54 } : PAPERS[paper];
      const margin = small ? ID_1_MARGIN_MM : MARGIN_MM;
      for (const page of pages) {
        const outside = page.filter(
          ({ left, right, y, height: own }) =>
            left < margin || right > width - margin || y - own < 1.5 || y > height - 1.5,
        );
        expect(outside).toEqual([]);
        expect(overlaps(page)).toEqual([]);
      }
    },
  );

  test("the same content and date give the same bytes, another date others", async () => {
    const first = await pdfOf();
    expect(await pdfOf()).toBe(first);
    expect(await pdfOf({ date: new Date("2026-11-24T12:00:01Z") })).not.toBe(first);
  });

  test("the information dictionary has producer, creator and date alone", async () => {
    const pdf = await pdfOf({}, LONG);
    const object = (number = "0"): string =>
      pdf.split(`\n${number} 0 obj\n`)[1]?.split("\nendobj")[0] ?? "";
    const info = object(/\/Info (\d+) 0 R/.exec(pdf)?.[1]);
    expect(info.match(/\/\w+/g)).toEqual(["/Producer", "/Creator", "/CreationDate"]);
    expect(pdf).not.toContain("/Metadata");
  });

  test("nobody is left with a box instead of a letter", async () => {
    if (NAMELESS.includes(name)) return;
    for (const names of [
      { ...SHORT, label: "Root 🔑" },
      { ...SHORT, custodian: "李" },
    ]) {
      await expect(make(names, OPTIONS)).rejects.toMatchObject({ code: "no-glyph" });
    }
  });

  test("a name that has no room is refused", async () => {
    // A record's sheet breaks names into as many lines as they take.
    if (NAMELESS.includes(name) || name === "record") return;
    const names = { ...SHORT, custodian: "W".repeat(200) };
    await expect(make(names, OPTIONS)).rejects.toMatchObject({ code: "text-too-long" });
  });
});
