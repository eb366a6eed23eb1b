import { setTimeout as sleep } from "node:timers/promises";
import { PrintError } from "../print-error.js";
import { askCups, requireSuccess } from "./ipp.js";
import type { IppGroup } from "./ipp-answer.js";

const POLL_MS = 250;
/** How long a job may take, paper jams included, before people have to look after it. */
const PATIENCE_MS = 10 * 60_000;

export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Told what CUPS says of the job, whenever that changes: such as `processing: media-empty-error`. */
  readonly onState?: (state: string) => void;
}

/** How a job ended. */
export interface EndedJob {
  /**
   * Whether CUPS called it completed. If not, CUPS keeps no history, and has forgotten the job before
   * it said how it ended: only the paper tells.
   */
  readonly isProven: boolean;
  /** Whether the spooler would have kept the job's data; undefined if CUPS does not tell. */
  readonly isKept: boolean | undefined;
}

/**
 * Waits until CUPS calls a job completed, or knows it no longer.
 *
 * @throws {PrintError} `job-failed`, with the printer's own reason.
 * @throws the signal's reason, once it is aborted.
 */
export async function waitForJob(
  uri: string,
  job: string,
  { signal, onState }: WaitOptions,
): Promise<EndedJob> {
  let shown = "";
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    signal?.throwIfAborted();
    const answer = await askCups(uri, "get-job", { variables: { job } });
    const { status, groups } = answer;
    // A scheduler without a history forgets a job as soon as it has ended.
    if (status === "client-error-not-found") return { isProven: false, isKept: false };
    requireSuccess(answer, "tell how the job is");
    const attributes = groups[0] ?? new Map<string, string>();
    const state = attributes.get("job-state");
    if (state === "completed") {
      return { isProven: true, isKept: isKept(attributes) };
    }
    // A job that is stopped goes on only after an administrator has seen to it.
    if (state === "canceled" || state === "aborted" || state?.endsWith("stopped") === true) {
      throw failed(`was ${state}`, attributes);
    }
    if (state === undefined) {
      throw new PrintError("cups-refused", "CUPS does not tell how the job is", {
        hint: "its policy hides jobs from their owners (JobPrivateAccess); nothing is left in the spool",
      });
    }
    const reason = reasonOf(attributes);
    const said = `${state}${reason === "" ? "" : `: ${reason}`}`;
    if (said !== shown) onState?.(said);
    shown = said;
    await sleep(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
  throw failed("did not come to an end", new Map());
}

function isKept(attributes: IppGroup): boolean | undefined {
  const preserved = attributes.get("job-preserved");
  return preserved === undefined ? undefined : preserved === "true";
}

/** What the printer says: its reasons, such as `media-empty-error`, and a sentence of its driver. */
function reasonOf(attributes: IppGroup): string {
  return ["job-printer-state-reasons", "job-printer-state-message"]
    .map((name) => attributes.get(name) ?? "")
    .filter((text) => text !== "" && text !== "none")
    .join(", ");
}

function failed(how: string, attributes: IppGroup): PrintError {
  const why = reasonOf(attributes);
  return new PrintError("job-failed", `the print job ${how}${why === "" ? "" : `: ${why}`}`, {
    hint: "nothing of it is left in the spool; see to the printer, and destroy paper that came out",
  });
}
