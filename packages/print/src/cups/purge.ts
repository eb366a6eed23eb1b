import { setTimeout as sleep } from "node:timers/promises";
import { PrintError } from "../print-error.js";
import { askCups, requireSuccess } from "./ipp.js";
import type { IppGroup } from "./ipp-answer.js";

/** How long CUPS is asked until it has forgotten a job. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;

/** A job of ours, as far as it is known. */
export interface SpooledJob {
  /** The printer's. */
  readonly uri: string;
  readonly title: string;
  /** Its number, once CUPS has told it. */
  readonly job?: string;
}

/**
 * Erases a job from the spool, with its data, whatever it is doing, and makes sure that it is gone.
 * By its title, too: whoever sent it may have been killed before its number was known.
 *
 * Once is not enough: of a job that was purged while its filters ran, CUPS 2.4.2 at times keeps a
 * shell, without documents and without a name for those who ask, which goes when it is purged again.
 * So it is purged until CUPS doesn't know its number any more.
 *
 * @throws {PrintError} `not-purged`, also if CUPS doesn't answer, or doesn't tell what its jobs are
 * called: then nobody knows what it keeps.
 */
export async function purgeJobs({ uri, title, job }: SpooledJob): Promise<void> {
  const numbers = new Set(job === undefined ? [] : [job]);
  let isKnown = job !== undefined;
  let reason = "";
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(PAUSE_MS)) {
    try {
      for (const number of await numbersTitled(uri, title, isKnown)) numbers.add(number);
      isKnown ||= numbers.size > 0;
      for (const number of numbers) {
        const variables = { job: number };
        const { status, message } = await askCups(uri, "purge-job", { variables });
        if (status === "client-error-not-found") numbers.delete(number);
        else if (!status.startsWith("successful-")) reason = message || status;
      }
      if (numbers.size === 0) return;
    } catch (error) {
      if (!(error instanceof PrintError)) throw error;
      reason = error.message;
    }
  }
  const why = reason === "" ? "" : `: ${reason}`;
  throw new PrintError("not-purged", `CUPS may still hold the print job "${title}"${why}`, {
    hint: "dkek goes on trying for an hour; or, as root: stop CUPS, and remove the job's d… and c… files from its spool (/var/spool/cups)",
  });
}

/**
 * The numbers of our jobs with a title.
 *
 * @param isKnown whether the job's number is known already: then those without a name don't matter.
 * @throws {PrintError} `cups-refused`: it may be among those whose names CUPS does not tell.
 */
async function numbersTitled(uri: string, title: string, isKnown: boolean): Promise<string[]> {
  // With no jobs at all, CUPS says so in a status of success.
  const { groups } = requireSuccess(await askCups(uri, "get-jobs"), "list its jobs");
  const jobs = groups.filter((attributes) => attributes.has("job-id"));
  const isHidden = (attributes: IppGroup): boolean =>
    !attributes.has("job-name") && attributes.get("job-preserved") !== "false";
  if (!isKnown && jobs.some(isHidden)) {
    throw new PrintError("cups-refused", "CUPS does not tell what its jobs are called");
  }
  return jobs.flatMap((attributes) =>
    attributes.get("job-name") === title ? (attributes.get("job-id") ?? []) : [],
  );
}
