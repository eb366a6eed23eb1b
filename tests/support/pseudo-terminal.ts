import { execFile, spawn } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { type Program, QUICK_DKEK, REAL_DKEK } from "./program.js";
import { Screen } from "./screen.js";

const COLUMNS = 80;
const ROWS = 24;
const PATIENCE_MILLISECONDS = 30_000;

/** A program on a terminal of its own, with somebody in front of it. */
export interface Terminal {
  /** The process whose terminal it is; its end is the terminal's end. */
  readonly pid: number;
  /** Waits until this was shown after the last {@link Terminal.type}; throws if it never comes. */
  sees(text: string): Promise<void>;
  /** `\r` is Enter, `\u0003` is Ctrl-C. */
  type(keys: string): void;
  /**
   * Makes its window larger or smaller; what was seen before does not count. What
   * {@link Terminal.screen} tells is as if it were 80 by 24.
   */
  resize(columns: number, rows: number): Promise<void>;
  /** Everything that the program ever sent to the terminal. */
  readonly output: () => string;
  /** What can still be read on it, scrolled back to the beginning. */
  readonly screen: () => string;
  /** The exit status. */
  readonly ended: Promise<number | null>;
}

/** Runs a command line of the shell on a pseudo-terminal, through `script` of util-linux. */
export function onTerminal(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Terminal {
  const line = `stty columns ${COLUMNS} rows ${ROWS}; ${command}`;
  const child = spawn("script", ["-qfec", line, "/dev/null"], {
    cwd,
    env: { ...process.env, LANG: "C.UTF-8", TERM: "xterm-256color", ...env, SHELL: "/bin/sh" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  let seen = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {
    pid: child.pid ?? 0,
    sees: async (text) => {
      const until = Date.now() + PATIENCE_MILLISECONDS;
      const wanted = wrappable(text);
      while (!wanted.test(output.slice(seen))) {
        if (Date.now() > until) throw new Error(`never saw "${text}" in:\n${output}`);
        await sleep(20);
      }
    },
    type: (keys) => {
      seen = output.length;
      child.stdin.write(keys);
    },
    resize: async (columns, rows) => {
      const tty = await terminalOf(child.pid ?? 0);
      seen = output.length;
      await promisify(execFile)("stty", ["-F", tty, "columns", `${columns}`, "rows", `${rows}`]);
    },
    output: () => output,
    screen: () => new Screen(COLUMNS, ROWS).write(output).text,
    ended,
  };
}

/** A text as a terminal may show it: broken into lines between two words, the lines in colours. */
function wrappable(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(literal.replace(/(?<=\S) (?=\S)/g, "(?:\\s|\\x1b\\[[0-9;]*m)+"));
}

/** The terminal that a `script` made: its child's. */
async function terminalOf(pid: number): Promise<string> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return readlink(`/proc/${children.trim().split(" ")[0]}/fd/0`);
}

/** The built `dkek` on a terminal; the arguments may hold nothing that the shell cares about. */
export function dkekOnTerminal(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  program: Program = REAL_DKEK,
): Terminal {
  return onTerminal(["exec", process.execPath, ...program, ...args].join(" "), cwd, env);
}

/** {@link QUICK_DKEK} on a terminal. */
export function quickDkekOnTerminal(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Terminal {
  return dkekOnTerminal(args, cwd, env, QUICK_DKEK);
}

/** Types an answer as soon as a question waits for it: the question stands first, then the line. */
export async function answer(terminal: Terminal, question: string, keys: string): Promise<void> {
  await terminal.sees(question);
  await terminal.sees("> ");
  terminal.type(keys);
}
