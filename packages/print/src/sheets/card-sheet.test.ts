import { inflateSync } from "node:zlib";
import { parseCardString } from "@dkek/ceremony";
import { expect, test } from "vitest";
import type { AboutSheet } from "./card/content.js";
import { type CardSheetOptions, cardSheet } from "./card-sheet.js";

// From docs/FORMATS.md.
const CARD = parseCardString(
  "DKEK1.A829244E1344C01FA6D4.2.3.1.1.8ABE460939CDF8E7.151D2946F4C10D16.02AF6B56690DCB2920E5FE0D6424470B.E300B30C",
);
const OPTIONS: CardSheetOptions = {
  paper: "a4",
  date: new Date("2026-11-24T12:00:00Z"),
  program: "dkek 1.2.3",
};

async function bytesOf(
  about: AboutSheet = {},
  options: Partial<CardSheetOptions> = {},
): Promise<string> {
  const pdf = await cardSheet(CARD, about, { ...OPTIONS, ...options });
  return Buffer.from(pdf.expose()).toString("latin1");
}

test("the same content and date give the same bytes", async () => {
  expect(await bytesOf()).toBe(await bytesOf());
});

test("another date, another day or hour, gives others", async () => {
  const first = await bytesOf();
  expect(await bytesOf({}, { date: new Date("2026-11-25T12:00:00Z") })).not.toBe(first);
  expect(await bytesOf({}, { date: new Date("2026-11-24T13:00:00Z") })).not.toBe(first);
});

test("another name, card or paper gives others", async () => {
  const first = await bytesOf({ custodian: "Ada" });
  expect(await bytesOf({ custodian: "Ida" })).not.toBe(first);
  expect(await bytesOf({ custodian: "Ada" }, { paper: "letter" })).not.toBe(first);
});

test("the information dictionary says nothing of the content", async () => {
  const pdf = await bytesOf({ label: "Root key", custodian: "Ada" });
  const object = (number = "0"): string =>
    pdf.split(`\n${number} 0 obj\n`)[1]?.split("\nendobj")[0] ?? "";
  const info = object(/\/Info (\d+) 0 R/.exec(pdf)?.[1]);
  expect(info.replace(/(\d+) 0 R/g, (_, number: string) => object(number))).toBe(
    ["<<", "/Producer (dkek)", "/Creator (dkek)", "/CreationDate (D:20261124120000Z)", ">>"].join(
      "\n",
    ),
  );
  expect(pdf).not.toContain("/Metadata");
});

test("a second copy is a second page, and says so", async () => {
  const pages = (pdf: string): number => pdf.split("/Type /Page\n").length - 1;
  expect(pages(await bytesOf())).toBe(1);
  expect(pages(await bytesOf({}, { secondCopy: true }))).toBe(2);
});

test("accents that stand alone are put together with their letters", async () => {
  expect(await bytesOf({ custodian: "Zoe\u0301" })).toBe(await bytesOf({ custodian: "Zo\u00e9" }));
});

test.each([
  ["no-glyph", "custodian", { custodian: "李" }],
  ["no-glyph", "label", { label: "Root \u{1f511}" }],
  ["text-too-long", "label", { label: "Key ".repeat(100) }],
  ["text-too-long", "custodian", { custodian: "W".repeat(200) }],
])("is refused: %s, of the %s", async (code, what, about) => {
  await expect(cardSheet(CARD, about, OPTIONS)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(what),
    hint: expect.stringMatching(/./),
  });
});

test("a mark is no text: it does not get in between the digits when they are copied", async () => {
  // Each text of pdfkit's is shown by TJ; shapes are not.
  const texts = (pdf: string): number => contentOf(pdf).split("] TJ").length;
  expect(texts(await bytesOf({}, { mark: "SPECIMEN" }))).toBe(texts(await bytesOf()));
});

/** All streams that can be inflated. */
function contentOf(pdf: string): string {
  const streams = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)];
  return streams
    .map(([, stream = ""]) => inflateSync(Buffer.from(stream, "latin1")).toString("latin1"))
    .join("\n");
}
