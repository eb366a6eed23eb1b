import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { PrintError } from "../print-error.js";
import { printingEnvironment } from "./environment.js";
import type { GuardAnswer, GuardRequest } from "./guard-messages.js";
import { guardProgram } from "./guard-program.js";

/** The process that prints for us, and clears the spool even if we are killed. */
export interface Guard extends Disposable {
  /**
   * Hands a request over and waits until it is carried out.
   *
   * @throws {PrintError} what went wrong there; `guard-lost` once it is no longer there, and nothing
   * that it started is at work any more.
   */
  ask(request: GuardRequest): Promise<GuardAnswer>;
}

/** @throws {PrintError} `guard-lost` */
export async function startGuard(): Promise<Guard> {
  const child = fork(guardProgram.file, [...guardProgram.args], {
    env: printingEnvironment(),
    execArgv: [],
    // It may outlive us, and must not keep a medium from being unmounted.
    cwd: "/",
    // Out of our process group: what kills that leaves it alone.
    detached: true,
    // Bytes go over as bytes, not as text that can't be wiped.
    serialization: "advanced",
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  child.stdout?.resume();
  // Not "exit": a program that it has started may still be sending a job when it is killed. That one
  // holds the guard's standard output, and "close" waits for it.
  const gone = new Promise<undefined>((resolve) => {
    child.once("close", () => resolve(undefined));
  });
  await Promise.all([once(child, "spawn"), answerOf(child, gone)]);
  return {
    ask: async (request) => {
      const answer = answerOf(child, gone);
      // What can't be sent is not answered either: it is gone, or going.
      if (child.connected) child.send(request, () => {});
      return await answer;
    },
    [Symbol.dispose]: () => {
      // It ends by itself, at once if there is nothing left to clear away. We don't wait for it.
      if (child.connected) child.disconnect();
      child.stdout?.destroy();
      child.unref();
    },
  };
}

/** The next thing that the guard says. */
async function answerOf(child: ChildProcess, gone: Promise<undefined>): Promise<GuardAnswer> {
  const said = new Promise<GuardAnswer>((resolve) => {
    child.once("message", (message) => resolve(message as GuardAnswer));
  });
  const answer = await Promise.race([said, gone]);
  if (answer === undefined) {
    throw new PrintError("guard-lost", "the process that guards the print spool was killed", {
      hint: "what it had sent was cancelled, and erased from the spool: print it again",
    });
  }
  if (answer.type !== "failed") return answer;
  const { code, message, hint } = answer;
  throw new PrintError(code, message, hint === undefined ? {} : { hint });
}
