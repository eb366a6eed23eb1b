import { subjectInEnglish, textInEnglish } from "@dkek/ceremony";
import type { AuditWords } from "../audit-words.js";

export const audit: AuditWords = {
  marks: { proven: "proven", wrong: "WRONG", unproven: "not proven" },
  subject: subjectInEnglish,
  text: textInEnglish,
  opens: (set, threshold, kcv) => {
    const cards = threshold === undefined ? "" : ` with any ${threshold} cards`;
    return `set ${set} opens${cards}, KCV ${kcv}`;
  },
  result: (verdict, open) => {
    if (verdict === "wrong") return "NOT RIGHT";
    if (verdict === "right") return "nothing is wrong";
    return `nothing wrong was found, but ${open === 1 ? "1 thing is" : `${open} things are`} NOT proven`;
  },
};
