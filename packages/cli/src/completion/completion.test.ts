import { expect, test } from "vitest";
import { COMMANDS } from "../commands.js";
import { readOutline } from "../outline/read-outline.js";
import { TOPICS } from "../topics/topic.js";
import { OF_COMMANDS, OF_OPTIONS, type Values } from "./values.js";

const commands = await readOutline();

/** The words that are offered, each on its own. */
function wordsOf(values: Values): readonly string[] {
  return values.kind === "words" ? values.words : [];
}

test.each(Object.entries(OF_OPTIONS))(
  "what is offered for --%s is what its help names",
  (name, values) => {
    const declared = commands.flatMap(({ options }) =>
      options.filter((option) => option.name === name),
    );
    // --lang is an option of every command, and declared once for all.
    if (name !== "lang") expect(declared).not.toEqual([]);
    for (const { takesValue, describe } of declared) {
      expect(takesValue).toBe(true);
      // The checks' names stand below the options.
      if (name !== "accept") for (const word of wordsOf(values)) expect(describe).toContain(word);
    }
  },
);

test.each(Object.entries(OF_COMMANDS))(
  "what is offered behind %s is what its help names",
  (name, values) => {
    const command = commands.find((one) => one.name === name);
    expect(command?.positionals).toHaveLength(1);
    for (const word of wordsOf(values)) expect(command?.positionals[0]?.describe).toContain(word);
  },
);

test("no topic hides a command", () => {
  const names = COMMANDS.map(({ name }) => name);
  expect(names.filter((name) => TOPICS.some((topic) => topic === name))).toEqual([]);
});
