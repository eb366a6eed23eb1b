import { spawn } from "node:child_process";
import { basename } from "node:path";
import { HsmError } from "@dkek/hsm";
import { childEnvironment, type Environment } from "./environment.js";
import { writePrivateConfiguration } from "./private-configuration.js";

const TIMEOUT_MS = 20_000;
/** In characters: a program that writes more has gone wild. */
const OUTPUT_MAX = 1_000_000;

export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Not to be relied on: OpenSC's programs exit with 0 after many failures. */
  readonly exitStatus: number;
}

export interface RunOptions {
  /** Of which the child gets a part; this process's own, if absent. */
  readonly env?: Environment | undefined;
  /** Kills the program. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs one of OpenSC's programs to its end, with nothing on its standard input. For questions
 * only: what it is told stands in its arguments, where everybody can read it.
 *
 * @throws {HsmError} `program-missing`, `program-killed` or `program-failed` (no end in sight).
 * @throws the signal's reason, once it is aborted.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  { env = process.env, signal }: RunOptions = {},
): Promise<ProgramOutput> {
  await using configuration = await writePrivateConfiguration();
  signal?.throwIfAborted();
  const child = spawn(path, args, {
    env: childEnvironment(env, configuration.path),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    // Apart from our terminal: Ctrl-C there reaches it through the signal, not as a sudden death.
    // On Windows this would open a console window.
    detached: process.platform !== "win32",
  });
  const name = basename(path);
  return await new Promise<ProgramOutput>((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(0, OUTPUT_MAX);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(0, OUTPUT_MAX);
    });
    const abort = (): void => {
      finish();
      reject(signal?.reason);
      child.kill("SIGKILL");
    };
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    const timer = setTimeout(() => {
      finish();
      reject(
        new HsmError("program-failed", `${name} did not end within ${TIMEOUT_MS / 1000} s`, {
          hint: "is another program holding the reader, or the PC/SC daemon stuck? Close the one, or restart the other (systemctl restart pcscd)",
        }),
      );
      child.kill("SIGKILL");
    }, TIMEOUT_MS);
    child.on("error", (cause) => {
      finish();
      reject(
        new HsmError("program-missing", `can't start ${path}`, {
          hint: "install OpenSC again",
          cause,
        }),
      );
    });
    child.on("close", (exitStatus, killedBy) => {
      finish();
      if (exitStatus !== null) resolve({ stdout, stderr, exitStatus });
      else reject(killed(name, killedBy, "it only asked, and changed nothing: try again"));
    });
  });
}

/** The error for a program that a signal ended. */
export function killed(name: string, signal: NodeJS.Signals | null, hint: string): HsmError {
  return new HsmError("program-killed", `${name} was killed (${signal ?? "no signal told"})`, {
    hint,
  });
}
