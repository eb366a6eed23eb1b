import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./program.js";

/**
 * Before the n-th call that changes a disk it puts a copy of the working folder into COPIES/n; or, told so by
 * KILL_AT, it kills its own process there, as `kill -9` does.
 */
const PRELOAD = `
import fs from "node:fs";
import { join } from "node:path";
import { syncBuiltinESMExports } from "node:module";
const { COPIES, KILL_AT } = process.env;
let call = 0;
let isCopying = false;
for (const name of ["mkdirSync", "openSync", "writeSync", "fsyncSync", "fchmodSync", "renameSync", "rmSync", "rmdirSync", "appendFileSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (!isCopying) {
      call += 1;
      if (call === Number(KILL_AT)) process.kill(process.pid, "SIGKILL");
      if (COPIES !== undefined) {
        isCopying = true;
        fs.cpSync(process.cwd(), join(COPIES, String(call)), { recursive: true });
        isCopying = false;
      }
    }
    return real(...args);
  };
}
syncBuiltinESMExports();
`;

/**
 * Looks at what is left of a module that is killed before a call that changes a disk, for each such call; at
 * last, at what it leaves when it comes to its end.
 *
 * It runs once, and what is on the disk before each call is copied: a process that is killed there leaves just
 * that. For one call in the middle it is really killed, and must leave what was copied.
 *
 * @param module its source; it is run in the folder `cwd`.
 * @param prepare puts everything into place, before each run.
 * @param afterwards looks at what is left; `isKilled` is false the last time.
 * @returns how many calls there are.
 */
export async function killedAtEveryStep(
  module: string,
  cwd: string,
  prepare: () => void,
  afterwards: (isKilled: boolean) => void | Promise<void>,
): Promise<number> {
  const copies = temporaryFolder();
  const copyAt = (call: number | "end"): string => join(copies, `${call}`);
  writeFileSync(join(cwd, "preload.mjs"), PRELOAD);
  writeFileSync(join(cwd, "run.mjs"), module);

  prepare();
  const { status, stderr } = run(cwd, { COPIES: copies });
  if (status !== 0) throw new Error(`it failed:\n${stderr}`);
  cpSync(cwd, copyAt("end"), { recursive: true });
  let calls = 0;
  while (existsSync(copyAt(calls + 1))) calls += 1;

  putBack(copyAt("end"), cwd);
  prepare();
  const middle = Math.ceil(calls / 2);
  const { signal } = run(cwd, { KILL_AT: `${middle}` });
  const [left, copied] = [cwd, copyAt(middle)].map((folder) => JSON.stringify(filesIn(folder)));
  if (signal !== "SIGKILL" || left !== copied) {
    throw new Error(`killed at call ${middle} it left ${left}, and not ${copied}`);
  }

  for (let call = 1; call <= calls; call += 1) {
    putBack(copyAt(call), cwd);
    await afterwards(true);
  }
  putBack(copyAt("end"), cwd);
  await afterwards(false);
  return calls;
}

function run(
  cwd: string,
  env: Readonly<Record<string, string>>,
): { status: number | null; signal: NodeJS.Signals | null; stderr: string } {
  return spawnSync(process.execPath, ["--import", join(cwd, "preload.mjs"), "run.mjs"], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
}

/** Makes a folder what a copy of it is. */
function putBack(copy: string, folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  cpSync(copy, folder, { recursive: true });
}

/**
 * Every file with its length, and every folder. Names that a process gives by its number and at random are as
 * if they were all the same.
 */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .map((name) => {
      const path = join(folder, name);
      const shown = name.replace(/\.[^/]*\.dkek-unfinished/, ".….dkek-unfinished");
      return statSync(path).isFile() ? `${shown} ${readFileSync(path).length}` : shown;
    })
    .sort();
}
