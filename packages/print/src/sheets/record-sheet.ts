import { requireRecordOf, type SetRecord, setIdOf, shortSetId } from "@dkek/ceremony";
import type { SecretBytes } from "@dkek/foundation";
import { PAPERS, type Paper } from "../page/paper.js";
import { makePdf, tryOut } from "../page/pdf.js";
import type { Pen } from "../page/pen.js";
import { type Block, drawPlaced, fillPages, keepTogether, type Room } from "./flow.js";
import { areaOf, drawFrame, heading } from "./frame.js";
import { grouped } from "./grouped.js";
import { cards, hasCardsToList } from "./record/cards.js";
import { events } from "./record/events.js";
import { facts } from "./record/facts.js";
import { fingerprint } from "./record/fingerprint.js";
import { opening } from "./record/opening.js";
import { pbePage } from "./record/pbe.js";
import { signatures } from "./record/signatures.js";
import type { SheetOptions } from "./sheet-options.js";
import { drawTitle } from "./title.js";

export interface RecordSheetOptions extends SheetOptions {
  /** The bytes of the `.pbe` file: printed as well, on a page of its own, as text and as a QR code. */
  readonly pbe?: Uint8Array;
}

const PUBLIC = "PUBLIC: NOTHING SECRET ON IT";
const KEPT = "KEEP LIKE A BACKUP";
const HEADING_MM = 8;
const GAP_MM = 5;
/** Where blocks begin on all pages but the first. */
const TOP_MM = 20;
const FOOT_MM = 14;

/**
 * The record on paper, for the safe and the minutes: what the set is, what happened to it, who holds
 * its cards, and the lines that people sign it on. As many pages as that takes. Public, but for a
 * `.pbe` file on the last page, which is to be kept like a backup.
 *
 * @throws {CeremonyError} `record-of-another-set`: the `.pbe` file is not the record's.
 * @throws {PrintError} `no-glyph`: of the label, a name, or an event's text.
 */
export async function recordSheet(
  record: SetRecord,
  options: RecordSheetOptions,
): Promise<SecretBytes> {
  const { pbe } = options;
  if (pbe !== undefined) requireRecordOf(record, setIdOf(pbe));
  const paper = PAPERS[options.paper];
  const room = { first: 0, top: TOP_MM, bottom: paper.height - FOOT_MM };
  const blocks = tryOut(paper, (pen) => blocksOf(pen, paper, room, record, options));
  const pages = fillPages(blocks, room);
  const drawings = pages.map((placed, index) => (pen: Pen) => {
    drawFrame(pen, paper, options, {
      left: "dkek record sheet v1",
      right: `set ${grouped(shortSetId(record.set.setId))}  ·  page ${index + 1} of ${pages.length}`,
    });
    const isPbe = pbe !== undefined && index === pages.length - 1;
    drawTitle(pen, paper, "RECORD OF A SET OF CARDS", isPbe ? KEPT : PUBLIC);
    drawPlaced(pen, placed);
  });
  return await makePdf(paper, options, drawings);
}

function blocksOf(
  pen: Pen,
  paper: Paper,
  room: Room,
  record: SetRecord,
  options: RecordSheetOptions,
): Block[] {
  const area = areaOf(paper);
  const title = (text: string): Block => ({
    height: HEADING_MM,
    draw: (pen, y) => heading(pen, text, area.left, y + 4.6, area.width),
    before: GAP_MM,
    withNext: true,
  });
  const { pbe } = options;
  return [
    opening(pen, paper, record, pbe !== undefined),
    title("Fingerprint in words"),
    fingerprint(record, area),
    title("The set"),
    ...facts(record, options, area),
    title("What happened to it"),
    ...events(pen, record, area),
    ...(hasCardsToList(record) ? [title("Its cards"), ...cards(pen, record, area)] : []),
    ...keepTogether([title("Signatures"), ...signatures(pen, record, area)], room),
    ...(pbe === undefined
      ? []
      : [{ ...title("The .pbe file"), newPage: true }, pbePage(pbe, area)]),
  ];
}
