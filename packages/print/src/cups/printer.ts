import { randomBytes } from "node:crypto";
import type { PaperName } from "../page/paper.js";
import { PrintError } from "../print-error.js";
import { startGuard } from "./guard-client.js";
import { askCups } from "./ipp.js";
import type { IppGroup } from "./ipp-answer.js";
import { type OnTheWay, onTheWay } from "./printer-way.js";
import { purgeJobs, type SpooledJob } from "./purge.js";
import { type CupsServer, findServer, uriOf } from "./server.js";
import { type EndedJob, type WaitOptions, waitForJob } from "./wait-for-job.js";

/** A CUPS printer that leaves nothing of what it prints in its spool. */
export interface Printer extends Disposable {
  /** What people should know before a secret goes there; may be empty. */
  readonly remarks: readonly string[];
  /**
   * Prints a PDF: sends it, waits until CUPS calls the job completed, erases it from the spool, and
   * makes sure that it is gone. Whatever happens on the way, it is erased.
   *
   * @param pdf wiped afterwards only where it was copied: it stays the caller's.
   * @throws {PrintError} `not-purged`; after any other, nothing is left in the spool: `job-failed`,
   * `cups-refused`, `cups-missing`, `guard-lost`.
   * @throws the signal's reason, once it is aborted.
   */
  print(pdf: Uint8Array, options: WaitOptions): Promise<EndedJob>;
}

/** What CUPS calls the papers (PWG 5101.1). */
const MEDIA: Readonly<Record<PaperName | "id-1", string>> = {
  a4: "iso_a4_210x297mm",
  letter: "na_letter_8.5x11in",
  "id-1": "custom_id-1_85.6x53.98mm",
};

/**
 * @param name the queue's, as `lpstat -e` shows it.
 * @throws {PrintError} `no-printer`, `printer-stopped`, `cups-missing`.
 */
export async function openPrinter(name: string, paper: PaperName | "id-1"): Promise<Printer> {
  const { uri, remarks } = await requirePrinterReady(name);
  const guard = await startGuard();
  return {
    remarks,
    print: async (pdf, options) => {
      // Tells our jobs from all others, and nothing about what they print.
      const title = `dkek ${randomBytes(4).toString("hex")}`;
      let spooled: SpooledJob = { uri, title };
      const erase = async (): Promise<void> => {
        try {
          await guard.ask({ type: "purge", uri, title });
        } catch (error) {
          if (!(error instanceof PrintError && error.code === "guard-lost")) throw error;
          await purgeJobs(spooled);
        }
      };
      let ended: EndedJob;
      try {
        const request = { type: "print", uri, title, media: MEDIA[paper], pdf } as const;
        const queued = await guard.ask(request);
        if (queued.type !== "queued") throw new Error("the guard answers something else");
        spooled = { ...spooled, job: queued.job };
        ended = await waitForJob(uri, queued.job, options);
      } catch (error) {
        await erase();
        throw error;
      }
      await erase();
      return ended;
    },
    [Symbol.dispose]: () => guard[Symbol.dispose](),
  };
}

/**
 * Makes sure that there is such a printer, and that it takes jobs.
 *
 * @throws {PrintError} `no-printer`, `printer-stopped`, `cups-missing`.
 */
export async function requirePrinterReady(
  name: string,
): Promise<Pick<Printer, "remarks"> & { readonly uri: string }> {
  const server = await findServer();
  const attributes = await printerAttributes(server, name);
  requireReady(name, attributes);
  return { uri: uriOf(server, name), remarks: remarksOn(server, attributes) };
}

async function printerAttributes(server: CupsServer, name: string): Promise<IppGroup> {
  const { status, groups } = await askCups(uriOf(server, name), "get-printer");
  if (status.startsWith("successful-") && groups[0] !== undefined) return groups[0];
  const { groups: all } = await askCups(uriOf(server, ""), "get-printers");
  const known = all.flatMap((printer) => printer.get("printer-name") ?? []);
  throw new PrintError("no-printer", `CUPS knows no printer "${name}"`, {
    hint: known.length === 0 ? "it has none at all" : `it has ${known.join(", ")}`,
  });
}

function requireReady(name: string, attributes: IppGroup): void {
  const isStopped = attributes.get("printer-state") === "stopped";
  if (!isStopped && attributes.get("printer-is-accepting-jobs") !== "false") return;
  const why = attributes.get("printer-state-message") ?? "";
  const how = isStopped ? "is stopped" : "takes no jobs";
  throw new PrintError(
    "printer-stopped",
    `printer "${name}" ${how}${why === "" ? "" : `: ${why}`}`,
    {
      hint: `once it is ready: ${isStopped ? "cupsenable" : "cupsaccept"} ${name}`,
    },
  );
}

function remarksOn(server: CupsServer, attributes: IppGroup): string[] {
  const remarks: Readonly<Record<OnTheWay, string>> = {
    "remote-server": `the print server ${server.address} is another machine: cards cross the network`,
    file: `the printer writes files (${attributes.get("device-uri")}): cards stay in them`,
    "not-told": "CUPS does not tell how the printer is reached",
    network: "the printer is reached over a network: cards cross it",
  };
  return onTheWay(server, attributes).map((what) => remarks[what]);
}
