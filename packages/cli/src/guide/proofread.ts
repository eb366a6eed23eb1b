import { type Proofreading, proofreadCode, proofreadRow, rowsToProofread } from "@dkek/ceremony";
import { hidesInput } from "../terminal/hide-input.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { endIfQuit, refuse } from "./answers.js";
import type { Guide } from "./guide.js";

/** What came of reading a card back: `again`: the paper has to be made anew. */
export type Proofread = "right" | "again";

/**
 * Has the custodian read the share value back from the paper, row by row, and scan the code, where there
 * is one and a scanner: a good scan does not prove the printed digits, nor the other way round.
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
  for (let index = 0; index < count; ) {
    const answer = await askRow(guide, card, name, index, count);
    if (answer === "again") return answer;
    if (answer === "back") index = Math.max(0, index - 1);
    else index += 1;
  }
  return hasCode ? await askScan(guide, card, name) : "right";
}

function askRow(
  { prompter }: Guide,
  card: Proofreading,
  name: string,
  index: number,
  count: number,
): Promise<"right" | "back" | "again"> {
  const { create, entry } = words();
  return prompter.ask(
    create.askRow(name, index + 1, count),
    (line) => {
      endIfQuit(line);
      if (isAgain(line)) return "again";
      if (commandIn(line) === "back") return "back";
      const fault = proofreadRow(card, index, line);
      if (fault !== undefined) refuse(entry.fault(fault));
      return "right";
    },
    { hidden: hidesInput() },
  );
}

function askScan({ prompter }: Guide, card: Proofreading, name: string): Promise<Proofread> {
  const { create, entry } = words();
  return prompter.ask(
    create.askScan(name),
    (line) => {
      endIfQuit(line);
      if (isAgain(line)) return "again";
      if (line.trim() === "") return "right";
      const fault = proofreadCode(card, line);
      if (fault !== undefined) refuse(entry.fault(fault));
      return "right";
    },
    { hidden: hidesInput() },
  );
}

/** In English or the language of the conversation. */
export function isAgain(line: string): boolean {
  const word = line.trim().toLowerCase();
  return word === "again" || words().create.again.includes(word);
}
