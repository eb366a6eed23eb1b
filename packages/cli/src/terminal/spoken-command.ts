import { words } from "../words/spoken.js";

/** What can be typed at any question about a card. */
export type SpokenCommand = "back" | "skip" | "quit";

const COMMANDS: readonly SpokenCommand[] = ["back", "skip", "quit"];

/**
 * The command that a line means, in English or the language of the conversation: also where it was
 * typed behind digits that were refused and still stand there.
 */
export function commandIn(line: string): SpokenCommand | undefined {
  return COMMANDS.find((command) => endsInWord(line, [command, ...words().prompts[command]]));
}

/** Does a line end in one of these words, with nothing before it but digits of a card? */
export function endsInWord(line: string, among: readonly string[]): boolean {
  const text = line.trim().toLowerCase();
  return among.some(
    (word) => text.endsWith(word) && /^[0-9a-f\s:()-]*$/.test(text.slice(0, -word.length)),
  );
}
