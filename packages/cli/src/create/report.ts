import { join } from "node:path";
import { fingerprintWords, headOf, type NewSet, shortSetId } from "@dkek/ceremony";
import type { CreatedWords } from "../words/created-words.js";
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
export function asText(made: NewSet, settings: Settings, words: CreatedWords): string {
  const { record, quorumsTried } = made;
  const { sharing, setId } = record.set;
  const path = (name: string): string => join(settings.out, name);
  const beside = (heading: string, [first = "", ...more]: readonly string[]): string[] => [
    `  ${heading.padEnd(INDENT.length - 2)}${first}`,
    ...more.map((line) => INDENT + line),
  ];
  const files = [
    [path(PBE_PATH), words.pbe],
    [path(RECORD_PATH), words.record],
    [path(RECORD_SHEET_PATH), words.recordSheet],
  ] as const;
  const width = Math.max(...files.map(([file]) => file.length));
  const lines = [
    words.made(shortSetId(setId), settings.dkekShare),
    ...beside(words.opensWith, [
      sharing === undefined ? words.withPassword : words.withCards(sharing),
    ]),
    ...beside("KCV", [words.kcv(record.set.dkekShare.kcv)]),
    ...beside(
      words.triedOut,
      sharing === undefined ? words.triedPassword : words.triedQuorums(quorumsTried),
    ),
    ...beside(words.fingerprint, [...wrapped(fingerprintWords(record)), ...words.writeDown]),
    "",
    ...files.map(([file, what]) => `  ${file.padEnd(width)}  ${what}`),
    ...(sharing === undefined ? [] : aboutCards(made, settings, sharing, path, words)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Where the cards are, and how to prove them. */
function aboutCards(
  { cards }: NewSet,
  { printer, formats }: Settings,
  { threshold, total }: { readonly threshold: number; readonly total: number },
  path: (name: string) => string,
  words: CreatedWords,
): string[] {
  const verify = `  dkek verify ${path(PBE_PATH)}`;
  if (printer !== undefined || formats.length === 0) {
    return [`  ${words.onPaper(total)}`, "", words.proveTyped(threshold), verify];
  }
  const endings = formats.includes("pdf") ? [words.toPrint("pdf")] : [];
  if (formats.includes("text")) endings.push("txt");
  const lies = `  ${path(CARDS_PATH)}/       ${words.secretCards(total, endings)}`;
  if (!formats.includes("text")) return [lies];
  const quorum = cards.slice(0, threshold).map(({ id }) => path(cardPath(id)));
  return [lies, "", words.proveFiles(threshold), `${verify} --card ${quorum.join(" ")}`];
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
