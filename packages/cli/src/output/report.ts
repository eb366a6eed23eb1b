import { existsSync } from "node:fs";
import type { Finding } from "@dkek/ceremony";
import { CliError } from "../cli-error.js";
import type { Gathered, ReadFile } from "../input/material.js";
import { readVersion } from "../version.js";
import { writeDurably } from "./durable.js";
import { explained } from "./unwritable.js";

/** What `dkek verify --json` says. No secrets. */
export interface Audited extends AuditedSet {
  readonly ok: boolean;
  readonly sets: readonly AuditedSet[];
  readonly findings: readonly Finding[];
}

interface AuditedSet {
  readonly setId: string | null;
  readonly kcv: string | null;
  readonly threshold: number | null;
  readonly cards: readonly number[] | null;
  readonly stockToolCanOpen: boolean | null;
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
    program: `dkek ${readVersion()}, Node ${process.versions.node}`,
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
  writeNew(`${name}.md`, asMarkdown(report));
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

const SECTIONS: readonly (readonly [Finding["status"], string])[] = [
  ["wrong", "Wrong"],
  ["proven", "Proven"],
  ["unproven", "Not proven"],
];

const HOW = [
  "- Record: its form, the hash chain of its events, its commitments as points of the curve.",
  "- `.pbe` file: its SHA-256 against the record's; opened with the password that the cards make, or that was given; the KCV of what is in it.",
  "- Card: its value and blinding against the record's Pedersen commitments (P-224), or its value and salt against the record's SHA-256; without a record, the cards against each other.",
  "- Key backup: its KCV and its AES-CMAC under the DKEK, without decrypting it; the signature of the certificate request beside it.",
];

function asMarkdown(report: Report): string {
  const { made, program, files, secretInput, namedKcv, ok, findings, sets } = report;
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
    ...(namedKcv === undefined ? [] : [`- KCV that the auditor named: ${namedKcv}`]),
    ...sections.flatMap(({ title, own }) => [
      "",
      `## ${title}`,
      "",
      ...own.map(({ subject, text }) => `- **${plain(subject)}**: ${plain(text)}`),
    ]),
    "",
    "## How it was checked",
    "",
    ...HOW,
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
  return text.replace(/\p{Cc}/gu, " ").replace(/[\\`*_[\]<>|#&~]/g, "\\$&");
}
