import { existsSync } from "node:fs";
import { looksLikeCardString, parseCardString, scannedPart } from "@dkek/ceremony";
import { type Reading, readDamagedCard } from "@dkek/ceremony/rescue";
import { Interrupted } from "../interrupted.js";
import { hidesInput } from "../terminal/hide-input.js";
import { openPrompter, type Prompter } from "../terminal/prompter.js";
import { refuse } from "../terminal/refused.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { exactly, readReading } from "./read-readings.js";

/** What is typed of a card, one after the other. */
type Draft = { id?: string; prime?: string; value?: string };

/**
 * Asks for cards as they can be read, until an empty line.
 *
 * @param atLeast how many are needed, as far as that is known.
 * @throws {Interrupted} on Ctrl-C, and when somebody types `quit`.
 */
export async function askForReadings(atLeast: number, signal: AbortSignal): Promise<Reading[]> {
  using prompter = openPrompter(signal);
  const { rescue } = words();
  prompter.say(rescue.start);
  const readings: Reading[] = [];
  for (;;) {
    const reading = await askForReading(prompter, readings, atLeast);
    if (reading === undefined) return readings;
    readings.push(reading);
    const { digits } = reading.value;
    const open = digits.filter((digit) => digit === undefined).length;
    prompter.say(rescue.taken(readings.length, digits.length, open));
  }
}

/** @returns undefined if there are no more. */
async function askForReading(
  prompter: Prompter,
  before: readonly Reading[],
  atLeast: number,
): Promise<Reading | undefined> {
  const nth = before.length + 1;
  const primeKnown = before.some(({ prime }) => prime !== undefined);
  const mayEnd = before.length >= atLeast;
  const draft: Draft = {};
  const { rescue } = words();
  for (;;) {
    const part = draft.id === undefined ? "id" : draft.prime === undefined ? "prime" : "value";
    const question = {
      id: rescue.askId(nth, mayEnd),
      prime: rescue.askPrime(nth, primeKnown),
      value: rescue.askValue(nth),
    }[part];
    const answer = await prompter.ask(
      question,
      async (typed) => answerOf(typed, part, { nth, mayEnd, primeKnown }),
      { hidden: hidesInput() },
    );
    if (answer === "end") return undefined;
    if (answer === "back") {
      if (part === "value") delete draft.prime;
      else delete draft.id;
    } else if (typeof answer === "object") return answer;
    else draft[part] = answer.slice(TEXT.length);
    if (draft.value !== undefined) return readDamagedCard(linesOf(draft), `typed card ${nth}`);
  }
}

/** A share ID in decimal or hex; whatever lies in the folder under such a name. */
const ID = /^[0-9a-f?]{1,3}$/i;

/** A word that was meant for the program is no number of which little can be read. */
function isReadable(line: string, part: keyof Draft): boolean {
  if (part === "id") return ID.test(line);
  const characters = line.replace(/[\s:()[\]-]/g, "");
  const readable = characters.replace(/[^0-9a-f?]/gi, "").length;
  return readable > 0 && readable >= characters.length / 2;
}

/** In front of what was typed, so that it is none of the other answers. */
const TEXT = "=";

interface At {
  readonly nth: number;
  readonly mayEnd: boolean;
  readonly primeKnown: boolean;
}

async function answerOf(
  typed: string,
  part: keyof Draft,
  { nth, mayEnd, primeKnown }: At,
): Promise<Reading | "end" | "back" | `=${string}`> {
  const { rescue } = words();
  switch (commandIn(typed)) {
    case "back":
      return part === "id" ? refuse(words().entry.nothingBefore) : "back";
    case "quit":
      throw new Interrupted();
  }
  const line = scannedPart(typed).trim();
  if (looksLikeCardString(line)) return exactly(parseCardString(line), `typed card ${nth}`);
  if (part === "id" && !ID.test(line) && existsSync(line)) return readReading(line);
  if (line !== "") return isReadable(line, part) ? `${TEXT}${line}` : refuse(rescue.notDigits);
  if (part === "id") return mayEnd ? "end" : refuse(nth > 1 ? rescue.tooFew : rescue.nothing);
  if (part === "prime" && primeKnown) return TEXT;
  return refuse(rescue.nothing);
}

function linesOf({ id = "", prime = "", value = "" }: Draft): string {
  return [
    `Share ID: ${id}`,
    ...(prime === "" ? [] : [`Prime: ${prime}`]),
    `Share value: ${value}`,
  ].join("\n");
}
