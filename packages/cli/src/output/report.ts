import { existsSync } from "node:fs";
import { type AuditMethod, type AuditResult, methodsOf } from "@dkek/ceremony";
import { oneLine } from "@dkek/words";
import { audit as english } from "@dkek/words/en";
import { CliError } from "../cli-error.js";
import type { Gathered, ReadFile } from "../input/material.js";
import { programName } from "../version.js";
import { writeDurably } from "./durable.js";
import type { ReportedFinding } from "./reported-finding.js";
import { explained } from "./unwritable.js";

/** What `dkek verify --json` says. No secrets. */
export interface Audited extends AuditedSet {
  /** Nothing is wrong, and everything that was asked about is proven. */
  readonly ok: boolean;
  readonly verdict: AuditResult["verdict"];
  readonly notProven: readonly string[];
  readonly sets: readonly AuditedSet[];
  readonly findings: readonly ReportedFinding[];
}

interface AuditedSet {
  readonly setId: string | null;
  readonly kcv: string | null;
  readonly threshold: number | null;
  readonly cards: readonly number[] | null;
  readonly stockToolCanOpen: boolean | null;
}

/** The result in words. */
export function resultOf({ verdict, notProven }: Pick<Audited, "verdict" | "notProven">): string {
  return english.result(verdict, notProven.length);
}

/**
 * Makes sure that a report of this name would be a new one: before anybody waits for the audit.
 *
 * @throws {CliError} `out-exists`.
 */
export function requireNewReport(name: string): void {
  for (const path of [`${name}.json`, `${name}.md`]) {
    if (!existsSync(path)) continue;
    throw new CliError("out-exists", `${path} exists already`, {
      hint: "nothing is ever overwritten: name a new report",
    });
  }
}

/**
 * Writes the report of an audit, to be filed and signed: `NAME.md` for people, `NAME.json` for
 * machines. What was checked, how, with what result, by which versions; no secrets.
 *
 * @throws {CliError} `out-exists`, `out-unwritable`.
 */
export function writeReport(
  name: string,
  { files, material }: Pick<Gathered, "files" | "material">,
  audited: Audited,
): void {
  requireNewReport(name);
  const report = {
    made: new Date().toISOString(),
    program: `${programName()}, Node ${process.versions.node}`,
    files,
    // Without hashes: they would help to guess a card.
    secretInput: [
      ...material.cards.map(({ name: card, it }) => `${card} (card ${it.id})`),
      ...(material.password === undefined ? [] : ["a password"]),
    ],
    ...(material.kcv === undefined ? {} : { namedKcv: material.kcv }),
    ...audited,
  };
  writeNew(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeNew(
    `${name}.md`,
    asMarkdown(
      report,
      methodsOf(
        material,
        audited.sets.some(({ kcv }) => kcv !== null),
      ),
    ),
  );
}

function writeNew(path: string, content: string): void {
  explained(path, "choose another place for the report", () => writeDurably(path, content));
}

interface Report extends Audited {
  readonly made: string;
  readonly program: string;
  readonly files: readonly ReadFile[];
  readonly secretInput: readonly string[];
  readonly namedKcv?: string;
}

const SECTIONS: readonly (readonly [ReportedFinding["status"], string])[] = [
  ["wrong", "Wrong"],
  ["proven", "Proven"],
  ["unproven", "Not proven"],
];

function asMarkdown(report: Report, methods: readonly AuditMethod[]): string {
  const { made, program, files, secretInput, namedKcv, verdict, notProven, findings, sets } =
    report;
  const sections = SECTIONS.map(([status, title]) => ({
    title,
    own: findings.filter((finding) => finding.status === status),
  })).filter(({ own }) => own.length > 0);
  const lines = [
    "# Audit of DKEK shares",
    "",
    `Result: **${resultOf(report)}**`,
    "",
    ...(verdict === "not-proven" ? [`Not proven: ${notProven.map(plain).join(", ")}`, ""] : []),
    `Made ${made} by ${program}, offline, without an HSM.`,
    "",
    ...sets.map(({ setId, kcv }) => `- set \`${setId}\`, KCV ${kcv ?? "not seen"}`),
    ...(namedKcv === undefined ? [] : [`- KCV that the auditor named: ${namedKcv}`]),
    ...sections.flatMap(({ title, own }) => [
      "",
      `## ${title}`,
      "",
      ...own.map(
        ({ subject, text, value }) =>
          `- **${plain(subject)}**: ${plain(text)}${value === undefined ? "" : `: ${plain(value)}`}`,
      ),
    ]),
    "",
    "## How it was checked",
    "",
    ...methods.map((method) => `- ${english.methods[method]}`),
    "",
    "## What was checked",
    "",
    "| file | SHA-256 |",
    "| --- | --- |",
    ...files.map(({ path, sha256 }) => `| ${plain(path)} | \`${sha256}\` |`),
    ...secretInput.map((name) => `| ${plain(name)} | secret: not hashed |`),
    "",
    "## Signed",
    "",
    "| name | role | date | signature |",
    "| --- | --- | --- | --- |",
    "| | | | |",
    "| | | | |",
    "",
  ];
  return lines.join("\n");
}

/** Names of files and keys are other people's: none may look like a part of the report. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|#&~]/g, "\\$&");
}
