// The entry of @dkek/dkek-file/worker: what needs threads, and so Node.
export type { SearchOptions, SearchProgress } from "./search/search-password.js";
export { searchPassword } from "./search/search-password.js";
export { searchSpeed } from "./search/search-speed.js";
export { type WorkerEngineOptions, workerEngine } from "./worker-engine.js";
