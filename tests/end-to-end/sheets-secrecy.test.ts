import { inflateSync } from "node:zlib";
import {
  fingerprintWords,
  proofPart,
  rowsOf,
  type SchemeName,
  type WholeCard,
} from "@dkek/ceremony";
import {
  blankSheet,
  cardSheet,
  receiptSheet,
  recordSheet,
  type SheetOptions,
  walletSheet,
} from "@dkek/print";
import { describe, expect, test } from "vitest";
import { infoOf, pagesOf, render, TEXT_MODES, textOf } from "../support/poppler.js";
import { CUSTODIANS, LABEL, type SampleSet, sampleSet } from "../support/sample-set.js";
import { codesIn } from "../support/zbar.js";

/*
 * Where nothing secret may be: in what a PDF says of itself, and on the sheets that are public.
 */

const OPTIONS: SheetOptions = { paper: "a4", date: new Date(0), program: "dkek 1.2.3" };

describe.each(["p224", "sc-hsm"] as const)("a %s set's", async (scheme) => {
  const set = await sampleSet(scheme);
  const [card] = set.cards;
  if (card === undefined) throw new Error("no card");
  const about = { label: LABEL, custodian: CUSTODIANS[0] ?? "", dkekShare: { index: 1, of: 1 } };

  const secretSheets = {
    card: () => cardSheet(card, about, OPTIONS),
    ...(scheme === "sc-hsm"
      ? {
          wallet: () => walletSheet(card, about, { ...OPTIONS, size: "a4" }),
          "wallet card": () => walletSheet(card, about, { ...OPTIONS, size: "id-1" }),
        }
      : {}),
  };
  const publicSheets = publicSheetsOf(set, scheme);

  test.each(Object.entries({ ...secretSheets, ...publicSheets }))(
    "%s sheet says of itself only when and by what program it was made",
    async (_name, make) => {
      using pdf = await make();
      const info = infoOf(pdf.expose());
      const names = [...info.matchAll(/^([A-Z][\w ]*):/gm)].map(([, name]) => name);
      expect(names).toEqual(expect.arrayContaining(["Producer", "Creator", "CreationDate"]));
      for (const name of ["Title", "Subject", "Keywords", "Author"])
        expect(names).not.toContain(name);
      expect(info).toContain("Metadata Stream: no");

      // Text is drawn by the numbers of glyphs: none of this stands in the file as such.
      const file = insideOf(pdf.expose());
      expect(file).toContain("begincmap");
      for (const text of [LABEL, ...CUSTODIANS, ...digitsOf(card), ...digitsOf(card, "prime")]) {
        for (const form of formsOf(text)) expect(file.includes(form)).toBe(false);
      }
    },
  );

  test.each(Object.entries(publicSheets))(
    "%s sheet has nothing of a card on it",
    async (_name, make) => {
      using pdf = await make();
      const texts = TEXT_MODES.map((mode) => textOf(pdf.expose(), mode));
      const pages = Array.from({ length: pagesOf(pdf.expose()) }, (_, place) => place + 1);
      const codes = pages.flatMap((page) => codesIn(render(pdf.expose(), { dpi: 150, page })));
      expect(codes.join(" ")).not.toContain("DKEK1");
      const all = [...texts, ...codes].join("\n").toLowerCase().replace(/[\s:]/g, "");
      for (const other of set.cards) {
        for (const digits of digitsOf(other)) expect(all).not.toContain(digits);
      }
    },
  );
});

type Make = () => ReturnType<typeof cardSheet>;

function publicSheetsOf(
  { pbe, cards, record }: SampleSet,
  scheme: SchemeName,
): Record<string, Make> {
  const [{ id, about } = never()] = cards;
  const facts = { label: LABEL, custodian: CUSTODIANS[0] ?? "", id, ...about };
  const prime = record.set.sharing?.prime ?? "";
  return {
    record: () => recordSheet(record, OPTIONS),
    "record, with its .pbe file,": () => recordSheet(record, { ...OPTIONS, pbe }),
    receipt: () => receiptSheet({ ...facts, fingerprint: fingerprintWords(record) }, OPTIONS),
    blank: () => blankSheet({ ...OPTIONS, scheme }),
    "blank, for a known card,": () => blankSheet({ ...OPTIONS, scheme, about: facts, prime }),
  };
}

/** Each row's 8 digits: of what is secret of a card, or of another part of it. */
function digitsOf(card: WholeCard, ...parts: readonly string[]): string[] {
  const wanted = parts.length > 0 ? parts : ["value", proofPart(card.field)];
  return rowsOf(card, card.about.set)
    .filter(({ part }) => wanted.includes(part))
    .flatMap(({ rows }) => rows.map((row) => row.slice(0, 9).replace(" ", "")));
}

/** The whole file, and all its streams inflated. */
function insideOf(pdf: Uint8Array): string {
  const file = Buffer.from(pdf).toString("latin1");
  const streams = [...file.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const inflated = streams.map(([, stream = ""]) => {
    try {
      return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
    } catch {
      return stream;
    }
  });
  return [file, ...inflated].join("\n").toLowerCase();
}

/** A text as it may be written in a PDF: plain, as UTF-16, and both as hex. */
function formsOf(text: string): string[] {
  const plain = Buffer.from(text.toLowerCase(), "latin1");
  const wide = Buffer.from(text.toLowerCase(), "utf16le").swap16();
  return [plain, wide].flatMap((bytes) => [bytes.toString("latin1"), bytes.toString("hex")]);
}

function never(): never {
  throw new Error("no card");
}
