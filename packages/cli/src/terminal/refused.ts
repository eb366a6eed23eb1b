import type { Advice } from "../words/advice.js";

/** Why an answer is not taken, in the words for whoever typed it: the question stands, to be answered anew. */
export class Refused extends Error {
  readonly advice: Advice;

  constructor(advice: Advice) {
    super(advice.message);
    this.name = "Refused";
    this.advice = advice;
  }
}
