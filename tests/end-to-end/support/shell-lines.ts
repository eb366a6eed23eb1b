import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  type Outcome,
  type Program,
  REAL_DKEK,
  run,
  temporaryFolder,
} from "../../support/program.js";
import { onTerminal } from "../../support/pseudo-terminal.js";
import type { Rig } from "./rig.js";

/** Command lines as people type them, in a folder of their own, before one reader of a rig. */
export interface Shell {
  readonly folder: string;
  /** With this on standard input, or nothing. */
  run(line: string, stdin?: string): Promise<Outcome>;
  /** At a terminal, answering each hidden prompt in turn. @returns what could be read on it. */
  answer(line: string, answers: readonly HiddenAnswer[]): Promise<string>;
}

export type HiddenAnswer = readonly [prompt: string, answer: string];

/** For one test: the folder goes with it. */
export function shell(
  rig: Rig,
  reader = 0,
  folder: string = temporaryFolder(),
  program: Program = REAL_DKEK,
): Shell {
  const runnable = async (line: string): Promise<string> =>
    withProgram(program, await withReader(rig, reader, line));
  return {
    folder,
    run: async (line, stdin = "") =>
      run("sh", ["-c", await runnable(line)], { cwd: folder, stdin }),
    answer: async (line, answers) => {
      const command = await runnable(line);
      const terminal = onTerminal(`tty > tty; exec ${command}`, folder);
      for (const [prompt, answer] of answers) {
        await terminal.sees(prompt);
        await untilHidden(folder);
        terminal.type(`${answer}\r`);
      }
      await terminal.ended;
      return terminal.output();
    },
  };
}

const READER_OPTION: Readonly<Record<string, string>> = {
  "sc-hsm-tool": "--reader",
  "pkcs11-tool": "--slot-description",
  "dkek import": "--reader",
};

/** Says which reader, after making sure that a virtual HSM is in it, wherever one would be used. */
async function withReader(rig: Rig, reader: number, line: string): Promise<string> {
  const command = Object.keys(READER_OPTION).find((name) => line.startsWith(name)) ?? "";
  const option = READER_OPTION[command];
  if (option === undefined) return line;
  await rig.requireVirtual(reader);
  const rest = line.slice(command.length);
  return `${command} ${option} '${rig.readers[reader]?.name}'${rest}`;
}

/** The built program is not in PATH. */
function withProgram(program: Program, line: string): string {
  return line.replace(/^dkek /, `${process.execPath} ${program.join(" ")} `);
}

/** OpenSC prints a prompt, then turns the echo off, and with it throws away what was typed by then. */
async function untilHidden(folder: string): Promise<void> {
  const terminal = readFileSync(join(folder, "tty"), "utf8").trim();
  const settings = (): string => execFileSync("stty", ["-F", terminal, "-a"], { encoding: "utf8" });
  await expect.poll(settings, { timeout: 10_000 }).toMatch(/ -echo /);
}
