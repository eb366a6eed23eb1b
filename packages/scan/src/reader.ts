// The entry of @dkek/scan/reader: what runs anywhere, given the bytes of the WebAssembly.
export { type CodeReader, codeReader } from "./code-reader.js";
export { isPicture } from "./is-picture.js";
export { ScanError, type ScanErrorCode } from "./scan-error.js";
