import type { Options as YargsOptions } from "yargs";

/** The reader of the one HSM that a command is about. */
export const READER: YargsOptions = {
  type: "string",
  requiresArg: true,
  describe: "the reader that the HSM is in: its name, a part of it, or its number",
};

/** Consent to a PIN that may be the last one. */
export const LAST_TRY: YargsOptions = {
  type: "boolean",
  describe: "go on where a wrong PIN would be the last: it blocks the PIN, an SO-PIN for ever",
};

export const JSON_REPORT: YargsOptions = { type: "boolean", describe: "report as JSON" };
