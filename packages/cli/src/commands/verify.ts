import {
  type AuditResult,
  audit,
  compareWithReport,
  type Finding,
  inOrder,
  type Material,
  parseEarlierReport,
  shortSetId,
  subjectInEnglish,
} from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import { oneLine } from "@dkek/words";
import { audit as english } from "@dkek/words/en";
import type { Command, Context } from "../command.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { type Gathered, gatherMaterial, materialSettings } from "../input/material.js";

import { Options } from "../input/options.js";
import { SECRET_OPTIONS } from "../input/secret-options.js";
import { type Audited, requireNewReport, writeReport } from "../output/report.js";
import { reportedFinding } from "../output/reported-finding.js";
import { progress } from "../terminal/progress.js";
import { hanging, reportWidth } from "../terminal/wrapped.js";

export const verify: Command = {
  positionals: "[files..]",
  build: (argv) =>
    argv
      .positional("files", { type: "string", array: true, describe: "the .pbe file, or several" })
      .option("record", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "the set's record (default: record.json beside the .pbe file)",
      })
      .options(SECRET_OPTIONS)
      .option("backup", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "a key backup (wrapped key): would it restore?",
      })
      .option("kcv", {
        type: "string",
        requiresArg: true,
        describe: "the DKEK's key check value as the HSM shows it: is it this one?",
      })
      .option("report", {
        type: "string",
        requiresArg: true,
        describe: "write a report to sign: NAME.md, and NAME.json for machines",
      })
      .option("since", {
        type: "string",
        requiresArg: true,
        describe: "an earlier report (NAME.json): which files have changed since?",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek verify --record record.json --card card-3.txt", "one card alone")
      .example("dkek verify dkek.pbe --card card-1.txt card-3.txt card-5.txt", "a quorum")
      .example("dkek verify dkek.pbe --card card-*.txt --backup keys/*.bin", "key backups, too")
      .example("dkek verify … --report 2027 --since 2026.json", "the yearly audit")
      .example("dkek verify dkek.pbe --password", "a .pbe file with a password"),

  prepare: (values) => {
    const options = new Options(values);
    const settings = materialSettings(options);
    const report = options.text("report");
    const since = options.text("since");
    const json = options.flag("json");
    return async (context: Context) => {
      if (report !== undefined) requireNewReport(report);
      using gathered = await gatherMaterial(settings, context);
      const changes = since === undefined ? [] : await changesSince(since, gathered);
      const result = withFindings(
        [...gathered.findings, ...changes],
        await runAudit(gathered.material, context.signal),
        gathered.material,
      );
      process.stdout.write(json ? `${JSON.stringify(asJson(result))}\n` : asText(result));
      if (report !== undefined) writeReport(report, gathered, asJson(result));
      if (result.verdict === "wrong") context.foundWrong();
    };
  },
};

async function changesSince(path: string, { files, material }: Gathered): Promise<Finding[]> {
  const records = new Map(material.records.map(({ name, it }) => [name, it]));
  const given = files.map((file) => ({ ...file, record: records.get(file.path) }));
  const text = new TextDecoder().decode(await readInputFile(path));
  try {
    return compareWithReport(given, parseEarlierReport(text));
  } catch (error) {
    throw inFile(path, error);
  }
}

/** Adds what was found while reading; all in the order in which it is read. */
function withFindings(
  found: readonly Finding[],
  result: AuditResult,
  material: Material,
): AuditResult {
  const isWrong = found.some(({ status }) => status === "wrong");
  return {
    ...result,
    verdict: isWrong ? "wrong" : result.verdict,
    findings: inOrder([...found, ...result.findings], material),
  };
}

async function runAudit(material: Material, signal: AbortSignal): Promise<AuditResult> {
  using shown = progress();
  return await audit(material, workerEngine(), {
    signal,
    onProgress: (fraction) => shown.update("opening the .pbe file", fraction),
    onCards: (fraction) => shown.update("checking the cards against the record", fraction),
  });
}

function asJson({ verdict, notProven, findings, sets }: AuditResult): Audited {
  const [first] = sets;
  const single = sets.length === 1 ? first : undefined;
  return {
    ok: verdict === "right",
    verdict,
    notProven: notProven.map(subjectInEnglish),
    setId: single?.setId ?? null,
    kcv: single?.kcv ?? null,
    threshold: single?.threshold ?? null,
    cards: single?.cards ?? null,
    stockToolCanOpen: single?.stockToolCanOpen ?? null,
    sets: sets.map((set) => ({
      ...set,
      kcv: set.kcv ?? null,
      threshold: set.threshold ?? null,
      stockToolCanOpen: set.stockToolCanOpen ?? null,
    })),
    findings: findings.map(reportedFinding),
  };
}

/** Of the longest mark. */
const MARK_WIDTH = 10;

function asText({ verdict, notProven, findings, sets }: AuditResult): string {
  const width = reportWidth(process.stdout);
  const lines = [
    ...findings.flatMap(({ status, subject, text, value }) => [
      ...hanging(
        `${english.marks[status].padEnd(MARK_WIDTH)}  `,
        `${oneLine(subject)}: ${oneLine(text)}${value === undefined ? "" : ":"}`,
        width,
      ),
      ...(value === undefined ? [] : hanging(" ".repeat(16), oneLine(value), width)),
    ]),
    "",
    ...sets.flatMap(({ setId, kcv, threshold }) =>
      kcv === undefined ? [] : [english.opens(shortSetId(setId), threshold, kcv)],
    ),
    `${english.result(verdict, notProven.length)}${verdict === "wrong" ? ": see above" : ""}`,
  ];
  return `${lines.join("\n")}\n`;
}
