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

/**
 * Runs one of OpenSC's programs to its end, with nothing on its standard input. For questions
 * only: what it is told stands in its arguments, where everybody can read it.
 *
 * @throws {HsmError} `program-missing`, `program-killed` or `program-failed` (no end in sight).
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  env: Environment = process.env,
): Promise<ProgramOutput> {
  await using configuration = await writePrivateConfiguration();
  const child = spawn(path, args, {
    env: childEnvironment(env, configuration.path),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
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
    const timer = setTimeout(() => {
      reject(
        new HsmError("program-failed", `${name} did not end within ${TIMEOUT_MS / 1000} s`, {
          hint: "is another program holding the reader, or the PC/SC daemon stuck? Restart it",
        }),
      );
      child.kill("SIGKILL");
    }, TIMEOUT_MS);
    child.on("error", (cause) => {
      clearTimeout(timer);
      reject(
        new HsmError("program-missing", `can't start ${path}`, {
          hint: "install OpenSC again",
          cause,
        }),
      );
    });
    child.on("close", (exitStatus, signal) => {
      clearTimeout(timer);
      if (exitStatus !== null) resolve({ stdout, stderr, exitStatus });
      else reject(killed(name, signal));
    });
  });
}

/** The error for a program that a signal ended. */
export function killed(name: string, signal: NodeJS.Signals | null): HsmError {
  return new HsmError("program-killed", `${name} was killed (${signal ?? "no signal told"})`, {
    hint: "look at the HSM's status before anything else, then try again",
  });
}
