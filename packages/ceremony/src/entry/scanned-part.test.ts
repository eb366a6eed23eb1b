import { expect, test } from "vitest";
import { scannedPart } from "./scanned-part.js";

test.each([
  ["", ""],
  ["3", "3"],
  ["DKEK1.AB.3", "DKEK1.AB.3"],
  ["0123 4567DKEK1.AB.3", "DKEK1.AB.3"],
  ["DKEK1.AB.3DKEK1.CD.4", "DKEK1.CD.4"],
  ["DKEK1.ADKEK1.BDKEK1.C", "DKEK1.C"],
  ["dkek1.ab.3dkek1.cd.4", "dkek1.cd.4"],
  // A file's name may look like a code as long as it is in a folder.
  ["DKEK1.cards/card-3.png", "DKEK1.cards/card-3.png"],
])("%j ends in %j", (line, part) => {
  expect(scannedPart(line)).toBe(part);
});
