import type { PaperWords } from "../paper-words.js";

export const papers: PaperWords = {
  again: ["again"],
  stop: ["stop"],
  ask: (title) =>
    `${title}: is the paper whole and easy to read? yes, again (print it once more) or stop`,
  answer: { message: 'answer "yes", "again" or "stop"', hint: "" },
  outcome: { right: "right", again: "printed again", stop: "stopped" },
};
