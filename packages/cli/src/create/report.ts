import { join } from "node:path";
import { fingerprintWords, headOf, type NewSet, shortSetId } from "@dkek/ceremony";
import {
  CARDS_PATH,
  cardPath,
  cardSheetPath,
  PBE_PATH,
  RECORD_PATH,
  RECORD_SHEET_PATH,
} from "./set-folder.js";
import type { CardFormat, Settings } from "./settings.js";

const LINE_MAX_CHARACTERS = 80;
/** What stands beside a heading starts here. */
const INDENT = " ".repeat(16);

/** What was made, for programs. */
export function asJson(made: NewSet, { out, dkekShare, printer, formats }: Settings): object {
  const { record, cards, quorumsTried } = made;
  const { setId, dkekShare: share, sharing } = record.set;
  const { scheme, threshold, total } = sharing ?? {};
  const pathsOf = (format: CardFormat, path: (id: number) => string): string[] =>
    printer === undefined && formats.includes(format)
      ? cards.map(({ id }) => join(out, path(id)))
      : [];
  return {
    ok: true,
    setId,
    kcv: share.kcv,
    dkekShare,
    sharing: sharing === undefined ? null : { scheme, threshold, total },
    fingerprint: fingerprintWords(record),
    head: headOf(record),
    quorumsTried,
    files: {
      pbe: join(out, PBE_PATH),
      record: join(out, RECORD_PATH),
      recordSheet: join(out, RECORD_SHEET_PATH),
      cards: pathsOf("text", cardPath),
      sheets: pathsOf("pdf", cardSheetPath),
    },
  };
}

/** What was made, for people. */
export function asText(made: NewSet, settings: Settings): string {
  const { record, quorumsTried } = made;
  const { sharing, setId } = record.set;
  const { index, of } = settings.dkekShare;
  const which = of === 1 ? "" : `, DKEK share ${index} of ${of}`;
  const path = (name: string): string => join(settings.out, name);
  const lines = [
    `set ${shortSetId(setId)} is made${which}`,
    sharing === undefined
      ? "  opens with    the password that you chose"
      : `  opens with    any ${sharing.threshold} of ${sharing.total} cards (scheme ${sharing.scheme})`,
    `  KCV           ${record.set.dkekShare.kcv} of this DKEK share`,
    sharing === undefined
      ? "  tried out     the .pbe file opens again"
      : `  tried out     ${quorumsTried} quorums restore the password, the .pbe file opens again,\n${INDENT}and every card is intact by the record`,
    `  fingerprint   ${wrapped(fingerprintWords(record)).join(`\n${INDENT}`)}`,
    `${INDENT}read these words out and write them down:`,
    `${INDENT}they tell the record from any other`,
    "",
    `  ${path(PBE_PATH)}     the DKEK share, encrypted: keep copies of it`,
    `  ${path(RECORD_PATH)}  the record of the set: public, keep it with the .pbe file`,
    `  ${path(RECORD_SHEET_PATH)}   the same to print and sign`,
    ...(sharing === undefined ? [] : aboutCards(made, settings, sharing.total, path)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Where the cards are, and how to prove them. */
function aboutCards(
  { cards, record }: NewSet,
  { printer, formats }: Settings,
  total: number,
  path: (name: string) => string,
): string[] {
  const threshold = record.set.sharing?.threshold ?? 0;
  const verify = `  dkek verify ${path(PBE_PATH)} --card`;
  if (printer !== undefined || formats.length === 0) {
    return [
      `  ${total} cards on paper, none on a disk`,
      "",
      `prove it with any ${threshold} cards: dkek asks for the digits`,
      `  dkek verify ${path(PBE_PATH)}`,
    ];
  }
  const endings = formats.includes("pdf") ? ["pdf (to print)"] : [];
  if (formats.includes("text")) endings.push("txt");
  const lies = `  ${path(CARDS_PATH)}/       SECRET: a card for each custodian, card-1 to card-${total}, .${endings.join(" and .")}`;
  if (!formats.includes("text")) return [lies];
  const quorum = cards.slice(0, threshold).map(({ id }) => path(cardPath(id)));
  return [
    lies,
    "",
    `prove it with any ${threshold} cards, such as:`,
    `${verify} ${quorum.join(" ")}`,
  ];
}

/** Words in lines that fit beside a heading. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || INDENT.length + longer.length > LINE_MAX_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
