import { join } from "node:path";
import {
  type Card,
  CeremonyError,
  completeFromRecord,
  formatCardText,
  type SetRecord,
} from "@dkek/ceremony";
import type { Rescued } from "@dkek/ceremony/rescue";
import { stageFolder } from "../output/staged-folder.js";

const PURPOSE = {
  command: "rescue",
  leftover: "corrected cards of an interrupted rescue",
  again: "erase what is left of it, wherever it is now, and start again",
};

/**
 * Writes the cards as they should be, right ones as well, so that they can be verified, printed and imported
 * together.
 *
 * @param folder must not exist.
 * @returns their paths, in the order of the cards.
 * @throws {CliError} as {@link stageFolder}.
 */
export async function writeCards(
  folder: string,
  rescued: readonly Rescued[],
  record: SetRecord | undefined,
): Promise<string[]> {
  using staged = stageFolder(folder, { purpose: PURPOSE });
  const paths: string[] = [];
  for (const { card, isStranger } of rescued) {
    // Nobody has lost such a card: a sheet of it would be one more of this set.
    if (isStranger) continue;
    const name = `card-${card.id}.txt`;
    if (paths.includes(join(folder, name))) continue;
    staged.write(name, formatCardText(await completed(card, record)));
    paths.push(join(folder, name));
  }
  staged.commit();
  return paths;
}

/** With all that the record says around it, and with its code, if there is one. */
async function completed(card: Card, record: SetRecord | undefined): Promise<Card> {
  if (record === undefined) return card;
  try {
    return await completeFromRecord(card, record);
  } catch (error) {
    // What opens the file is right, whatever the record says: the audit tells of it.
    if (error instanceof CeremonyError) return card;
    throw error;
  }
}
