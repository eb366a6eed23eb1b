import type { Language } from "@dkek/words";
import { legible } from "../terminal/legible.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { de } from "./de.js";
import { en } from "./en.js";
import type { Topic, TopicName, Topics } from "./topic.js";

const TOPICS_IN: Readonly<Record<Language, Topics>> = { en, de };

/** Writes a topic to standard output, wrapped to the terminal. */
export function showTopic(name: TopicName, language: Language): void {
  const { title, paragraphs } = TOPICS_IN[language][name];
  // What stands for an umlaut is longer: first the letters, then the lines.
  const shown = { title: legible(title), paragraphs: paragraphs.map((text) => legible(text)) };
  const lines = linesOf(shown, linesWidth(process.stdout));
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** @param width of a line, in columns. */
export function linesOf({ title, paragraphs }: Topic, width: number): string[] {
  const blocks = paragraphs.map((text) =>
    text.startsWith("  ") ? text.split("\n") : wrapped(text, width),
  );
  return [title, ...blocks.flatMap((block) => ["", ...block])];
}
