import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { AuditResult, Finding } from "@dkek/ceremony";
import { CliError } from "../cli-error.js";
import type { MaterialSettings } from "../input/material.js";
import { readVersion } from "../version.js";
import { writeDurably } from "./durable.js";
import { explained } from "./unwritable.js";

/**
 * Writes the report of an audit, to be filed and signed: `NAME.md` for people, `NAME.json` for
 * machines. What was checked, how, with what result, by which versions; no secrets.
 *
 * @throws {CliError} `out-exists`, `out-unwritable`.
 */
export function writeReport(name: string, settings: MaterialSettings, result: AuditResult): void {
  const report = {
    made: new Date().toISOString(),
    program: `dkek ${readVersion()}, Node ${process.versions.node}`,
    files: publicFiles(settings).map((path) => ({ path, sha256: sha256Of(path) })),
    ...result,
  };
  writeNew(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeNew(`${name}.md`, asMarkdown(report));
}

/** Not the cards: a hash of a card would help to guess it. */
function publicFiles({ pbes, records, backups }: MaterialSettings): string[] {
  return [...pbes, ...records, ...backups];
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function writeNew(path: string, content: string): void {
  if (existsSync(path)) {
    throw new CliError("out-exists", `${path} exists already`, {
      hint: "nothing is ever overwritten: name a new report",
    });
  }
  explained(path, "choose another place for the report", () => writeDurably(path, content));
}

interface Report extends AuditResult {
  readonly made: string;
  readonly program: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

const SECTIONS: readonly (readonly [Finding["status"], string])[] = [
  ["wrong", "Wrong"],
  ["proven", "Proven"],
  ["unproven", "Not proven"],
];

function asMarkdown({ made, program, files, ok, findings, sets }: Report): string {
  const sections = SECTIONS.map(([status, title]) => ({
    title,
    own: findings.filter((finding) => finding.status === status),
  })).filter(({ own }) => own.length > 0);
  const lines = [
    "# Audit of DKEK shares",
    "",
    `Result: **${ok ? "nothing is wrong" : "NOT RIGHT"}**`,
    "",
    `Made ${made} by ${program}, offline, without an HSM.`,
    "",
    ...sets.map(({ setId, kcv }) => `- set \`${setId}\`, KCV ${kcv ?? "not seen"}`),
    ...sections.flatMap(({ title, own }) => [
      "",
      `## ${title}`,
      "",
      ...own.map(({ subject, text }) => `- **${subject}**: ${text}`),
    ]),
    "",
    "## Files",
    "",
    "| file | SHA-256 |",
    "| --- | --- |",
    ...files.map(({ path, sha256 }) => `| ${path} | \`${sha256}\` |`),
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
