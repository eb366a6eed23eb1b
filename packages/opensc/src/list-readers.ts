import { HsmError } from "@dkek/hsm";
import { isDaemonMissing } from "./pcsc-daemon.js";
import type { OpenScPrograms } from "./programs.js";
import { parseReaderList, type Reader } from "./reader-list.js";
import { type RunOptions, runProgram } from "./run.js";

/**
 * The readers that the PC/SC daemon knows, none being no error.
 *
 * @throws {HsmError} `no-pcsc-daemon`: OpenSC says "no readers" for that, too; and what running
 *   `opensc-tool` brings up.
 * @throws the signal's reason, once it is aborted.
 */
export async function listReaders(
  programs: Pick<OpenScPrograms, "openscTool">,
  { signal }: Pick<RunOptions, "signal"> = {},
): Promise<readonly Reader[]> {
  const { stdout } = await runProgram(programs.openscTool, ["--list-readers"], { signal });
  const readers = parseReaderList(stdout);
  if (readers.length === 0 && (await isDaemonMissing())) throw noDaemon();
  return readers;
}

export function noDaemon(): HsmError {
  return new HsmError("no-pcsc-daemon", "the PC/SC daemon is not running", {
    hint: "start it (systemctl start pcscd), or install it (apt install pcscd)",
  });
}
