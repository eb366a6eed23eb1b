import { dirname, extname, join } from "node:path";
import type { OpenScPrograms } from "./programs.js";
import type { Reader } from "./reader-list.js";
import { type RunOptions, runProgram } from "./run.js";

/**
 * What `pkcs15-tool` says of the private keys in the HSM in a reader, word for word and without a
 * login: whether others see a key as one of their own. The program lies beside `sc-hsm-tool`.
 *
 * @throws {HsmError} `program-missing`, `program-killed`, `program-failed`.
 * @throws the signal's reason, once it is aborted.
 */
export async function stockKeys(
  { scHsmTool }: Pick<OpenScPrograms, "scHsmTool">,
  reader: Pick<Reader, "name">,
  { signal }: Pick<RunOptions, "signal"> = {},
): Promise<string> {
  const pkcs15Tool = join(dirname(scHsmTool), `pkcs15-tool${extname(scHsmTool)}`);
  const args = ["--reader", reader.name, "--list-keys"];
  const { stdout } = await runProgram(pkcs15Tool, args, { signal });
  return stdout;
}
