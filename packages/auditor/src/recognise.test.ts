import { expect, test } from "vitest";
import { png, qrPicture } from "../../../tests/support/pictures.js";
import { stockLines, stockSet } from "../../../tests/support/stock-sets.js";
import backups from "../../../tests/vectors/key-backups.json" with { type: "json" };
import { recognise } from "./recognise.js";

const STOCK = stockSet("shares-3of5");
const pbe = Buffer.from(STOCK.pbeHex, "hex");
const backup = Buffer.from(backups.keyBackups[0]?.fileHex ?? "", "hex");
const CODE =
  "DKEK1.C536D772B6A3035994CF.2.3.1.1.P224.B47424FB7A332D9F3AE238C6FD1EDC75CE82E98298BAF10FB3681E52.46D00537E6718727891FB0D4F322081F60085A1FB54ECF469E9BD624.D630B14B";

test.each([
  ["pbe", pbe],
  ["backup", backup],
  ["card", Buffer.from(stockLines(STOCK, 3))],
  ["card", Buffer.from(CODE)],
  ["card", png(qrPicture(CODE, 2))],
  ["report", Buffer.from('{"made":"2026-11-23T12:00:00Z","files":[]}')],
])("a file is known as a %s by what is in it", async (kind, bytes) => {
  const what = await recognise(bytes, async () => CODE);
  expect(what.kind).toBe(kind);
});

test.each([
  ["a .pbe file that is cut off", pbe.subarray(0, 40), "pbe-too-short"],
  ["one that begins wrongly", Buffer.concat([Buffer.of(0xff), pbe.subarray(1)]), "pbe-wrong-magic"],
  ["a key backup that is cut off", backup.subarray(0, 100), "truncated"],
  ["a text that is no card", Buffer.from("Dear all,"), "card-line-unknown"],
  ["a sheet", Buffer.from("%PDF-1.7\n\xff"), "pdf"],
  ["no record", Buffer.from("{}"), "record-malformed"],
])("%s is not taken for something else", async (_what, bytes, code) => {
  const what = await recognise(bytes, async () => CODE);
  expect(what.kind === "unreadable" ? what.error.code : what.kind).toBe(code);
});
