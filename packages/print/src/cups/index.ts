export { openPrinter, type Printer, requirePrinterReady } from "./printer.js";
export type { EndedJob, WaitOptions } from "./wait-for-job.js";
