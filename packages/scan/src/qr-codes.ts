import { ScanError } from "./scan-error.js";

/** What Emscripten shows of an instance's memory: replaced whenever that grows. */
interface InstanceMemory {
  readonly HEAPU8: Uint8Array;
}

/**
 * Of a picture's shorter side. Half the size gets rid of the specks of a fax or an old scanner, and
 * leaves enough of the code even where it fills a picture that is as small as this.
 */
const DOWNSCALED_FROM_PIXELS = 200;

/**
 * The texts of all QR codes in a picture, turned, upside down, light on dark or small as they may be.
 *
 * ZXing runs in WebAssembly, and so does its decoder of PNG and JPEG. Every picture gets an instance of
 * its own, whose whole memory is overwritten afterwards: the file, its pixels and what was read in them
 * were all in there. What can't be overwritten: the texts, which are strings, and what the engine may
 * have left behind if it had to move the memory to let it grow.
 *
 * Not to be called again before it has come to its end: zxing-wasm knows one instance at a time.
 *
 * @param wasm the bytes of `zxing_reader.wasm`.
 * @throws {ScanError} `picture-unreadable`.
 */
export async function qrCodesIn(picture: Uint8Array, wasm: ArrayBuffer): Promise<string[]> {
  // Not before it is needed: most runs of a program read no picture.
  const zxing = await import("zxing-wasm/reader");
  // Without the bytes it would fetch them from the network.
  const overrides = { wasmBinary: wasm };
  const made = await zxing.prepareZXingModule({ overrides, fireImmediately: true });
  const instance = made as typeof made & InstanceMemory;
  try {
    const results = await zxing
      .readBarcodes(picture, {
        formats: ["QRCode"],
        tryHarder: true,
        tryRotate: true,
        tryInvert: true,
        tryDownscale: true,
        downscaleThreshold: DOWNSCALED_FROM_PIXELS,
        downscaleFactor: 2,
      })
      .catch((cause: unknown) => {
        // It ran out of memory, or its decoder gave up.
        throw unreadable({ cause });
      });
    // The one result that stands for the picture rather than for a code in it.
    if (results.some(({ isValid }) => !isValid)) throw unreadable();
    for (const { bytes, bytesECI, symbol } of results) {
      for (const copy of [bytes, bytesECI, symbol.data]) copy.fill(0);
    }
    return results.map(({ text }) => text);
  } finally {
    instance.HEAPU8.fill(0);
    zxing.purgeZXingModule();
  }
}

function unreadable(options: { cause?: unknown } = {}): ScanError {
  return new ScanError(
    "picture-unreadable",
    "the picture can't be read: it is damaged or cut off",
    {
      ...options,
      hint: "copy it again from where it was taken or scanned, as a PNG or JPEG file",
    },
  );
}
