import type { ResponseApdu } from "@dkek/hsm";

const RECEIVED = "Received (SW1=0x";
const BYTES_PER_ROW = 16;
/** A row is the bytes as two hex digits and a space each, then once more as one character each. */
const COLUMNS_PER_BYTE = 4;
const HEX_COLUMNS = 3 * BYTES_PER_ROW;

/**
 * Reads the card's answer out of what `opensc-explorer` prints for one `apdu` command (`do_apdu` of
 * opensc-explorer.c, `util_hex_dump_asc` of util.c).
 *
 * A dump does not say how long it is, and what looks like a hex digit may belong to the column of
 * characters. But only the last row is short, and only the first one is not padded when it is: so
 * the length of a row tells its number of bytes.
 *
 * @param output - everything up to the echoed mark, and not that
 * @returns undefined if there is no answer in it, or not a whole one.
 */
export function parseAnswer(output: Uint8Array): ResponseApdu | undefined {
  const at = indexOf(output, RECEIVED);
  if (at === undefined) return undefined;
  // From here on it is the card's answer: the command, and any secret in it, is left behind.
  const [status = "", ...lines] = latin1(output.subarray(at)).split(/\r?\n/);
  const words = /^Received \(SW1=0x([0-9A-F]{2}), SW2=0x([0-9A-F]{2})\)(:?)$/.exec(status);
  if (words === null) return undefined;
  const sw = Number.parseInt(`${words[1]}${words[2]}`, 16);
  const data: number[] = [];
  if (words[3] === ":") {
    const end = lines.findIndex((line) => line === "" || line === "Success!");
    const rows = end === -1 ? lines : lines.slice(0, end);
    for (const [i, row] of rows.entries()) {
      const bytes = parseRow(row, i === 0);
      if (bytes === undefined) return undefined;
      data.push(...bytes);
    }
    if (rows.length === 0) return undefined;
  }
  return { data: Uint8Array.from(data), sw };
}

function parseRow(row: string, first: boolean): readonly number[] | undefined {
  const count =
    first && row.length < COLUMNS_PER_BYTE * BYTES_PER_ROW
      ? row.length / COLUMNS_PER_BYTE
      : row.length - HEX_COLUMNS;
  if (!Number.isInteger(count) || count < 1 || count > BYTES_PER_ROW) return undefined;
  const digits = row.slice(0, 3 * count);
  if (!/^(?:[0-9A-F]{2} )+$/.test(digits)) return undefined;
  return digits
    .trimEnd()
    .split(" ")
    .map((pair) => Number.parseInt(pair, 16));
}

function indexOf(bytes: Uint8Array, text: string): number | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text, 0, "latin1");
  return at === -1 ? undefined : at;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
