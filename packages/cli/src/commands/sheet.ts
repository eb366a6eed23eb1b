import type { Command } from "../command.js";
import { Options, wrongUse } from "../input/options.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { destinationOf, destinationOptions, paperOf, paperOption } from "../sheets/sheet-output.js";
import { requireKnownOptions } from "../sheets/wanted-sheets.js";

/** The kinds of sheets; each is loaded only when it is asked for. */
const KINDS = ["card", "record", "receipt", "blank", "wallet"] as const;

export const sheet: Command = {
  positionals: "<kind>",
  build: (argv) =>
    paperOption(
      destinationOptions(
        argv
          .positional("kind", {
            type: "string",
            describe: "card, record, receipt, blank (to fill in by hand) or wallet",
          })
          .option("card", {
            type: "string",
            array: true,
            requiresArg: true,
            describe: "a card: a text file, a picture of its QR code, or - for standard input",
          })
          .option("record", { type: "string", requiresArg: true, describe: "the set's record" })
          .option("pbe", {
            type: "string",
            requiresArg: true,
            describe:
              "the set's .pbe file: for a card that does not name its set; to print it with the record",
          })
          .option("threshold", {
            type: "string",
            requiresArg: true,
            describe: "how many cards restore, where neither card nor record tells",
          })
          .option("total", {
            type: "string",
            requiresArg: true,
            describe: "how many cards there are, likewise",
          })
          .option("label", {
            type: "string",
            requiresArg: true,
            describe: "what the set is for, where no record tells",
          })
          .option("custodian", {
            type: "string",
            array: true,
            requiresArg: true,
            describe: "who holds the card, where no record tells; once for each card",
          })
          .option("id", {
            type: "string",
            array: true,
            requiresArg: true,
            describe: "receipts and blanks: of this card alone",
          })
          .option("scheme", {
            type: "string",
            requiresArg: true,
            describe: "blanks without a record: p224 (default) or sc-hsm",
          })
          .option("second-copy", {
            type: "boolean",
            describe: "cards: a second page, to be kept in another place",
          })
          .option("id-1", {
            type: "boolean",
            describe: "wallet: pages of the card's own size, for a card printer",
          }),
      ),
    )
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example(
        "dkek sheet card --card card-3.txt --record record.json --printer Office",
        "print a card",
      )
      .example(
        "dkek sheet card --card old.txt --pbe dkek.pbe --threshold 3 --total 5 --out sheets",
        "a proper sheet of a card that sc-hsm-tool showed",
      )
      .example("dkek sheet record --record record.json --stdout > record.pdf", "the public record"),

  prepare: (values) => {
    const options = new Options(values);
    const word = options.text("kind");
    const kind = KINDS.find((known) => known === word);
    if (kind === undefined) throw wrongUse(`no such sheet: ${word}`, `one of ${KINDS.join(", ")}`);
    const wanted = {
      kind,
      cards: options.texts("card"),
      record: options.text("record"),
      pbe: options.text("pbe"),
      threshold: options.wholeNumber("threshold", 2, 255),
      total: options.wholeNumber("total", 2, 255),
      label: options.text("label"),
      custodians: options.texts("custodian"),
      ids: options.wholeNumbers("id", 1, 255),
      scheme: options.oneOf("scheme", ["p224", "sc-hsm"]),
      secondCopy: options.flag("second-copy"),
      id1: options.flag("id-1"),
    };
    requireKnownOptions(wanted);
    if (wanted.id1 && options.text("paper") !== undefined) {
      throw wrongUse("--id-1 pages have the card's own size: leave --paper away");
    }
    const chosen = destinationOf(options);
    const destination =
      chosen.to === "printer" && wanted.id1 ? { ...chosen, paper: "id-1" as const } : chosen;
    const json = options.flag("json");
    if (json && destination.to === "stdout") {
      throw wrongUse("--json and --stdout both write to standard output");
    }
    const paper = paperOf(options);
    return async ({ signal }) => {
      const { collectSheets } = await import("../sheets/collect-sheets.js");
      const { deliver } = await import("../sheets/deliver.js");
      const { reportDelivery } = await import("../sheets/report-delivery.js");
      if (destination.to === "printer") {
        const { requirePrinter } = await import("../sheets/require-printer.js");
        await requirePrinter(destination);
      }
      using sheets = await collectSheets(wanted, sheetOptions(paper), signal);
      reportDelivery(sheets, await deliver(sheets, destination, signal), json);
    };
  },
};
