import type { OpenScPrograms } from "./programs.js";
import type { Reader } from "./reader-list.js";
import { runProgram } from "./run.js";

/**
 * What `sc-hsm-tool` says of the HSM in a reader, word for word: a second opinion that owes nothing
 * to our own reading of the card's answers.
 *
 * @throws {HsmError} `program-missing`, `program-killed`, `program-failed`.
 */
export async function stockStatus(
  programs: Pick<OpenScPrograms, "scHsmTool">,
  reader: Pick<Reader, "name">,
): Promise<string> {
  const { stdout } = await runProgram(programs.scHsmTool, ["--reader", reader.name]);
  return stdout;
}
