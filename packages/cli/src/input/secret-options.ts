import type { Options as YargsOption } from "yargs";

/** How what opens a `.pbe` file is named. */
export const SECRET_OPTIONS: Record<string, YargsOption> = {
  card: {
    type: "string",
    array: true,
    requiresArg: true,
    describe:
      "a card: a text or a picture of its QR code (PNG, JPEG), or - for standard input; any number, else they are asked for",
  },
  password: { type: "boolean", describe: "no cards: ask for the password" },
  "password-fd": {
    type: "string",
    requiresArg: true,
    describe: "no cards: read the password from file descriptor N",
  },
};
