import { formatRecord, planImport, type RecordEvent, shortSetId, withEvent } from "@dkek/ceremony";
import { type Kcv, parseKcv } from "@dkek/dkek-file";
import type { HsmStatus, SmartCardHsm } from "@dkek/hsm";
import type { Command, Context } from "../command.js";
import { connect, reachable } from "../hsm/connect.js";
import { type Opening, open, openingOptions, openingSettings } from "../input/opening.js";
import { Options, wrongUse } from "../input/options.js";
import { readRecord } from "../input/record.js";
import { replaceFile, requireReplaceable } from "../output/replace-file.js";

export const importShare: Command = {
  positionals: "<file>",
  build: (argv) =>
    openingOptions(argv)
      .option("reader", {
        type: "string",
        requiresArg: true,
        describe: "the reader that the HSM is in: its name, a part of it, or its number",
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
      .example("dkek import share-2/dkek.pbe --kcv 40D4F4DC00C72FCB", "the last of two shares"),

  prepare: (values) => {
    const options = new Options(values);
    const settings = openingSettings(options);
    const json = options.flag("json");
    const again = options.flag("again");
    const reader = options.text("reader");
    const expectedKcv = parseExpectedKcv(options.text("kcv"));
    return async (context) => {
      const { signal, facts } = context;
      // Before people bring their cards: is there an HSM at all?
      const place = await reachable(reader, signal);
      using opening = await open(settings, signal, (setId) => Object.assign(facts, { setId }));
      if (opening.recordFile !== undefined) requireReplaceable(opening.recordFile.path);
      await using connection = await connect(place, signal);
      const outcome = await importInto(connection.hsm, opening, { expectedKcv, again }, context);
      // What is in the HSM is in, whatever becomes of the record.
      process.stdout.write(json ? asJson(outcome, opening) : asText(outcome, opening));
      if (opening.recordFile !== undefined) {
        await noteInRecord(opening.recordFile.path, outcome.status);
        if (!json) process.stdout.write(`  noted in          ${opening.recordFile.path}\n`);
      }
    };
  },
};

interface Outcome {
  readonly status: HsmStatus;
  /** What the HSM had to show; undefined where nobody knew. */
  readonly predicted: Kcv | undefined;
}

async function importInto(
  hsm: SmartCardHsm,
  { opened, recordFile }: Opening,
  said: { readonly expectedKcv: Kcv | undefined; readonly again: boolean },
  { signal, uninterruptible }: Context,
): Promise<Outcome> {
  const { serial, dkek } = await hsm.status();
  // An HSM that waits for no share refuses by itself, and says why.
  const predicted =
    dkek.state === "pending"
      ? planImport(
          { serial, ...dkek },
          { shareKcv: opened.kcv, record: recordFile?.record, ...said },
        )
      : undefined;
  signal.throwIfAborted();
  const status = await uninterruptible(() =>
    hsm.importDkekShare(opened.share, {
      serial,
      ...(predicted === undefined ? {} : { kcv: predicted }),
    }),
  );
  return { status, predicted };
}

/** Reads the record once more: somebody else may have noted something meanwhile. */
async function noteInRecord(path: string, { dkek, serial }: HsmStatus): Promise<void> {
  const record = await readRecord(path);
  const kcv = dkek.state === "complete" ? dkek.kcv : undefined;
  const event: RecordEvent = {
    at: new Date().toISOString(),
    type: "imported",
    hsm: serial,
    missing: missingOf(dkek),
    ...(kcv === undefined ? {} : { dkekKcv: kcv }),
  };
  replaceFile(path, formatRecord(withEvent(record, event)));
}

function parseExpectedKcv(text: string | undefined): Kcv | undefined {
  if (text === undefined) return undefined;
  const kcv = parseKcv(text);
  if (kcv === undefined) throw wrongUse(`--kcv ${text}: not 16 hex digits`);
  return kcv;
}

function missingOf(dkek: HsmStatus["dkek"]): number {
  return dkek.state === "pending" ? dkek.missing : 0;
}

function asJson({ status, predicted }: Outcome, { setId, opened, recordFile }: Opening): string {
  const { dkek, serial, reader } = status;
  const report = {
    ok: true,
    setId,
    dkekShareKcv: opened.kcv,
    hsm: { serial, reader },
    missing: missingOf(dkek),
    kcv: dkek.state === "complete" ? (dkek.kcv ?? null) : null,
    predictedKcv: predicted ?? null,
    record: recordFile?.path ?? null,
  };
  return `${JSON.stringify(report)}\n`;
}

function asText({ status, predicted }: Outcome, { setId, opened }: Opening): string {
  const { dkek, serial, reader } = status;
  const lines = [
    `set ${shortSetId(setId)}: its DKEK share is in HSM ${serial} (${reader})`,
    `  KCV of the share  ${opened.kcv}`,
    ...(dkek.state === "complete"
      ? [`  DKEK              complete, KCV ${kcvText(dkek.kcv, predicted)}`]
      : [`  DKEK              ${missingOf(dkek)} more DKEK share(s) to come`]),
  ];
  return `${lines.join("\n")}\n`;
}

function kcvText(shown: Kcv | undefined, predicted: Kcv | undefined): string {
  if (shown === undefined) return "not shown by this HSM before login: log in and compare";
  return predicted === undefined ? `${shown} (seen for the first time)` : `${shown} as predicted`;
}
