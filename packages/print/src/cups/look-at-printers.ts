import { PrintError } from "../print-error.js";
import { askCups } from "./ipp.js";
import type { IppGroup } from "./ipp-answer.js";
import { type OnTheWay, onTheWay } from "./printer-way.js";
import { type CupsServer, findServer, uriOf } from "./server.js";

/** A queue, as CUPS describes it. */
export interface SeenPrinter {
  readonly name: string;
  readonly state: "ready" | "stopped" | "refusing";
  /** CUPS' own words on its state; may be empty. */
  readonly reason: string;
  readonly onTheWay: readonly OnTheWay[];
  /** How many jobs are in front of the next one. */
  readonly waitingJobs: number;
}

export interface SeenPrinters {
  readonly server: CupsServer;
  readonly printers: readonly SeenPrinter[];
}

/**
 * Asks CUPS for its printers.
 *
 * @throws {PrintError} `cups-missing`: nobody answers; `cups-refused`.
 */
export async function lookAtPrinters(): Promise<SeenPrinters> {
  const server = await findServer();
  const { status, message, groups } = await askCups(uriOf(server, ""), "get-printers");
  // What CUPS says where it has none.
  const hasNone = status === "client-error-not-found";
  if (!status.startsWith("successful-") && !hasNone) {
    throw new PrintError("cups-refused", `CUPS did not list its printers: ${message || status}`, {
      hint: "may this user ask it? (lpstat -v)",
    });
  }
  return { server, printers: groups.flatMap((group) => seen(server, group) ?? []) };
}

function seen(server: CupsServer, attributes: IppGroup): SeenPrinter | undefined {
  const name = attributes.get("printer-name");
  if (name === undefined) return undefined;
  const isRefusing = attributes.get("printer-is-accepting-jobs") === "false";
  const isStopped = attributes.get("printer-state") === "stopped";
  return {
    name,
    state: isStopped ? "stopped" : isRefusing ? "refusing" : "ready",
    reason: attributes.get("printer-state-message") ?? "",
    onTheWay: onTheWay(server, attributes),
    waitingJobs: Number(attributes.get("queued-job-count") ?? 0),
  };
}
