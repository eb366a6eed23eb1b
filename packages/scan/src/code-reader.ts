import { qrCodesIn } from "./qr-codes.js";
import { ScanError } from "./scan-error.js";

/** How the text of a card's QR code begins; what follows is the version. */
const CARD = "DKEK";

/** What tells a picture that can be read from one that can't. */
const BETTER_PICTURE =
  "take it again from straight above, sharp and in even light, with the whole code and the white around it; or type the card's rows";

/**
 * Reads the QR code of the one card that a picture shows. QR codes of anything else beside it do not
 * matter, and the same code may stand there twice.
 *
 * @param picture a PNG or JPEG file; see isPicture. Left as it is: to wipe it is the caller's job.
 * @returns the code's text: as secret as the card, and a string, which can't be wiped.
 * @throws {ScanError} `picture-unreadable`, `no-code`, `several-codes`.
 */
export type CodeReader = (picture: Uint8Array) => Promise<string>;

/** @param loadWasm gives the bytes of `zxing_reader.wasm`, wherever the program runs. */
export function codeReader(loadWasm: () => Promise<ArrayBuffer>): CodeReader {
  let before: Promise<unknown> = Promise.resolve();
  return (picture) => {
    const codes = before.then(async () => qrCodesIn(picture, await loadWasm()));
    // One picture after the other, whatever came of the one before.
    before = codes.catch(() => undefined);
    return codes.then(onlyCard);
  };
}

function onlyCard(codes: readonly string[]): string {
  const [card, ...others] = new Set(codes.filter((text) => text.startsWith(CARD)));
  if (card === undefined) {
    const what = codes.length === 0 ? "no QR code can be read" : "no QR code of a card is";
    throw new ScanError("no-code", `${what} in this picture`, { hint: BETTER_PICTURE });
  }
  if (others.length > 0) {
    const message = `the picture shows the QR codes of ${others.length + 1} cards`;
    throw new ScanError("several-codes", message, { hint: "give each card a picture of its own" });
  }
  return card;
}
