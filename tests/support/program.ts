import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The built program. */
export const DKEK = fileURLToPath(new URL("../../packages/cli/bin/dkek.js", import.meta.url));

/** What Node is given to run the built program, before the program's own arguments. */
export type Program = readonly string[];

/** As people run it. */
export const REAL_DKEK: Program = [DKEK];

/** What Node is given to run a program of ours, or a bundle of it, with next to no iterations. */
export const QUICKLY: readonly string[] = [
  "--import",
  new URL("quick-derivation.mjs", import.meta.url).href,
];

/**
 * With next to no iterations: for tests whose subject is not the derivation, with sets that they made
 * with it, or with `quickly` of quick-sets.ts.
 */
export const QUICK_DKEK: Program = [...QUICKLY, DKEK];

/** With so many iterations: where it has to take some time, and seconds are too much. */
export function dkekWithIterations(iterations: number): Program {
  const [option = "", preload = ""] = QUICKLY;
  return [option, `${preload}?iterations=${iterations}`, DKEK];
}

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

export interface RunOptions {
  /** The working folder. */
  readonly cwd: string;
  /** What standard input holds; nothing, if absent. */
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface DkekOptions extends RunOptions {
  /** {@link REAL_DKEK}, if absent. */
  readonly program?: Program;
}

/** Starts any program, with its output collected. */
export function start(program: string, args: readonly string[], options: RunOptions): Running {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {
    // It ended without reading everything; its exit status tells what that means.
  });
  child.stdin.end(options.stdin ?? "");
  const outcome = new Promise<Outcome>((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return { child, outcome };
}

/** Starts the built `dkek`. */
export function startDkek(
  args: readonly string[],
  { program = REAL_DKEK, ...options }: DkekOptions,
): Running {
  return start(process.execPath, [...program, ...args], options);
}

/** Runs the built `dkek` to its end. */
export function dkek(args: readonly string[], options: DkekOptions): Promise<Outcome> {
  return startDkek(args, options).outcome;
}

/** Runs {@link QUICK_DKEK} to its end. */
export function quickDkek(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return dkek(args, { ...options, program: QUICK_DKEK });
}

/** Runs any program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Outcome> {
  return start(program, args, options).outcome;
}

/** An empty folder that is erased when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dkek-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
