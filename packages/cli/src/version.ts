import { readFileSync } from "node:fs";

/** The program's version, from its package's manifest. */
export function readVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Name and version, as records, reports and sheets have them. */
export function programName(): string {
  return `dkek ${readVersion()}`;
}
