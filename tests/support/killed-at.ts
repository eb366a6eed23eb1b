import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Kills its own process, as `kill -9` does, before the n-th call that changes a disk. */
const PRELOAD = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
let left = Number(process.env.KILL_AT);
for (const name of ["mkdirSync", "openSync", "writeSync", "fsyncSync", "fchmodSync", "renameSync", "rmSync", "rmdirSync", "appendFileSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (--left === 0) process.kill(process.pid, "SIGKILL");
    return real(...args);
  };
}
syncBuiltinESMExports();
`;

/**
 * Runs a module once for each call that changes a disk, and kills it before that call; the last time it
 * comes to its end.
 *
 * @param module its source; it is run in the folder `cwd`.
 * @param prepare puts everything into place again, before each run.
 * @param afterwards looks at what is left; `isKilled` is false the last time.
 * @returns how many times it was killed.
 */
export async function killedAtEveryStep(
  module: string,
  cwd: string,
  prepare: () => void,
  afterwards: (isKilled: boolean) => void | Promise<void>,
): Promise<number> {
  writeFileSync(join(cwd, "preload.mjs"), PRELOAD);
  writeFileSync(join(cwd, "run.mjs"), module);
  for (let step = 1; ; step++) {
    prepare();
    const { isKilled, status, stderr } = await runOnce(cwd, step);
    if (!isKilled && status !== 0) throw new Error(`step ${step} failed:\n${stderr}`);
    await afterwards(isKilled);
    if (!isKilled) return step - 1;
  }
}

function runOnce(
  cwd: string,
  step: number,
): Promise<{ isKilled: boolean; status: number | null; stderr: string }> {
  const child = spawn(process.execPath, ["--import", join(cwd, "preload.mjs"), "run.mjs"], {
    cwd,
    env: { ...process.env, KILL_AT: `${step}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) =>
      resolve({ isKilled: signal === "SIGKILL", status, stderr }),
    );
  });
}
