import { type SetRecord, shortSetId, totalNow } from "@dkek/ceremony";
import { INK } from "../../page/ink.js";
import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { requirePrintable } from "../../page/printable.js";
import type { Block } from "../flow.js";
import { areaOf } from "../frame.js";
import { grouped } from "../grouped.js";

const LABEL = { font: "strong", size: 12 } as const;
const PURPOSE = { size: 8.4, leading: 3.9 };

/**
 * The head of the first page: which set this is, and what the sheet is for.
 *
 * @throws {PrintError} `no-glyph`: of the label.
 */
export function opening(pen: Pen, paper: Paper, record: SetRecord, withPbe: boolean): Block {
  const { left, width } = areaOf(paper);
  const { setId } = record.set;
  const label = record.set.label.normalize("NFC");
  requirePrintable(label, "label");
  const purpose = purposeOf(withPbe);
  const labelLines = label === "" ? 0 : pen.wrap(label, { ...LABEL, width }).length;
  const below = labelLines === 0 ? 38 : 42.5 + labelLines * 5.5;
  const lines = pen.wrap(purpose, { ...PURPOSE, width }).length;
  return {
    height: below + lines * PURPOSE.leading,
    draw: (pen) => {
      pen.text(`Set ${grouped(shortSetId(setId))}`, left, 24, { font: "strong", size: 27 });
      pen.text(restoreWords(record), left, 31.5, { size: 15 });
      if (labelLines > 0) {
        pen.text("For", left, 38.5, { size: 6.5, color: INK.grey });
        pen.box(label, left, 43.5, { ...LABEL, width, leading: 5.5 });
      }
      pen.box(purpose, left, below + 3, { ...PURPOSE, width });
    },
  };
}

function restoreWords(record: SetRecord): string {
  const { dkekShare, sharing } = record.set;
  const share =
    dkekShare.of === 1 ? "the DKEK" : `DKEK share ${dkekShare.index} of ${dkekShare.of}`;
  if (sharing === undefined) return `a password restores ${share}`;
  return `any ${sharing.threshold} of ${totalNow(record)} cards restore ${share}`;
}

function purposeOf(withPbe: boolean): string {
  return (
    "Keep this with the .pbe file: it says what the cards belong to and what happened to them. Once a " +
    "year, and before every use, run dkek inspect on the record’s file and compare the 20 words below, " +
    "all of them: the same words mean that nobody has exchanged the set. Nothing on these pages is " +
    "secret" +
    (withPbe ? "; the last page has the .pbe file itself, so keep that one like a backup." : ".")
  );
}
