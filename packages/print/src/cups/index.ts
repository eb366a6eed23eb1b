export { lookAtPrinters, type SeenPrinter, type SeenPrinters } from "./look-at-printers.js";
export { openPrinter, type Printer, requirePrinterReady } from "./printer.js";
export type { OnTheWay } from "./printer-way.js";
export type { CupsServer } from "./server.js";
export type { EndedJob, WaitOptions } from "./wait-for-job.js";
