import { type CodeReader, codeReader } from "./code-reader.js";
import { readWasm } from "./wasm-file.js";

/** {@link CodeReader} for Node: its WebAssembly is already here, and never comes from a network. */
export const readCode: CodeReader = codeReader(async () => {
  // A copy of exactly these bytes: a small file may share its buffer with others.
  return Uint8Array.from(await readWasm()).buffer;
});
