import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type CodeReader, codeReader } from "./code-reader.js";

/** {@link CodeReader} for Node: its WebAssembly comes from the installed package, never from a network. */
export const readCode: CodeReader = codeReader(async () => {
  const url = import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm");
  const { buffer, byteOffset, byteLength } = await readFile(fileURLToPath(url));
  return buffer.slice(byteOffset, byteOffset + byteLength);
});
