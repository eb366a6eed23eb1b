import type { Command } from "../command.js";
import { Options } from "../input/options.js";
import { reissueSettings } from "../reissue/settings.js";
import { paperOption, printerOptions } from "../sheets/sheet-output.js";

export const reissue: Command = {
  positionals: "<file>",
  build: (argv) =>
    printerOptions(paperOption(argv))
      .positional("file", { type: "string", describe: "the .pbe file of the set" })
      .option("recreate", {
        type: "string",
        requiresArg: true,
        describe: "make the card with this share ID anew; the old one stays valid",
      })
      .option("add", { type: "boolean", describe: "make one more card, with the next free ID" })
      .option("confirm", {
        type: "string",
        requiresArg: true,
        describe: "put the new card with this number on record: read it back with others",
      })
      .option("drop", {
        type: "string",
        requiresArg: true,
        describe: "give the new card with this number up",
      })
      .option("custodian", {
        type: "string",
        requiresArg: true,
        describe: "who will hold the new card; public (default: who held it before)",
      })
      .option("card", {
        type: "string",
        array: true,
        requiresArg: true,
        describe:
          "a card of the quorum: a text or a picture of its QR code (PNG, JPEG), or - for standard input; else they are asked for",
      })
      .option("record", {
        type: "string",
        requiresArg: true,
        describe: "the set's record (default: record.json beside the .pbe file)",
      })
      .option("total", {
        type: "string",
        requiresArg: true,
        describe: "how many cards the set has, where there is no record",
      })
      .option("format", {
        type: "string",
        requiresArg: true,
        describe: "write the card into a file: pdf (a sheet to print) or text; in scripts both",
      })
      .option("erase-unfinished", {
        type: "boolean",
        describe: "erase what an interrupted reissue left in the same place",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek reissue dkek.pbe --recreate 2", "guided: a lost card, from a quorum")
      .example("dkek reissue dkek.pbe --add --custodian Hedy", "guided: one more custodian")
      .example(
        "dkek reissue dkek.pbe --recreate 2 --format pdf --card card-1.txt card-3.txt card-5.txt",
        "in two steps: the card, and then",
      )
      .example(
        "dkek reissue dkek.pbe --confirm 417093 --card scan-of-2.png card-1.txt card-3.txt",
        "read back, tried and on record",
      ),

  prepare: (values) => {
    const settings = reissueSettings(new Options(values));
    return async (context) => {
      switch (settings.step) {
        case "make": {
          if (settings.guided) {
            const { runGuided } = await import("../reissue/run-guided.js");
            return runGuided(settings, context);
          }
          const { runNew } = await import("../reissue/run-new.js");
          return runNew(settings, context);
        }
        case "confirm": {
          const { runConfirm } = await import("../reissue/run-settle.js");
          return runConfirm(settings, context);
        }
        case "drop": {
          const { runDrop } = await import("../reissue/run-settle.js");
          return runDrop(settings, context);
        }
      }
    };
  },
};
