import { type ApduChannel, HsmError, selectApplet } from "@dkek/hsm";
import { ExplorerChannel } from "./explorer-channel.js";
import { openingFailure } from "./explorer-failure.js";
import { ExplorerProcess } from "./explorer-process.js";
import { noDaemon } from "./list-readers.js";
import { isDaemonMissing } from "./pcsc-daemon.js";
import { demandRecent, type OpenScPrograms } from "./programs.js";
import type { Reader } from "./reader-list.js";
import { parseVersion } from "./version.js";

export interface ExplorerOptions {
  /** How long the card may take to be opened. */
  readonly openTimeoutMs?: number;
  /** How long one command may take: initialising a real HSM takes seconds. */
  readonly commandTimeoutMs?: number;
  /** Ends the opening. Once the connection is there, only closing it does. */
  readonly signal?: AbortSignal | undefined;
}

/** In milliseconds. */
const OPEN_TIMEOUT = 20_000;
const COMMAND_TIMEOUT = 60_000;

/**
 * Opens a connection to the SmartCard-HSM in a reader, through `opensc-explorer` on a pipe: one
 * program, one PC/SC connection, until it is closed. The reader is named, not numbered, so no other
 * can slip in when readers come and go.
 *
 * What is sent stands in no argument and no environment, and is not kept here. The program runs
 * apart from our terminal: an interrupt there does not cut a command in half.
 *
 * @throws {HsmError} `program-missing`, `program-too-old`, `program-killed`, `program-failed`,
 *   `no-pcsc-daemon`, `no-reader`, `reader-not-found`, `no-card`, `not-a-smartcard-hsm`.
 * @throws the signal's reason, if it is aborted before the connection is there.
 */
export async function openExplorer(
  programs: Pick<OpenScPrograms, "openscExplorer">,
  reader: Pick<Reader, "name">,
  options: ExplorerOptions = {},
): Promise<ApduChannel> {
  const { openTimeoutMs = OPEN_TIMEOUT, commandTimeoutMs = COMMAND_TIMEOUT, signal } = options;
  signal?.throwIfAborted();
  const program = await ExplorerProcess.start(programs.openscExplorer, reader.name);
  const channel = new ExplorerChannel(program, reader.name, commandTimeoutMs);
  const kill = (): void => program.kill();
  signal?.addEventListener("abort", kill);
  try {
    signal?.throwIfAborted();
    await greet(program, reader.name, openTimeoutMs);
    await selectApplet(channel);
    signal?.throwIfAborted();
    return channel;
  } catch (error) {
    await channel.close();
    // Whatever the killed program's end looked like.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", kill);
  }
}

/** Waits until it answers: it does so once the card is open, and ends if that can't be. */
async function greet(program: ExplorerProcess, reader: string, timeoutMs: number): Promise<void> {
  const reply = await program.ask(undefined, timeoutMs);
  const greeting = Buffer.from(reply.output).toString("latin1");
  const version = parseVersion(greeting);
  if (version !== undefined) demandRecent(version);
  if (reply.outcome === "answered") return;
  if (reply.outcome === "ended") {
    const failure = openingFailure(program.stderr, reader);
    throw failure.code === "no-reader" && (await isDaemonMissing()) ? noDaemon() : failure;
  }
  throw reply.outcome === "killed"
    ? program.killedError()
    : new HsmError("program-failed", `opensc-explorer can't open reader "${reader}" in time`, {
        hint: "is another program holding it? Close that, or restart the PC/SC daemon (systemctl restart pcscd)",
      });
}
