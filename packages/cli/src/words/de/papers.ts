import type { PaperWords } from "../paper-words.js";

export const papers: PaperWords = {
  again: ["nochmal", "noch einmal"],
  stop: ["halt", "stopp"],
  ask: (title) =>
    `${title}: ist das Papier vollständig und gut zu lesen? „ja“, „nochmal“ (es wird neu gedruckt) oder „halt“`,
  answer: { message: "Bitte antworten Sie mit „ja“, „nochmal“ oder „halt“.", hint: "" },
  outcome: { right: "in Ordnung", again: "wird neu gedruckt", stop: "angehalten" },
};
