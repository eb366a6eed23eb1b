import { COMMANDS } from "../commands.js";
import { TOPICS } from "../topics/topic.js";

/** A word that may stand where a command or an action is wanted. */
export interface MenuWord {
  readonly name: string;
  /** What it does, as part of a sentence. */
  readonly summary: string;
  /** What must follow; empty, if nothing must. */
  readonly actions: readonly MenuWord[];
}

const COMMAND_WORDS: readonly MenuWord[] = COMMANDS.map((command) => ({
  name: command.name,
  summary: command.summary,
  actions:
    "actions" in command
      ? command.actions.map(({ name, summary }) => ({ name, summary, actions: [] }))
      : [],
}));

const TOPIC_WORDS: readonly MenuWord[] = TOPICS.map((name) => ({
  name,
  summary: "a topic",
  actions: [],
}));

/** What may stand first; of `help`, it is all the others and the topics. */
export const MENU: readonly MenuWord[] = [
  ...COMMAND_WORDS,
  {
    name: "help",
    summary: "a topic in plain words, or a command's help",
    actions: [...COMMAND_WORDS, ...TOPIC_WORDS],
  },
];

/** A place where one of several words is wanted. */
export interface Choice {
  /** What stands in front: none, or such as `help hsm`. */
  readonly after: string;
  readonly words: readonly MenuWord[];
}

/** Every place in the menu where a word is wanted. */
export function choices(after: string = "", words: readonly MenuWord[] = MENU): Choice[] {
  const deeper = words
    .filter(({ actions }) => actions.length > 0)
    .flatMap(({ name, actions }) => choices(`${after} ${name}`.trim(), actions));
  return [{ after, words }, ...deeper];
}
