import { create } from "qrcode";
import { INK } from "./ink.js";
import type { Pen } from "./pen.js";

/** Blank modules on every side (ISO/IEC 18004). */
const QUIET_MODULES = 4;
/** Smaller ones are not read back from a copy or by an old scanner. */
export const MODULE_MIN_MM = 0.4;

/**
 * Draws a QR code as a square of `size` millimetres, quiet zone included, at error-correction level H:
 * it is read with almost a third of its surface spoilt.
 *
 * @param text of ASCII characters; those of QR's alphanumeric set take the least room.
 * @returns the size of a module, in millimetres.
 * @throws {Error} if the modules would be smaller than {@link MODULE_MIN_MM}: a sheet laid out wrongly.
 */
export function drawQrCode(pen: Pen, text: string, x: number, y: number, size: number): number {
  const { modules } = create(text, { errorCorrectionLevel: "H" });
  const module = size / (modules.size + 2 * QUIET_MODULES);
  if (module < MODULE_MIN_MM) throw new Error(`a QR code with modules of ${module} mm`);
  const places = Array.from({ length: modules.size ** 2 }, (_, place) => place)
    .filter((place) => modules.data[place])
    .map((place) => [place % modules.size, Math.floor(place / modules.size)] as const);
  pen.fill(x, y, size, size, INK.white);
  pen.squares(
    places.map(([column, row]) => [
      x + (QUIET_MODULES + column) * module,
      y + (QUIET_MODULES + row) * module,
    ]),
    module,
  );
  return module;
}
