import { readFileSync } from "node:fs";

/** The requests that lie in this package's `requests` folder. */
export type IppRequest =
  | "print-job"
  | "purge-job"
  | "get-job"
  | "get-jobs"
  | "get-printer"
  | "get-printers";

/** A request as `ipptool` reads it. The bundle brings them in itself: see scripts/bundle/swaps.mjs. */
export function readRequest(name: IppRequest): string {
  return readFileSync(new URL(`../../requests/${name}.ipptool`, import.meta.url), "utf8");
}
