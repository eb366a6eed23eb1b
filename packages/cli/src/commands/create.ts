import type { Command } from "../command.js";
import { parseSettings } from "../create/settings.js";
import { isGuided, parseWishes } from "../guide/wishes.js";
import { Options } from "../input/options.js";
import { paperOption, printerOptions } from "../sheets/sheet-output.js";

export const create: Command = {
  positionals: "",
  build: (argv) =>
    printerOptions(paperOption(argv))
      .option("threshold", {
        type: "string",
        requiresArg: true,
        describe: "how many cards restore the password (2 or more)",
      })
      .option("total", {
        type: "string",
        requiresArg: true,
        describe: "how many cards there are (up to 255)",
      })
      .option("scheme", {
        type: "string",
        requiresArg: true,
        describe: "p224 (default) or sc-hsm, the 63 bits of sc-hsm-tool's own sets",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "a new folder for everything that is made",
      })
      .option("label", {
        type: "string",
        requiresArg: true,
        describe: "what the set is for, in your words; public",
      })
      .option("share", {
        type: "string",
        requiresArg: true,
        describe: "which of how many DKEK shares this is, such as 1/2 (default 1/1)",
      })
      .option("custodian", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "a custodian's name, once for each card in the order of their IDs; public",
      })
      .option("format", {
        type: "string",
        requiresArg: true,
        describe: "how cards are written: pdf (sheets to print) or text; both, if not given",
      })
      .option("password", { type: "boolean", describe: "no cards: ask for a password, twice" })
      .option("password-fd", {
        type: "string",
        requiresArg: true,
        describe: "no cards: read the password from file descriptor N",
      })
      .option("mix-hsm", {
        type: "string",
        requiresArg: true,
        describe: "mix in random bytes of the HSM in this reader",
      })
      .option("guided", {
        type: "boolean",
        describe:
          "go through the ceremony step by step; so it does on a terminal, if anything is left to ask",
      })
      .option("erase-unfinished", {
        type: "boolean",
        describe: "erase what an interrupted create left in the same place",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek create", "guided, step by step, each card proofread from its paper")
      .example("dkek create --threshold 3 --total 5 --out root-ca", "five cards, any three restore")
      .example(
        "dkek create --threshold 3 --total 5 --out root-ca --printer Office",
        "cards on paper alone: none is written to a disk",
      )
      .example("dkek create --password --out root-ca", "a .pbe file with a password of your own"),

  prepare: (values) => {
    const options = new Options(values);
    if (isGuided(options)) {
      const wishes = parseWishes(options);
      return async (context) => {
        const { runGuided } = await import("../guide/run-guided.js");
        await runGuided(wishes, context);
      };
    }
    const settings = parseSettings(options);
    return async (context) => {
      const { runCreate } = await import("../create/run-create.js");
      await runCreate(settings, context);
    };
  },
};
