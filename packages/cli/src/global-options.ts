import type { Options } from "yargs";

/** Options of every command; main.ts takes them out of the arguments before anything is parsed. */
export const GLOBAL_OPTIONS: Readonly<Record<string, Options>> = {
  lang: {
    type: "string",
    requiresArg: true,
    describe: "en or de: the language of the conversation at the terminal (default: the locale's)",
  },
  "hide-input": {
    type: "boolean",
    describe: "show asterisks for what is typed of cards",
  },
};
