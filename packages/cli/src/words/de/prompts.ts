import type { PromptWords } from "../prompt-words.js";

export const prompts: PromptWords = {
  yes: ["ja", "j"],
  no: ["nein", "n"],
  back: ["zurück", "zurueck"],
  skip: ["überspringen", "ueberspringen"],
  quit: ["beenden"],
  pressEnter: "weiter mit der Eingabetaste",
  answerYesOrNo: "Bitte antworten Sie mit „ja“ oder „nein“.",
  interrupted: "Abgebrochen; nichts Halbfertiges ist zurückgeblieben.",
  interruptedAlone: "Abgebrochen.",
};
