import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AuditFact } from "@dkek/ceremony";
import { NOTE_PATH } from "../new-set/note-path.js";
import { pendingPathOf } from "./pending-folder.js";

/**
 * What waits beside a `.pbe` file until it is confirmed: the set itself, if it is a new one, and a new card
 * of it.
 */
export function waitsBeside(pbePath: string): AuditFact[] {
  const found: AuditFact[] = [];
  if (existsSync(join(dirname(pbePath), NOTE_PATH))) found.push({ what: "set-waits" });
  const card = pendingPathOf(pbePath);
  if (existsSync(card)) found.push({ what: "card-waits", place: card });
  return found;
}
