import { wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import { openPrompter } from "../terminal/prompter.js";
import { Refused } from "../terminal/refused.js";
import { words } from "../words/spoken.js";

/** What the people at the printer say. */
export type PaperAnswer = "right" | "again" | "stop";

/** @throws {CliError} `wrong-use` before anything is printed, where nobody could answer. */
export function requireSomebodyToAsk(): void {
  if (canAsk()) return;
  throw wrongUse(
    "there is no terminal to ask at whether the paper came out right",
    "--yes prints without asking: then look at every sheet yourself",
  );
}

/**
 * Asks the custodian for a look at the paper: a spooler calls a job completed that came out blank.
 *
 * @throws {Interrupted}
 */
export async function confirmPaper(title: string, signal: AbortSignal): Promise<PaperAnswer> {
  using prompter = openPrompter(signal);
  const { papers, prompts } = words();
  const answer = await prompter.ask(papers.ask(title), (line) => {
    const word = line.trim().toLowerCase();
    if (["yes", ...prompts.yes].includes(word)) return "right";
    if (["again", ...papers.again].includes(word)) return "again";
    if (["stop", ...papers.stop].includes(word)) return "stop";
    throw new Refused(papers.answer);
  });
  prompter.say(`${title}: ${papers.outcome[answer]}`);
  return answer;
}
