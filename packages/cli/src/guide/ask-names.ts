import type { SheetOptions } from "@dkek/print";
import { requireRoom } from "@dkek/print";
import { NAME_MAX_CHARACTERS, requireLine } from "../create/settings.js";
import { refuse } from "../terminal/refused.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { endIfQuit } from "./answers.js";
import type { Guide } from "./guide.js";

/** Of the set whose custodians are asked for. */
export interface NamesFor {
  readonly label: string;
  readonly total: number;
  readonly paper: SheetOptions["paper"];
}

/**
 * Asks for the custodians' names, one for each card; Enter at the first of them: for none.
 *
 * @returns undefined for none.
 */
export async function askNames(
  { prompter }: Guide,
  { label, total, paper }: NamesFor,
): Promise<readonly string[] | undefined> {
  const { create } = words();
  const names: string[] = [];
  while (names.length < total) {
    const nth = names.length + 1;
    const answer = await prompter.ask(create.askName(nth, total), (line) => {
      endIfQuit(line);
      if (commandIn(line) === "back" && names.length > 0) return "back" as const;
      const name = line.trim().normalize("NFC");
      if (name === "" && nth === 1) return undefined;
      if (name === "") refuse(create.everybodyOrNobody);
      if (names.includes(name)) refuse(create.sameName(name));
      requireLine("custodian", name, NAME_MAX_CHARACTERS);
      requireRoom({ label, custodian: name }, paper);
      return { name };
    });
    if (answer === undefined) return undefined;
    if (answer === "back") {
      names.pop();
      continue;
    }
    names.push(answer.name);
    prompter.say(create.named(nth, answer.name));
  }
  return names;
}
