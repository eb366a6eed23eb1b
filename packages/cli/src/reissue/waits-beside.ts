import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { NOTE_PATH } from "../new-set/new-set-folder.js";
import { pendingPathOf } from "./pending-folder.js";

/**
 * What waits beside a `.pbe` file until it is confirmed, in sentences for people: the set itself, if it is a
 * new one, and a new card of it.
 */
export function waitsBeside(pbePath: string): string[] {
  const said: string[] = [];
  if (existsSync(join(dirname(pbePath), NOTE_PATH))) {
    said.push(
      "this set has not taken the old one's place yet: not every card was read back; dkek reissue OLD.pbe --confirm NUMBER --out FOLDER does that",
    );
  }
  const card = pendingPathOf(pbePath);
  if (existsSync(card)) {
    said.push(
      `a new card waits in ${card}, and is not on record yet; dkek reissue with --confirm NUMBER or --drop NUMBER settles it`,
    );
  }
  return said;
}
