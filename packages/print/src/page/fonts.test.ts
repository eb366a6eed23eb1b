import { readdirSync, readFileSync } from "node:fs";
import { create } from "fontkit";
import { describe, expect, test } from "vitest";
import { fontOf } from "./fonts.js";

const FOLDER = new URL("../../fonts/", import.meta.url);
const families = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

test("a font is read once", () => {
  expect(fontOf("digits")).toBe(fontOf("digits"));
});

test("all digits are equally wide, and there are no ligatures that would join two", () => {
  const font = fontOf("digits");
  const { glyphs } = font.layout("0123456789abcdef");
  expect(new Set(glyphs.map(({ advanceWidth }) => advanceWidth)).size).toBe(1);
  expect(glyphs).toHaveLength(16);
});

describe.each(families.map(({ name }) => name))("%s", (family) => {
  const folder = new URL(`${family}/`, FOLDER);
  const licence = readFileSync(new URL("OFL.txt", folder), "utf8");

  test("has its licence beside it", () => {
    expect(licence).toContain("SIL OPEN FONT LICENSE Version 1.1");
  });

  test.each(readdirSync(folder).filter((name) => name.endsWith(".ttf")))(
    "%s is by those whom the licence names",
    (name) => {
      const font = create(readFileSync(new URL(name, folder)));
      if (!("copyright" in font)) throw new Error("a collection");
      const [, holder = "nobody"] = /Copyright\s.*?\d{4}[, ]+(.*?)[.(,]/.exec(licence) ?? [];
      expect(font.copyright).toContain(holder.trim().split(" ").slice(0, 2).join(" "));
    },
  );
});
