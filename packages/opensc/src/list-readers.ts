import { HsmError } from "@dkek/hsm";
import { isDaemonMissing } from "./pcsc-daemon.js";
import type { OpenScPrograms } from "./programs.js";
import { parseReaderList, type Reader } from "./reader-list.js";
import { runProgram } from "./run.js";

/**
 * The readers that the PC/SC daemon knows, none being no error.
 *
 * @throws {HsmError} `no-pcsc-daemon`: OpenSC says "no readers" for that, too; and what running
 *   `opensc-tool` brings up.
 */
export async function listReaders(
  programs: Pick<OpenScPrograms, "openscTool">,
): Promise<readonly Reader[]> {
  const { stdout } = await runProgram(programs.openscTool, ["--list-readers"]);
  const readers = parseReaderList(stdout);
  if (readers.length === 0 && (await isDaemonMissing())) throw noDaemon();
  return readers;
}

export function noDaemon(): HsmError {
  return new HsmError("no-pcsc-daemon", "the PC/SC daemon is not running", {
    hint: "start it (systemctl start pcscd), or install it (apt install pcscd)",
  });
}
