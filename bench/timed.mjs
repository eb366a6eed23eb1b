import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A whole process, from start to end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [stdin]
 * @returns {Promise<{ stdout: string, milliseconds: number, megabytes: number }>} peak memory: the
 * highest that was seen, looking every 25 ms
 */
export async function timed(program, args, stdin = "") {
  const start = performance.now();
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, TERM: "dumb" },
  });
  child.stdin.on("error", () => {}).end(stdin);
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  let megabytes = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      megabytes = Math.max(megabytes, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended in between.
    }
  }, 25);
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  clearInterval(look);
  return { stdout, milliseconds: performance.now() - start, megabytes };
}
