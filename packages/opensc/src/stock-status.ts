import type { OpenScPrograms } from "./programs.js";
import type { Reader } from "./reader-list.js";
import { type RunOptions, runProgram } from "./run.js";

/**
 * What `sc-hsm-tool` says of the HSM in a reader, word for word: a second opinion that owes nothing
 * to our own reading of the card's answers.
 *
 * @throws {HsmError} `program-missing`, `program-killed`, `program-failed`.
 * @throws the signal's reason, once it is aborted.
 */
export async function stockStatus(
  programs: Pick<OpenScPrograms, "scHsmTool">,
  reader: Pick<Reader, "name">,
  { signal }: Pick<RunOptions, "signal"> = {},
): Promise<string> {
  const { stdout } = await runProgram(programs.scHsmTool, ["--reader", reader.name], { signal });
  return stdout;
}
