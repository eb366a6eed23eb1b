import { parentPort, workerData } from "node:worker_threads";
import type { Kernel } from "./md5-chains.js";
import { measureHashes } from "./measure-hashes.js";

// The file that a worker thread runs to measure its speed. Never imported.

parentPort?.postMessage(measureHashes(workerData as Kernel));
