import { fileURLToPath } from "node:url";

/** What Node runs as the relay: see vpcd-relay.ts. In the bundle it is the bundle itself: see scripts/bundle/swaps.mjs. */
export const relayProgram: readonly string[] = [
  fileURLToPath(new URL("./vpcd-relay.js", import.meta.url)),
];
