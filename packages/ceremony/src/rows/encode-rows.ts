import { CeremonyError } from "../ceremony-error.js";
import { checkDigitsOf, DATA_DIGITS_MAX } from "./check-digits.js";
import { maskOf, type RowPlace } from "./row-place.js";
import { formatRow } from "./row-text.js";

const ROW_BYTES = DATA_DIGITS_MAX / 2;
const ROWS_MAX = 256;

/**
 * A number of the card as rows for typing: eight hex digits and three check digits each, the last
 * row shorter if the length is no multiple of four bytes. As secret as the bytes, and can't be wiped.
 *
 * @param bytes 1 to 1024 of them, in the card's order (big-endian).
 * @returns one string a row, such as `2c3a e66d (4f1)`.
 * @throws {CeremonyError} `row-bad-place`: a share ID or length that no card has.
 */
export function encodeRows(bytes: Uint8Array, place: Omit<RowPlace, "index">): string[] {
  const rows = Math.ceil(bytes.length / ROW_BYTES);
  if (rows === 0 || rows > ROWS_MAX) {
    throw new CeremonyError("row-bad-place", `${bytes.length} bytes can't be written as rows`, {
      hint: `a part of a card has 1 to ${ROWS_MAX * ROW_BYTES} bytes`,
    });
  }
  return Array.from({ length: rows }, (_, index) => {
    const own = bytes.subarray(ROW_BYTES * index, ROW_BYTES * (index + 1));
    const data = [...own].flatMap((byte) => [byte >> 4, byte & 0xf]);
    const check = checkDigitsOf(data) ^ maskOf({ ...place, index });
    return formatRow([...data, check >> 8, (check >> 4) & 0xf, check & 0xf]);
  });
}
