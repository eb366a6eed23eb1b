import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatCardText, formatRecord } from "@dkek/ceremony";
import { expect, test } from "vitest";
import {
  beside,
  blank,
  jpeg,
  type Picture,
  photographed,
  png,
  qrPicture,
} from "../support/pictures.js";
import { dkek, type Outcome, temporaryFolder } from "../support/program.js";
import { specimen } from "../support/specimens.js";

const { card, record } = specimen("p224");
const RECORD = formatRecord(record);
const TEXT = formatCardText(card).trim();
const CODE = TEXT.split("\n").at(-1) ?? "";
const PICTURE = qrPicture(CODE, 5);

test.each<[string, (picture: Picture) => Uint8Array, string]>([
  ["a PNG", png, "card.png"],
  ["a photo", (picture) => jpeg(photographed(picture), 70), "IMG_0042.JPG"],
  ["one larger than any text may be", (picture) => padded(png(picture)), "scan.png"],
  ["a picture under any name", png, "card.txt"],
  ["a text called a picture", () => Buffer.from(TEXT), "card.png"],
])("verify proves a card from a file: %s", async (_what, make, name) => {
  const { cwd, files } = folderWith({ [name]: make(PICTURE) });
  const verified = await verify(cwd, files);
  expect(proven(verified)).toContain(`${name} (card 1)`);
  expect(verified.status).toBe(0);
});

test("verify proves a card from standard input", async () => {
  const { cwd } = folderWith({});
  const verified = await verify(cwd, ["-"], png(PICTURE));
  expect(proven(verified)).toContain("standard input (card 1)");
  expect(verified.status).toBe(0);
});

test("of several pictures, the one that is no card is named", async () => {
  const other = CODE.replace(/^DKEK1/, "DKEK2");
  const { cwd, files } = folderWith({
    "a.png": png(PICTURE),
    "b.png": png(qrPicture(other, 5)),
  });
  const refused = await verify(cwd, files);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("b.png: the code") });
});

test.each<[string, () => Uint8Array, string]>([
  ["no code", () => png(blank(300, 300)), "card.png: no QR code can be read in this picture"],
  [
    "two cards",
    () => png(beside(PICTURE, qrPicture("DKEK1.OTHER", 5))),
    "card.png: the picture shows the QR codes of 2 cards",
  ],
  ["half a file", () => png(PICTURE).subarray(0, 900), "card.png: the picture can't be read"],
  [
    "a code of no card",
    () => png(qrPicture(CODE.replace(/.$/, "0"), 5)),
    "card.png: the code was not read right",
  ],
])("a picture is refused by its name, with what to do: %s", async (_what, make, message) => {
  const { cwd, files } = folderWith({ "card.png": make() });
  const refused = await verify(cwd, files);
  expect(refused).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining(message),
  });
  expect(refused.stderr.trim().split("\n").length).toBeGreaterThan(1);
  expect(refused.stderr).not.toContain("B47424FB");
});

/** Ended by much that readers skip, as some programs do. */
function padded(picture: Uint8Array): Uint8Array {
  return Buffer.concat([picture, Buffer.alloc(2 * 1024 * 1024)]);
}

function folderWith(contents: Readonly<Record<string, Uint8Array>>): {
  cwd: string;
  files: string[];
} {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "record.json"), RECORD);
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(cwd, name), content);
  return { cwd, files: Object.keys(contents) };
}

function verify(
  cwd: string,
  cards: readonly string[],
  stdin: Uint8Array = new Uint8Array(),
): Promise<Outcome> {
  return dkek(["verify", "--record", "record.json", "--card", ...cards], { cwd, stdin });
}

/** The lines of what was proven. */
function proven({ stdout }: Outcome): string {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("proven "))
    .join("\n");
}
