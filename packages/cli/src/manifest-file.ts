import { readFileSync } from "node:fs";

/** The text of this package's manifest. The bundle brings it in itself: see scripts/bundle/swaps.mjs. */
export function manifestText(): string {
  return readFileSync(new URL("../package.json", import.meta.url), "utf8");
}
