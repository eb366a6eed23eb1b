import { existsSync } from "node:fs";
import { openPrompter } from "../terminal/prompter.js";
import { refuse } from "../terminal/refused.js";
import { words } from "../words/spoken.js";

/**
 * Asks where the corrected cards should lie.
 *
 * @returns undefined for nowhere.
 * @throws {Interrupted} on Ctrl-C.
 */
export async function askFolder(signal: AbortSignal): Promise<string | undefined> {
  using prompter = openPrompter(signal);
  const { rescue } = words();
  const folder = await prompter.ask(rescue.askFolder, (line) => {
    const name = line.trim();
    if (name !== "" && existsSync(name)) refuse(rescue.folderExists(name));
    return name;
  });
  return folder === "" ? undefined : folder;
}
