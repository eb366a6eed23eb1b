import type { SetRecord } from "@dkek/ceremony";
import type { Pen } from "../../page/pen.js";
import { requirePrintable } from "../../page/printable.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { grouped } from "../grouped.js";
import { tableRows } from "../table.js";
import { eventWords, timeWords } from "./event-words.js";

const HASH_DIGITS = 8;
const NUMBER_MM = 9;
const TIME_MM = 33;
const HASH_MM = 19;

/**
 * The chain of events, the oldest first.
 *
 * @throws {PrintError} `no-glyph`
 */
export function events(pen: Pen, { events }: SetRecord, { left, width }: Area): Block[] {
  const rows = events.map((event, place) => {
    const words = eventWords(event).normalize("NFC");
    requirePrintable(words, `event ${place + 1} of the record`);
    const hash = grouped(event.hash.slice(0, HASH_DIGITS));
    return [`${place + 1}`, timeWords(event.at), words, hash];
  });
  return tableRows(pen, rows, {
    left,
    columns: [
      { head: "No.", width: NUMBER_MM, font: "digits" },
      { head: "Time (UTC)", width: TIME_MM, font: "digits" },
      { head: "What happened", width: width - NUMBER_MM - TIME_MM - HASH_MM },
      { head: "Hash begins", width: HASH_MM, font: "digits" },
    ],
  });
}
