export type { CodeReader } from "./code-reader.js";
export { isPicture } from "./is-picture.js";
export { readCode } from "./node.js";
export { ScanError, type ScanErrorCode } from "./scan-error.js";
