// A program of its own, started by guard-client.ts. It hands print jobs to CUPS, and outlives whoever
// started it just long enough to erase those that are still in the spool.
import { setTimeout as sleep } from "node:timers/promises";
import { PrintError } from "../print-error.js";
import type { GuardAnswer, GuardRequest } from "./guard-messages.js";
import { askCups, requireSuccess } from "./ipp.js";
import { purgeJobs, type SpooledJob } from "./purge.js";

/** CUPS may be restarting, or stopped for a while: nobody else knows of these jobs. */
const PATIENCE_MS = 60 * 60_000;
const PAUSE_MS = 1000;

/** Titles of jobs that may be in the spool, with their printers. */
const unpurged = new Map<string, SpooledJob>();

let work: Promise<void> = Promise.resolve();

process.on("message", (request: GuardRequest) => {
  work = work.then(async () => {
    // What nobody waits for any more is not printed.
    if (process.connected) answer(await carryOut(request));
  });
});
// The program is gone, killed or not: its end of the pipe was closed by the system.
process.on("disconnect", () => {
  work = work.then(clearAway);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.on("error", () => {});
answer({ type: "ready" });

async function carryOut(request: GuardRequest): Promise<GuardAnswer> {
  try {
    if (request.type === "print") return { type: "queued", job: await print(request) };
    const { uri, title } = request;
    await purgeJobs(unpurged.get(title) ?? { uri, title });
    unpurged.delete(title);
    return { type: "purged" };
  } catch (error) {
    if (!(error instanceof PrintError)) {
      return { type: "failed", code: "guard-lost", message: "the print guard failed" };
    }
    const { code, message, hint } = error;
    return { type: "failed", code, message, ...(hint === undefined ? {} : { hint }) };
  }
}

async function print({
  uri,
  title,
  media,
  pdf,
}: Extract<GuardRequest, { type: "print" }>): Promise<string> {
  // Before it is sent: half a job is one, too.
  unpurged.set(title, { uri, title });
  try {
    const variables = { title, media };
    // Its end is the end of our standard output: see guard-client.ts.
    const answer = await askCups(uri, "print-job", { variables, document: pdf, holding: 1 });
    const { groups } = requireSuccess(answer, "take the job");
    const job = groups[0]?.get("job-id");
    if (job === undefined) throw new PrintError("cups-refused", "CUPS did not number the job");
    unpurged.set(title, { uri, title, job });
    return job;
  } finally {
    pdf.fill(0);
  }
}

function answer(message: GuardAnswer): void {
  // It may be gone by now, which is no reason to stop: its jobs are still to be cleared away.
  if (process.connected) process.send?.(message, () => {});
}

async function clearAway(): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; unpurged.size > 0 && Date.now() < end; ) {
    for (const [title, job] of unpurged) {
      try {
        await purgeJobs(job);
        unpurged.delete(title);
      } catch {
        // There is nobody to tell.
        await sleep(PAUSE_MS);
      }
    }
  }
}
