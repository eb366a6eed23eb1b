import { words } from "../words/spoken.js";

/** What can be typed at any question about a card. */
export type SpokenCommand = "back" | "skip" | "quit";

const COMMANDS: readonly SpokenCommand[] = ["back", "skip", "quit"];

/**
 * The command that a line means, in English or the language of the conversation: also where it was
 * typed behind digits that were refused and still stand there.
 */
export function commandIn(line: string): SpokenCommand | undefined {
  const text = line.trim().toLowerCase();
  return COMMANDS.find((command) =>
    [command, ...words().prompts[command]].some(
      (word) => text.endsWith(word) && /^[0-9a-f\s:()-]*$/.test(text.slice(0, -word.length)),
    ),
  );
}
