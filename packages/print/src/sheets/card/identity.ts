import type { Paper } from "../../page/paper.js";
import type { Pen } from "../../page/pen.js";
import { drawFactList, FACTS_MM, type Fact } from "../fact-list.js";
import { areaOf } from "../frame.js";
import { grouped } from "../grouped.js";
import { drawNames, type NamesPlace } from "../names.js";
import { dayOf, type SheetOptions } from "../sheet-options.js";
import { TITLE } from "../title.js";
import type { CardFace } from "./content.js";
import { panelsOf } from "./folds.js";
import { drawKnown, known } from "./known.js";

const GAP_MM = 8;

/** The upper panel: whose card this is, of what, and what to do with it. Nothing on it is secret. */
export function drawIdentity(pen: Pen, paper: Paper, face: CardFace, options: SheetOptions): void {
  const { left, right } = areaOf(paper);
  const [id, total, threshold] = [face.id, face.total, face.threshold].map(known);
  drawKnown(pen, `Card ${id} of ${total}`, left, 24, { font: "strong", size: 27 });
  drawKnown(pen, `any ${threshold} restore`, left, 31.5, { size: 15 });
  drawNames(pen, { ...face, isForm: face.set === undefined }, namesPlace(paper));
  drawFactList(pen, right - FACTS_MM, 20.5, factsOf(face, options));
  drawPurpose(pen, paper, face);
}

/** Where label and name stand on the card's sheet. */
export function namesPlace(paper: Pick<Paper, "width">): NamesPlace {
  const { left, width } = areaOf(paper);
  return { x: left, y: 41, width: width - FACTS_MM - GAP_MM };
}

/** What tells this card and set from any other. */
function factsOf(
  { set, scheme, issue, dkekShare }: CardFace,
  { date, program }: SheetOptions,
): Fact[] {
  return [
    ...(set === undefined ? [] : [["Set", grouped(set)] as const]),
    ["Generation", issue === undefined ? known(issue) : generation(issue)],
    ["Scheme", scheme],
    ...(dkekShare === undefined
      ? []
      : [["DKEK share", `${dkekShare.index} of ${dkekShare.of}`] as const]),
    ["Printed", dayOf(date)],
    ["Program", program],
  ];
}

/** Which card of this number it is. All of them are the same share and stay valid. */
export function generation(issue: number): string {
  return issue === 1 ? "1" : `${issue}: destroy earlier ones`;
}

/** How the card is checked: by the record, or where that can't tell, with others of its set. */
export function checkWords({ isProvable }: CardFace): string {
  return isProvable
    ? "dkek verify --record record.json"
    : "dkek verify FILE.pbe, with as many cards as restore";
}

function drawPurpose(pen: Pen, paper: Paper, face: CardFace): void {
  const { threshold, total, dkekShare } = face;
  const { left, width } = areaOf(paper);
  const shares = dkekShare?.of ?? 1;
  const part = shares === 1 ? "the backup of a" : `one of ${shares} shares of a`;
  const others =
    shares === 1 ? "" : `, together with the other ${shares === 2 ? "share" : "shares"}`;
  const column = (width - GAP_MM) / 2;
  const x = left + column + GAP_MM;
  const y = panelsOf(paper).secret - 22.5;
  const style = { width: column, size: 7.6, leading: 3.4 };
  pen.text("What this is", left, y, TITLE);
  pen.box(
    `One of ${known(total)} cards that share a password. It opens ${part} hardware security ` +
      `module’s master key (the DKEK, in a .pbe file): with any ${known(threshold)} of the cards, the ` +
      `keys come back after the device has died${others}. Fewer cards tell nothing at all.`,
    left,
    y + 4.2,
    style,
  );
  pen.text("What to do with it", x, y, TITLE);
  pen.box(
    `Check today that it reads right: ${checkWords(face)}. Then fold the lower part ` +
      "up over the secret, and this part back behind it; seal it in a bag and lock it away, apart " +
      "from other cards and from the .pbe file. Show nobody the inside, and let nobody copy it.",
    x,
    y + 4.2,
    style,
  );
}
