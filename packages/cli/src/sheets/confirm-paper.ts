import { wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import { openPrompter } from "../terminal/prompter.js";

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
  const answer = await prompter.ask(
    `${title}: is the paper whole and easy to read? yes, again (print it once more) or stop`,
    (line) => {
      const word = line.trim().toLowerCase();
      if (word === "yes" || word === "y") return "right";
      if (word === "again" || word === "stop") return word;
      throw wrongUse('answer "yes", "again" or "stop"');
    },
  );
  prompter.say(`${title}: ${{ right: "right", again: "printed again", stop: "stopped" }[answer]}`);
  return answer;
}
