import type { Advice } from "@dkek/words";

/** What becomes of a line that is refused: it stays, to be corrected, or is taken away. */
export type RefusedLine = "stays" | "goes";

/** Why an answer is not taken, in the words for whoever typed it: the question stands, to be answered anew. */
export class Refused extends Error {
  readonly advice: Advice;
  readonly line: RefusedLine;

  constructor(advice: Advice, line: RefusedLine = "stays") {
    super(advice.message);
    this.name = "Refused";
    this.advice = advice;
    this.line = line;
  }
}

/** @throws {Refused} */
export function refuse(advice: Advice, line?: RefusedLine): never {
  throw new Refused(advice, line);
}
