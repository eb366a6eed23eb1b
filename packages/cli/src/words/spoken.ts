import type { Language } from "@dkek/words";
import type { Words } from "./words.js";

/** Loaded when they are needed: they know the verdicts on cards, and help should not wait for those. */
const WORDS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import("./en/words.js")).en,
  de: async () => (await import("./de/words.js")).de,
};

let spoken: Words | undefined;

/** Chooses the language, once, for the whole process: like its terminal, there is only one. */
export async function speak(language: Language): Promise<void> {
  spoken = await WORDS[language]();
}

/** What to say, in the language that was chosen before any command runs. */
export function words(): Words {
  if (spoken === undefined) throw new Error("nobody chose a language");
  return spoken;
}

/** For what may go wrong earlier than that. */
export function wordsIfChosen(): Words | undefined {
  return spoken;
}
