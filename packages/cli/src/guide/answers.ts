import { Interrupted } from "../interrupted.js";
import { refuse } from "../terminal/refused.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import type { Guide } from "./guide.js";

/** Waits for Enter alone; one that was pressed too early, or twice, must not show or end anything. */
export async function askToGoOn({ prompter }: Guide, question: string): Promise<void> {
  const { pressEnter } = words().prompts;
  await prompter.ask(
    `${question} (${pressEnter})`,
    (line) => {
      endIfQuit(line);
      if (line.trim() !== "") refuse({ message: pressEnter, hint: "" }, "goes");
    },
    { fresh: true },
  );
}

/** @returns whether the answer is yes; `back` counts as no. */
export async function askYesOrNo({ prompter }: Guide, question: string): Promise<boolean> {
  const { yes, no, answerYesOrNo } = words().prompts;
  return prompter.ask(`${question} (${yes[0]}/${no[0]})`, (line) => {
    endIfQuit(line);
    const word = line.trim().toLowerCase();
    if (yes.includes(word) || word === "yes") return true;
    if (no.includes(word) || word === "no" || commandIn(line) === "back") return false;
    return refuse({ message: answerYesOrNo, hint: "" }, "goes");
  });
}

/** @throws {Interrupted} if a line is `quit`. */
export function endIfQuit(line: string): void {
  if (commandIn(line) === "quit") throw new Interrupted();
}
