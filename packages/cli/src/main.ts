import type { Language } from "@dkek/words";
import { parseCommandLine } from "./command-line.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { watchTerminals } from "./terminal/hang-up.js";
import { takeHideInput } from "./terminal/hide-input.js";
import { interruptSignal } from "./terminal/interrupt.js";
import { watchOutput } from "./terminal/output-errors.js";
import { TOPICS, type TopicName } from "./topics/topic.js";
import { languageOf, takeLanguage } from "./words/language.js";
import { speak } from "./words/spoken.js";

/** Runs the program with the arguments after its name, and sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  const endIfHungUp = watchTerminals();
  watchOutput();
  await run(args);
  endIfHungUp();
}

async function run(args: readonly string[]): Promise<void> {
  using interrupt = interruptSignal();
  const { signal, uninterruptible } = interrupt;
  const facts: Record<string, unknown> = {};
  const endWith = (status: ExitStatus): void => {
    process.exitCode = status;
  };
  const foundWrong = (): void => endWith(EXIT.wrong);
  // A guess, for command lines that can't be parsed.
  let json = args.some((arg) => /^--json(=true)?$/.test(arg));
  try {
    const { named, rest } = takeLanguage(args);
    const language = languageOf(named, process.env);
    if (await explained(rest, language)) return;
    const command = await parseCommandLine(takeHideInput(rest), (parsed) => {
      json = parsed;
    });
    if (command === undefined) return;
    await speak(language);
    await command({ signal, uninterruptible, facts, foundWrong, endWith });
  } catch (error) {
    // Loaded now: it knows the errors of all rooms, and help should not wait for those.
    const { reportError } = await import("./report-error.js");
    process.exitCode = reportError(error, json ? facts : undefined);
  }
}

/** `dkek help TOPIC`. @returns whether it was that. */
async function explained([word, name]: readonly string[], language: Language): Promise<boolean> {
  if (word !== "help" || !TOPICS.some((topic) => topic === name)) return false;
  const { showTopic } = await import("./topics/show-topic.js");
  showTopic(name as TopicName, language);
  return true;
}
