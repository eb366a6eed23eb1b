import { join } from "node:path";
import {
  departed,
  knowEnoughAlone,
  recordedCards,
  type SetRecord,
  shortSetId,
} from "@dkek/ceremony";
import { groupedNumber, type PendingReissue } from "@dkek/ceremony/reissue";
import type { CardFormat } from "../create/settings.js";
import { hanging, reportWidth } from "../terminal/wrapped.js";
import type { NewCardFacts, ReissueWords } from "../words/reissue-words.js";
import { fileNameOf } from "./pending-folder.js";
import type { Recorded } from "./put-on-record.js";

/** What is said of a new card. Public. */
export function factsOf(
  { type, card, custodian = "" }: PendingReissue["issued"],
  record: SetRecord | undefined,
): NewCardFacts {
  const { id, issue } = card;
  const former = record && recordedCards(record).filter((known) => known.id === id);
  const before = former?.findLast((known) => known.issue < issue)?.custodian ?? "";
  return { type, id, issue, custodian, before: before === custodian ? "" : before };
}

/** A card that waits, for the report of it. */
export interface Waiting {
  readonly pbePath: string;
  readonly path: string;
  readonly pending: PendingReissue;
  readonly record: SetRecord | undefined;
  readonly threshold: number;
  readonly isProvable: boolean;
  /** As what it lies there; empty: it is on paper alone. */
  readonly formats: readonly CardFormat[];
}

export function waitingFiles({ path, pending, formats }: Waiting): Record<CardFormat, string[]> {
  const file = (format: CardFormat, ending: string): string[] =>
    formats.includes(format) ? [join(path, `${fileNameOf(pending.issued)}.${ending}`)] : [];
  return { text: file("text", "txt"), pdf: file("pdf", "pdf") };
}

/** A card that was made, and is not on record yet. */
export function waitingText(waiting: Waiting, words: ReissueWords): string {
  const { pbePath, pending, record, threshold, isProvable } = waiting;
  const { issued, number, setId } = pending;
  const facts = factsOf(issued, record);
  const files = waitingFiles(waiting);
  const [text = "CARD"] = files.text;
  const proof = isProvable ? words.provable : words.unprovable(threshold);
  const lines = [
    words.made(facts, shortSetId(setId)),
    ...below([
      words.waits,
      words.number(groupedNumber(number)),
      ...(record === undefined ? [] : [proof]),
      ...words.revokesNothing(facts),
    ]),
    "",
    ...[...files.text, ...files.pdf].map((file) => `  ${file}  ${words.secret}`),
    ...(files.text.length + files.pdf.length === 0 ? [`  ${words.onPaper}`] : []),
    "",
    ...hanging("", words.readBack(threshold), width()),
    `  dkek reissue ${pbePath} --confirm ${number} --card ${text} …`,
    words.orDrop,
    `  dkek reissue ${pbePath} --drop ${number}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A card that is on record. */
export function recordedText(
  { setId, issued }: PendingReissue,
  before: SetRecord | undefined,
  recordPath: string | undefined,
  { isProven, folder }: Recorded,
  words: ReissueWords,
): string {
  const facts = factsOf(issued, before);
  const proof = isProven ? words.provable : words.notReadBack;
  const lines = [
    words.made(facts, shortSetId(setId)),
    ...below([
      recordPath === undefined ? words.noRecord : words.onRecord(recordPath),
      ...(recordPath === undefined ? [] : [proof, words.printRecord]),
      ...words.revokesNothing(facts),
    ]),
    ...(folder === undefined ? [] : ["", `  ${folder}/  ${words.secret}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What has to be said loudly of those who know enough cards, alone or after they left; nothing, of too few. */
export function warningLines(
  record: SetRecord | undefined,
  words: ReissueWords,
): readonly string[] {
  if (record === undefined) return [];
  const { people, cards, suffice } = departed(record);
  return [
    ...knowEnoughAlone(record).flatMap((one) => words.warnOfOne(one.name, one.cards.join(", "))),
    ...(suffice ? words.warnOfDeparted(people.join(", "), cards.join(", ")) : []),
  ];
}

/** The same at the end of a report. */
export function warningText(record: SetRecord | undefined, words: ReissueWords): string {
  const lines = warningLines(record, words).flatMap((line) => hanging("", line, width()));
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}

/** Sentences below a heading, in lines that fit. */
function below(sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence) => hanging("  ", sentence, width()));
}

function width(): number {
  return reportWidth(process.stdout);
}
