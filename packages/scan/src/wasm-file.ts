import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** ZXing's WebAssembly, from the installed package. The bundle brings it in itself: see scripts/bundle/swaps.mjs. */
export async function readWasm(): Promise<Uint8Array> {
  return await readFile(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")));
}
