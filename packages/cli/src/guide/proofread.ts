import {
  looksLikeCardString,
  type Proofreading,
  proofreadCode,
  proofreadRow,
  rowsToProofread,
  scannedPart,
} from "@dkek/ceremony";
import { hidesInput } from "../terminal/hide-input.js";
import { refuse } from "../terminal/refused.js";
import { commandIn, endsInWord } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { endIfQuit } from "./answers.js";
import type { Guide } from "./guide.js";

/** What came of reading a card back: `again`: the paper has to be made anew. */
export type Proofread = "right" | "again";

/** What a custodian may have done at a question. */
type Answer = Proofread | "back" | "scanned" | "no-scanner";

/**
 * Has the custodian read the share value back from the paper, row by row, and scan the code, where there
 * is one and a scanner: a good scan does not prove the printed digits, nor the other way round. The code
 * may be scanned at any row.
 *
 * @param hasCode whether a code stands on the paper.
 */
export async function proofread(
  guide: Guide,
  card: Proofreading,
  name: string,
  hasCode: boolean,
): Promise<Proofread> {
  const { create } = words();
  const count = rowsToProofread(card);
  guide.prompter.say(create.proofread(name));
  let isScanned = !hasCode;
  for (let index = 0; index < count || !isScanned; ) {
    const answer =
      index < count
        ? await askRow(guide, card, index, create.askRow(name, index + 1, count))
        : await askScan(guide, card, create.askScan(name));
    if (answer === "again") return answer;
    if (answer === "no-scanner") break;
    if (answer === "back") index = Math.max(0, index - 1);
    if (answer === "right") index += 1;
    if (answer === "scanned") {
      isScanned = true;
      guide.prompter.say(create.codeRight);
    }
  }
  return "right";
}

function askRow(
  guide: Guide,
  card: Proofreading,
  index: number,
  question: string,
): Promise<Answer> {
  return ask(guide, card, question, (line) => {
    const fault = proofreadRow(card, index, line);
    return fault === undefined ? "right" : refuse(words().entry.fault(fault));
  });
}

function askScan(guide: Guide, card: Proofreading, question: string): Promise<Answer> {
  return ask(guide, card, question, (line) =>
    line === ""
      ? "no-scanner"
      : refuse(words().entry.fault({ what: "code", code: "card-string-malformed" }), "goes"),
  );
}

/** @param take judges a line that is neither a command nor a code. */
function ask(
  { prompter }: Guide,
  card: Proofreading,
  question: string,
  take: (line: string) => Answer,
): Promise<Answer> {
  return prompter.ask(
    question,
    (typed) => {
      endIfQuit(typed);
      if (isAgain(typed)) return "again";
      if (commandIn(typed) === "back") return "back";
      const line = scannedPart(typed).trim();
      if (!looksLikeCardString(line)) return take(line);
      const fault = proofreadCode(card, line);
      if (fault !== undefined) refuse(words().entry.fault(fault), "goes");
      return "scanned";
    },
    { hidden: hidesInput() },
  );
}

/** In English or the language of the conversation, perhaps behind digits that were refused. */
export function isAgain(line: string): boolean {
  return endsInWord(line, ["again", ...words().create.again]);
}
