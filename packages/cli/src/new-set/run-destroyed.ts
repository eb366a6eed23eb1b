import { formatRecord, headOf, shortSetId, withEvent } from "@dkek/ceremony";
import type { Context } from "../command.js";
import { wrongUse } from "../input/options.js";
import { readRecord } from "../input/record.js";
import { replaceFile } from "../output/replace-file.js";
import { readSetOf } from "../reissue/prepare.js";
import type { DestroyedSettings } from "../reissue/settings.js";
import { legible } from "../terminal/legible.js";
import { spokenHere } from "./spoken.js";

/** Notes in the record what was destroyed, in people's own words: a copy of the `.pbe` file, a card, a key. */
export async function runDestroyed(
  { pbePath, recordPaths, what, json }: DestroyedSettings,
  { facts }: Context,
): Promise<void> {
  const { recordFile, setId } = await readSetOf({ pbePath, recordPaths }, facts);
  if (recordFile === undefined) {
    throw wrongUse(
      `${pbePath}: there is no record to note it in`,
      "name it with --record; of a set that never had one, note it in the record of the set that has replaced it",
    );
  }
  const { path } = recordFile;
  const before = await readRecord(path);
  const after = withEvent(before, {
    at: new Date().toISOString(),
    type: "noted",
    text: `Destroyed: ${what}`,
  });
  replaceFile(path, formatRecord(after));
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: true, setId, head: headOf(after) })}\n`);
    return;
  }
  process.stdout.write(legible(`${spokenHere().newSet.destroyedNoted(shortSetId(setId), path)}\n`));
}
