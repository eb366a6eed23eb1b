import type { SheetOptions } from "@dkek/print";
import { requireRoom } from "@dkek/print";
import { NAME_MAX_CHARACTERS, requireLine } from "../create/settings.js";
import { refuse } from "../terminal/refused.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { endIfQuit } from "./answers.js";
import type { Guide } from "./guide.js";
import { inWords } from "./in-words.js";

/** Of the set whose custodians are asked for. */
export interface NamesFor {
  readonly label: string;
  readonly total: number;
  readonly paper: SheetOptions["paper"];
}

/**
 * Asks for the custodians' names, one for each card, and whether they are right; Enter at the first of
 * them: for none.
 *
 * @returns undefined for none.
 */
export async function askNames(
  guide: Guide,
  about: NamesFor,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  while (names.length < about.total) {
    const answer = await askName(guide, names, names.length, about);
    if (answer === "nobody") return undefined;
    if (answer === "back") names.pop();
    else names.push(answer.name);
    showNames(guide, names);
  }
  for (;;) {
    const wrong = await askWhichIsWrong(guide, about.total);
    if (wrong === undefined) return names;
    const answer = await askName(guide, names, wrong, about);
    if (typeof answer !== "string") names[wrong] = answer.name;
    showNames(guide, names);
  }
}

/** All of them anew: what was taken back must not stand there. */
function showNames({ prompter, screen }: Guide, names: readonly string[]): void {
  screen.clear();
  for (const [place, name] of names.entries()) prompter.say(words().create.named(place + 1, name));
}

/** @param names those that there are; at `place` there may be one already, which is given anew. */
function askName(
  { prompter }: Guide,
  names: readonly string[],
  place: number,
  { label, total, paper }: NamesFor,
): Promise<{ readonly name: string } | "back" | "nobody"> {
  const { create } = words();
  const mayBeNobody = names.length === 0;
  return prompter.ask(create.askName(place + 1, total, mayBeNobody), (line) => {
    endIfQuit(line);
    if (commandIn(line) === "back" && !mayBeNobody) return "back";
    const name = line.trim().normalize("NFC");
    if (name === "" && mayBeNobody) return "nobody";
    if (name === "") refuse(create.everybodyOrNobody);
    if (names.some((other, at) => at !== place && other === name)) refuse(create.sameName(name));
    inWords(create.refused(name), () => {
      requireLine("custodian", name, NAME_MAX_CHARACTERS);
      requireRoom({ label, custodian: name }, paper);
    });
    return { name };
  });
}

/** @returns the place of a name that is wrong; undefined if all are right. */
function askWhichIsWrong({ prompter }: Guide, total: number): Promise<number | undefined> {
  const { create, prompts } = words();
  return prompter.ask(create.askNamesRight, (line) => {
    endIfQuit(line);
    const word = line.trim().toLowerCase();
    if (prompts.yes.includes(word) || word === "yes") return undefined;
    if (commandIn(line) === "back") return total - 1;
    const nth = /^[0-9]{1,3}$/.test(word) ? Number(word) : 0;
    if (nth >= 1 && nth <= total) return nth - 1;
    return refuse(create.answerNamesRight(total), "goes");
  });
}
