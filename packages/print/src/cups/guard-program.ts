import { fileURLToPath } from "node:url";

/** What Node runs as the guard: see guard.ts. In the bundle it is the bundle itself: see scripts/bundle/swaps.mjs. */
export const guardProgram: { readonly file: string; readonly args: readonly string[] } = {
  file: fileURLToPath(new URL("./guard.js", import.meta.url)),
  args: [],
};
