// What worker threads run. The bundle brings it in itself: see scripts/bundle/swaps.mjs.

/** One derivation. */
export const derivationWorker: URL = new URL("./derivation-worker.js", import.meta.url);

/** A search, batch by batch. */
export const searchWorker: URL = new URL("./search/search-worker.js", import.meta.url);

/** A measurement of speed. */
export const speedWorker: URL = new URL("./search/speed-worker.js", import.meta.url);
