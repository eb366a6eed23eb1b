import type { Command } from "../command.js";
import { CHECK_NAMES, type CheckName } from "../doctor/check-names.js";
import { Options, wrongUse } from "../input/options.js";

export const doctor: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("printer", {
        type: "string",
        requiresArg: true,
        describe: "the CUPS printer that the cards will go to",
      })
      .option("strict", {
        type: "boolean",
        describe: "exit status 1 unless all is green: for a written procedure",
      })
      .option("accept", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "a check that the procedure takes care of in another way; may be repeated",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek doctor", "look at everything; exit status 1 if anything is red")
      .example(
        "dkek doctor --strict --printer Office --accept machine",
        "all must be green, but that it is a virtual machine is known and accepted",
      )
      .epilogue(
        `nothing is changed. What can't be told here is not green either.\n\nchecks: ${CHECK_NAMES.join(" ")}`,
      ),

  prepare: (values) => {
    const options = new Options(values);
    const settings = {
      printer: options.text("printer"),
      strict: options.flag("strict"),
      accepted: options.texts("accept").map(checkNamed),
      json: options.flag("json"),
    };
    return async (context) => {
      const { runDoctor } = await import("../doctor/run-doctor.js");
      await runDoctor(settings, context);
    };
  },
};

function checkNamed(text: string): CheckName {
  const name = CHECK_NAMES.find((known) => known === text);
  if (name !== undefined) return name;
  throw wrongUse(`--accept ${text}: there is no such check`, `there are ${CHECK_NAMES.join(", ")}`);
}
