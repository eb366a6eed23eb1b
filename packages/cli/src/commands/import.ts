import { textInEnglish } from "@dkek/ceremony";
import type { Command, Context } from "../command.js";
import { findHsms } from "../import/find-hsms.js";
import { importEverywhere } from "../import/import-everywhere.js";
import { ImportNotes } from "../import/notes.js";
import { openSets } from "../import/open-sets.js";
import { report } from "../import/report.js";
import { readSetFiles } from "../import/set-file.js";
import { type ImportSettings, importSettings } from "../import/settings.js";
import { Options } from "../input/options.js";
import { SECRET_OPTIONS } from "../input/secret-options.js";
import { requireReplaceable } from "../output/replace-file.js";
import { waitsBeside } from "../reissue/waits-beside.js";
import { legible } from "../terminal/legible.js";

export const importShare: Command = {
  positionals: "<files..>",
  build: (argv) =>
    argv
      .positional("files", {
        type: "string",
        array: true,
        describe: "the .pbe file, or one for each DKEK share",
      })
      .option("record", {
        type: "string",
        requiresArg: true,
        describe: "a set's record; once for each set (default: record.json beside the .pbe file)",
      })
      .options(SECRET_OPTIONS)
      .option("reader", {
        type: "string",
        requiresArg: true,
        describe: "the reader that the HSM is in: its name, a part of it, or its number",
      })
      .option("serial", {
        type: "string",
        requiresArg: true,
        describe: "serial number of an HSM, whatever reader it is in; once for each HSM",
      })
      .option("all-readers", {
        type: "boolean",
        describe: "all HSMs that are plugged in and wait for a DKEK share",
      })
      .option("kcv", {
        type: "string",
        requiresArg: true,
        describe: "the key check value that the HSM must show at the end",
      })
      .option("again", {
        type: "boolean",
        describe: "the HSM was initialised anew since the import that the record tells of",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek import dkek.pbe --card card-1.txt card-3.txt card-5.txt", "the only HSM")
      .example("dkek import dkek.pbe --reader Nitrokey", "one of several; cards are asked for")
      .example("dkek import share-1/dkek.pbe share-2/dkek.pbe --card */card-*.txt", "two shares")
      .example("dkek import share-2/dkek.pbe --kcv 40D4F4DC00C72FCB", "the last of two shares")
      .example("dkek import dkek.pbe --serial DENK0100001 --serial DENK0100002", "two HSMs")
      .example("dkek import dkek.pbe --all-readers", "every HSM that waits for a share"),

  prepare: (values) => {
    const settings = importSettings(new Options(values));
    return (context) => runImport(settings, context);
  },
};

async function runImport(settings: ImportSettings, context: Context): Promise<void> {
  const { signal, facts } = context;
  // Before people bring their cards: is there an HSM at all?
  const chosen = await findHsms(settings.choice, signal);
  const files = await readSetFiles(settings, (setIds) => {
    Object.assign(facts, setIds.length === 1 ? { setId: setIds[0] } : { setIds });
  });
  for (const { path } of files) {
    for (const fact of waitsBeside(path)) {
      process.stderr.write(`dkek: ${path}: ${legible(textInEnglish(fact))}\n`);
    }
  }
  using open = await openSets(files, settings, signal);
  for (const { recordFile } of files) {
    if (recordFile !== undefined) requireReplaceable(recordFile.path);
  }
  const notes = new ImportNotes();
  const outcomes = await importEverywhere(chosen, open, settings, notes, context);
  report(open.sets, outcomes, settings, notes, context);
}
