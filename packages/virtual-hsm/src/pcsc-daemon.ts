import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HsmError } from "@dkek/hsm";
import { areListening, freeBlockPorts } from "./listening-ports.js";
import { findPcsc, findProgram } from "./pcsc-installation.js";
import {
  BLOCKS_MAX,
  type ReaderBlock,
  readerConfiguration,
  readerName,
} from "./reader-configuration.js";
import { answersOnSocket, requireNoPcscDaemon } from "./running-pcsc-daemon.js";

const START_MS = 15_000;
const STOP_MS = 5_000;
const POLL_MS = 20;
const LOG_LINES_SHOWN = 5;

export interface PcscDaemonOptions {
  /** How many virtual readers (1 to 8), or their names and ports (each takes the next port too). */
  readonly readers: number | readonly { readonly name: string; readonly port: number }[];
  /**
   * vpcd listens on all addresses, and whoever connects first is the card. `own` (the default): the
   * daemon gets a network namespace of its own, where only `plugIn` reaches it. `shared`: the
   * caller is in such a namespace already, or takes the risk.
   */
  readonly network?: "own" | "shared" | undefined;
}

/** A reader without a card. Hand it to `plugIn`, whose options it is. */
export interface VirtualReader {
  /** As PC/SC and OpenSC know it. */
  readonly name: string;
  readonly mode: "connect";
  readonly port: number;
  readonly networkNamespace?: string | undefined;
}

/**
 * A PC/SC daemon for a rehearsal or a test: its configuration names virtual readers alone, and it
 * loads no driver for USB readers, so no real HSM can be reached through it.
 *
 * It takes pcscd's usual socket, so OpenSC finds it without being told, and needs root for that.
 * Linux only.
 */
export class PcscDaemon implements AsyncDisposable {
  readonly readers: readonly VirtualReader[];
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #killAtExit: () => void;

  private constructor(
    child: ChildProcess,
    folder: string,
    killAtExit: () => void,
    readers: readonly VirtualReader[],
  ) {
    this.#child = child;
    this.#folder = folder;
    this.#killAtExit = killAtExit;
    this.readers = readers;
  }

  /**
   * Starts the daemon and waits until it and its readers accept connections.
   *
   * @throws {HsmError} `pcsc-daemon-in-the-way`, `program-missing`, `program-failed` (not root, no
   *   network namespace to be had, pcscd ended or did not get ready within 15 seconds)
   */
  static async start(options: PcscDaemonOptions): Promise<PcscDaemon> {
    const { daemon, driver } = findPcsc();
    requireRoot();
    await requireNoPcscDaemon();
    const wanted = await wantedReaders(options.readers);
    const folder = mkdtempSync(join(tmpdir(), "dkek-pcscd-"));
    const blocks = wanted.map(
      ({ name, port }, index): ReaderBlock => ({
        friendlyName: name,
        port,
        driver: join(folder, "drivers", `vpcd-${index}.so`),
      }),
    );
    layOut(folder, driver, blocks);
    const own = (options.network ?? "own") === "own";
    const child = spawnDaemon(daemon, folder, own);
    const killAtExit = (): void => {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    };
    process.once("exit", killAtExit);
    const networkNamespace = own ? `/proc/${child.pid}/ns/net` : undefined;
    const readers = blocks.map(
      ({ friendlyName, port }): VirtualReader => ({
        name: readerName(friendlyName),
        mode: "connect",
        port,
        networkNamespace,
      }),
    );
    const started = new PcscDaemon(child, folder, killAtExit, readers);
    try {
      await untilReady(
        child,
        wanted.map(({ port }) => port),
      );
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  /** Ends the daemon and waits until it has ended. Any number of times. */
  async stop(): Promise<void> {
    if (isRunning(this.#child)) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    process.off("exit", this.#killAtExit);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new HsmError("program-failed", "starting a PC/SC daemon needs root", {
    hint: "run this as root, or use the virtual HSM directly, without PC/SC",
  });
}

async function wantedReaders(
  readers: PcscDaemonOptions["readers"],
): Promise<readonly { name: string; port: number }[]> {
  if (typeof readers !== "number") return readers;
  const ports = await freeBlockPorts(Math.min(readers, BLOCKS_MAX));
  return ports.map((port, index) => ({ name: `Virtual HSM reader ${index + 1}`, port }));
}

function layOut(folder: string, driver: string, blocks: readonly ReaderBlock[]): void {
  for (const name of ["configuration", "drivers", "no-usb-drivers"]) mkdirSync(join(folder, name));
  for (const block of blocks) copyFileSync(driver, block.driver);
  // pcscd reads every file of this folder as configuration, so nothing else may be in it.
  writeFileSync(join(folder, "configuration", "reader.conf"), readerConfiguration(blocks));
}

function spawnDaemon(daemon: string, folder: string, ownNetwork: boolean): ChildProcess {
  const command = [daemon, "--foreground", "--config", join(folder, "configuration")];
  const setpriv = findProgram("setpriv");
  // Even if this process is killed outright, the daemon goes with it.
  if (setpriv !== undefined) command.unshift(setpriv, "--pdeathsig", "TERM", "--");
  if (ownNetwork) {
    command.unshift("unshare", "--net", "--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh");
  }
  const [program = daemon, ...args] = command;
  return spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], PCSCLITE_HP_DROPDIR: join(folder, "no-usb-drivers") },
  });
}

async function untilReady(child: ChildProcess, ports: readonly number[]): Promise<void> {
  const log: string[] = [];
  const note = (piece: Buffer): void => {
    log.push(
      ...piece
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== ""),
    );
    log.splice(0, log.length - LOG_LINES_SHOWN);
  };
  child.stdout?.on("data", note);
  child.stderr?.on("data", note);
  let failure: Error | undefined;
  child.on("error", (error) => {
    failure = error;
  });
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && failure === undefined && isRunning(child)) {
    if (areListening(child.pid ?? 0, ports) && (await answersOnSocket())) return;
    await sleep(POLL_MS);
  }
  const said = log.length === 0 ? "" : `; it said: ${log.join(" | ")}`;
  throw new HsmError("program-failed", `the PC/SC daemon did not start${said}`, {
    hint: "needs root, and iproute2 and util-linux for a network namespace of its own",
    cause: failure,
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
