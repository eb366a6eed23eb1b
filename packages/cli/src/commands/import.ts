import { formatRecord, type SetRecord, shortSetId, withImport } from "@dkek/ceremony";
import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { HsmError, type HsmStatus } from "@dkek/hsm";
import type { Command, Context } from "../command.js";
import { type Connection, connect, reachable } from "../hsm/connect.js";
import { type Opening, open, openingOptions, openingSettings } from "../input/opening.js";
import { Options, wrongUse } from "../input/options.js";
import { replaceFile } from "../output/staging.js";

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
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek import dkek.pbe --card card-1.txt card-3.txt card-5.txt", "into the only HSM"),

  prepare: (values) => {
    const options = new Options(values);
    const settings = openingSettings(options);
    const json = options.flag("json");
    const reader = options.text("reader");
    const expected = expectedKcv(options.text("kcv"));
    return async ({ signal, facts }: Context) => {
      // Before people bring their cards: is there an HSM at all?
      const place = await reachable(reader);
      using opening = await open(settings, signal, (setId) => Object.assign(facts, { setId }));
      await using connection = await connect(place);
      const outcome = await importInto(connection, opening, expected);
      process.stdout.write(
        json ? `${JSON.stringify(asJson(outcome, opening))}\n` : asText(outcome, opening),
      );
    };
  },
};

interface Outcome {
  readonly status: HsmStatus;
  /** What the HSM had to show; undefined where nobody knew. */
  readonly predicted: Kcv | undefined;
  readonly recordWritten: string | undefined;
}

async function importInto(
  { hsm }: Connection,
  opening: Opening,
  expected: Kcv | undefined,
): Promise<Outcome> {
  const { opened, recordFile } = opening;
  const before = await hsm.status();
  const predicted = predictKcv(before, opening, expected);
  const status = await hsm.importDkekShare(opened.share, {
    serial: before.serial,
    ...(predicted === undefined ? {} : { kcv: predicted }),
  });
  return {
    status,
    predicted,
    recordWritten: recordFile === undefined ? undefined : noteInRecord(recordFile, status),
  };
}

/**
 * The KCV of the whole DKEK: it is the XOR of all DKEK shares, so one of several shares does not tell
 * it; then the record or the operator may know it.
 *
 * @throws {HsmError} `count-mismatch` if set and HSM disagree about the number of DKEK shares;
 * {CliError} `wrong-use` if they disagree about the KCV.
 */
function predictKcv(
  { dkek, reader }: HsmStatus,
  { opened, recordFile }: Opening,
  expected: Kcv | undefined,
): Kcv | undefined {
  const total = dkek.state === "pending" ? dkek.total : undefined;
  const of = recordFile?.record.dkekShare.of;
  if (total !== undefined && of !== undefined && total !== of) {
    throw new HsmError(
      "count-mismatch",
      `the HSM in ${reader} was set up for ${total} DKEK shares, but this set is one of ${of}`,
      { hint: `initialise the HSM with --dkek-shares ${of}; that erases everything on it` },
    );
  }
  const known = recordFile?.record.dkekKcv ?? (total === 1 ? opened.kcv : undefined);
  if (known !== undefined && expected !== undefined && known !== expected) {
    throw new HsmError(
      "kcv-mismatch",
      `--kcv says ${expected}, but the DKEK's KCV will be ${known}`,
      {
        hint: "nothing was sent to the HSM; find out which of the two is meant",
      },
    );
  }
  return expected ?? known;
}

function noteInRecord(
  { path, record }: { path: string; record: SetRecord },
  status: HsmStatus,
): string {
  const { dkek, serial } = status;
  const entry = {
    at: new Date().toISOString(),
    hsm: serial,
    missing: dkek.state === "pending" ? dkek.missing : 0,
  };
  const kcv = dkek.state === "complete" ? dkek.kcv : undefined;
  replaceFile(path, formatRecord(withImport(record, entry, record.dkekKcv ?? kcv)));
  return path;
}

function expectedKcv(text: string | undefined): Kcv | undefined {
  if (text === undefined) return undefined;
  const kcv = parseKcv(text);
  if (kcv === undefined) throw wrongUse(`--kcv ${text}: not 16 hex digits`);
  return kcv;
}

function asJson({ status, predicted, recordWritten }: Outcome, { setId, opened }: Opening): object {
  const { dkek, serial, reader } = status;
  return {
    ok: true,
    setId,
    dkekShareKcv: opened.kcv,
    hsm: { serial, reader },
    missing: dkek.state === "pending" ? dkek.missing : 0,
    kcv: dkek.state === "complete" ? (dkek.kcv ?? null) : null,
    predictedKcv: predicted ?? null,
    record: recordWritten ?? null,
  };
}

function asText({ status, predicted, recordWritten }: Outcome, { setId, opened }: Opening): string {
  const { dkek, serial, reader } = status;
  const lines = [
    `set ${shortSetId(setId)}: its DKEK share is in HSM ${serial} (${reader})`,
    `  KCV of the share  ${opened.kcv}`,
    `  DKEK              ${dkekText(dkek)}`,
    ...(dkek.state === "complete" ? [`  KCV of the DKEK   ${kcvText(dkek.kcv, predicted)}`] : []),
    ...(recordWritten === undefined
      ? []
      : [`  record            ${recordWritten}: the import is noted in it`]),
  ];
  return `${lines.join("\n")}\n`;
}

function dkekText(dkek: HsmStatus["dkek"]): string {
  if (dkek.state !== "pending") return "complete";
  return `${dkek.missing} of ${dkek.total} DKEK shares still missing`;
}

function kcvText(shown: Kcv | undefined, predicted: Kcv | undefined): string {
  if (shown === undefined) return "not shown by this HSM before login: log in and compare";
  return predicted === undefined ? `${shown} (seen for the first time)` : `${shown}, as predicted`;
}
