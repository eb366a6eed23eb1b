import type { Command } from "../command.js";
import { Options } from "../input/options.js";
import { reissueSettings } from "../reissue/settings.js";
import { paperOption, printerOptions } from "../sheets/sheet-output.js";

export const reissue: Command = {
  positionals: "<files..>",
  build: (argv) =>
    printerOptions(paperOption(argv))
      .positional("files", {
        type: "string",
        array: true,
        describe: "the .pbe file of the set; of a new DKEK: those of all shares of the old one",
      })
      .option("recreate", {
        type: "string",
        requiresArg: true,
        describe: "make the card with this share ID anew; the old one stays valid",
      })
      .option("add", { type: "boolean", describe: "make one more card, with the next free ID" })
      .option("new-set", {
        type: "boolean",
        describe: "make a new set of cards for the same DKEK share, with a .pbe file of its own",
      })
      .option("new-dkek", {
        type: "boolean",
        describe: "make a new DKEK with a new set of cards, and re-wrap key backups for it",
      })
      .option("backup", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "of a new DKEK: a key backup under the old one, to be re-wrapped",
      })
      .option("expose-keys", {
        type: "boolean",
        describe:
          "of a new DKEK, without asking: agree that the private keys of the backups are in this machine's memory",
      })
      .option("confirm", {
        type: "string",
        requiresArg: true,
        describe:
          "put the new card with this number on record: read it back with others; with --out: the new set",
      })
      .option("drop", {
        type: "string",
        requiresArg: true,
        describe: "give the new card with this number up; with --out: the new set",
      })
      .option("destroyed", {
        type: "string",
        requiresArg: true,
        describe:
          "note in the record what was destroyed: a copy of the .pbe file, a card, a key; by whom",
      })
      .option("custodian", {
        type: "string",
        requiresArg: true,
        describe:
          "who will hold the new card; public (default: who held it before); of a new set, once for each card",
      })
      .option("threshold", {
        type: "string",
        requiresArg: true,
        describe: "of a new set: how many cards restore it (2 or more)",
      })
      .option("scheme", {
        type: "string",
        requiresArg: true,
        describe: "of a new set: p224 (default) or sc-hsm",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "of a new set: the new folder for everything that is made",
      })
      .option("label", {
        type: "string",
        requiresArg: true,
        describe: "of a new set: what it is for; public (default: as the old one's)",
      })
      .option("share", {
        type: "string",
        requiresArg: true,
        describe:
          "of a new set: which of how many DKEK shares it is, where there is no record (default 1/1)",
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
        array: true,
        requiresArg: true,
        describe: "the set's record (default: record.json beside the .pbe file)",
      })
      .option("total", {
        type: "string",
        requiresArg: true,
        describe:
          "how many cards the set has, where there is no record; of a new set: how many to make",
      })
      .option("format", {
        type: "string",
        requiresArg: true,
        describe: "write cards into files: pdf (sheets to print) or text; in scripts both",
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
      )
      .example("dkek reissue dkek.pbe --new-set", "guided: new cards for all, the DKEK stays")
      .example(
        "dkek reissue dkek.pbe --new-set --threshold 3 --total 5 --out new --card card-1.txt card-2.txt",
        "in two steps: the set, and then",
      )
      .example(
        "dkek reissue dkek.pbe --confirm 660301 --out new --card new/cards/card-*.txt",
        "read back, tried, and in the old one's place",
      )
      .example(
        "dkek reissue dkek.pbe --new-dkek --backup keys/*.bin",
        "guided: a new DKEK, and the key backups for it",
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
        case "new-set": {
          const { wanted } = settings;
          if (wanted.guided) {
            const { runGuidedNewSet } = await import("../new-set/run-guided.js");
            return runGuidedNewSet(settings, wanted.wishes, context);
          }
          const { runNewSet } = await import("../new-set/run-new.js");
          return runNewSet(settings, wanted.settings, context);
        }
        case "destroyed": {
          const { runDestroyed } = await import("../new-set/run-destroyed.js");
          return runDestroyed(settings, context);
        }
        case "confirm": {
          const { out } = settings;
          if (out !== undefined) {
            const { runConfirmSet } = await import("../new-set/run-settle.js");
            return runConfirmSet({ ...settings, out }, context);
          }
          const { runConfirm } = await import("../reissue/run-settle.js");
          return runConfirm(settings, context);
        }
        case "drop": {
          const { out } = settings;
          if (out !== undefined) {
            const { runDropSet } = await import("../new-set/run-settle.js");
            return runDropSet({ ...settings, out }, context);
          }
          const { runDrop } = await import("../reissue/run-settle.js");
          return runDrop(settings, context);
        }
      }
    };
  },
};
