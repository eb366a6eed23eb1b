import { type CodeReader, codeReader } from "@dkek/scan/reader";
import { embedded } from "./embedded.js";

/** Its WebAssembly lies in this page, and is unpacked with the first picture. */
export const readPicture: CodeReader = codeReader(() => {
  packed ??= embedded("packed-reader");
  return packed;
});

let packed: Promise<ArrayBuffer> | undefined;
