import type { PromptWords } from "../prompt-words.js";

export const prompts: PromptWords = {
  yes: ["yes", "y"],
  no: ["no", "n"],
  back: ["back"],
  skip: ["skip"],
  quit: ["quit"],
  pressEnter: "press Enter to go on",
  answerYesOrNo: 'answer "yes" or "no"',
  interrupted: "interrupted; nothing half-made was left behind",
  interruptedAlone: "interrupted",
};
