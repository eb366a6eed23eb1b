// The entry of @dkek/dkek-file/web-worker: derivations in a browser's own kind of thread.
export {
  serveDerivation,
  type WebWorker,
  type WebWorkerScope,
  webWorkerEngine,
} from "./web-worker-engine.js";
