import { manifestText } from "./manifest-file.js";

/** The program's version, from its package's manifest. */
export function readVersion(): string {
  return (JSON.parse(manifestText()) as { version: string }).version;
}

/** Name and version, as records, reports and sheets have them. */
export function programName(): string {
  return `dkek ${readVersion()}`;
}
