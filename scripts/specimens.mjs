// Draws the sheets of the two specimen sets of docs/FORMATS.md, for docs/sheets: after a build, and with
// Debian's poppler-utils: node scripts/specimens.mjs
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprintWords, parseCardText, parseRecord } from "@dkek/ceremony";
import { blankSheet, cardSheet, receiptSheet, recordSheet, walletSheet } from "@dkek/print";
import { formatsBlock } from "./formats-block.mjs";
import { mustRun, root } from "./run.mjs";

const RESOLUTION_DPI = "90";

const record = parseRecord(formatsBlock("record-p224"));
const card = /** @type {import("@dkek/ceremony").WholeCard} */ (
  parseCardText(formatsBlock("card-p224"))
);
const small = /** @type {import("@dkek/ceremony").WholeCard} */ (
  parseCardText(formatsBlock("card-sc-hsm"))
);

const options = {
  paper: /** @type {const} */ ("a4"),
  date: new Date("2026-11-24T12:00:00Z"),
  program: "dkek 0.1.0",
  mark: /** @type {const} */ ("SPECIMEN"),
};
const about = { label: "Root CA 2026", custodian: "Ada Lovelace", dkekShare: { index: 1, of: 1 } };
const facts = { ...about, ...card.about, id: card.id };
const { sharing } = record.set;
if (sharing === undefined) throw new Error("the specimen has no cards");

const sheets = {
  card: await cardSheet(card, about, options),
  "card-sc-hsm": await cardSheet(small, about, options),
  record: await recordSheet(record, options),
  receipt: await receiptSheet({ ...facts, fingerprint: fingerprintWords(record) }, options),
  blank: await blankSheet({ ...options, scheme: "p224", about: facts, prime: sharing.prime }),
  wallet: await walletSheet(small, about, { ...options, size: "a4" }),
};

const folder = mkdtempSync(join(tmpdir(), "dkek-specimens-"));
try {
  for (const [name, pdf] of Object.entries(sheets)) {
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, pdf.expose());
    const picture = join(root, "docs", "sheets", name);
    mustRun("pdftoppm", ["-png", "-singlefile", "-r", RESOLUTION_DPI, path, picture]);
  }
} finally {
  rmSync(folder, { recursive: true });
}
