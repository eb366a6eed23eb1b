import type { RescueWords } from "../rescue-words.js";

export const rescue: RescueWords = {
  start:
    "Type each card as it can be read, with a question mark for every digit that can't. A scanned code or the name of a card's file will do as well. At any time: back, or quit.",
  askId: (nth, mayEnd) =>
    `card ${nth}: the share ID as it stands there, ? if it can't be read${mayEnd ? " (Enter if that was the last card)" : ""}`,
  askPrime: (nth, known) =>
    `card ${nth}: the prime${known ? " (Enter if it is the same as before)" : ""}`,
  askValue: (nth) => `card ${nth}: the share value; check digits in brackets, where there are any`,
  taken: (nth, digits, open) =>
    `card ${nth}: ${digits} digits${open === 0 ? "" : `, ${open} of them can't be read`}`,
  tooFew: {
    message: "that are too few cards",
    hint: "at least two are needed; type quit if there are no more",
  },
  nothing: { message: "nothing was typed", hint: "type ? for each digit that can't be read" },
  notDigits: {
    message: "these are hardly any digits",
    hint: "type what stands on the card, 0 to 9 and a to f, and ? for each digit that can't be read",
  },
  askFolder: "write the corrected cards into a new folder? Its name, or Enter for none",
  folderExists: (name) => ({ message: `${name} exists already`, hint: "name a new folder" }),
};
