import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HsmError } from "@dkek/hsm";
import { freeBlockPorts } from "./listening-ports.js";
import { findPcsc } from "./pcsc-installation.js";
import { type PcscdProcess, startPcscd } from "./pcscd-process.js";
import {
  READERS_MAX,
  type ReaderBlock,
  readerConfiguration,
  readerName,
  SLOTS_PER_BLOCK,
} from "./reader-configuration.js";
import { requireNoPcscDaemon } from "./running-pcsc-daemon.js";

export interface PcscDaemonOptions {
  /**
   * How many virtual readers, 1 to 16; or their names and ports, at most 8, each of which brings an
   * empty second reader on the next port.
   *
   * `pkcs11-tool` of OpenSC 0.23 shows no more than the first four readers, empty ones included.
   */
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
  readonly #process: PcscdProcess;

  private constructor(daemon: PcscdProcess, readers: readonly VirtualReader[]) {
    this.#process = daemon;
    this.readers = readers;
    process.once("exit", daemon.kill);
  }

  /**
   * Starts the daemon and waits until it and its readers accept connections.
   *
   * @throws {HsmError} `program-missing`, `not-root`, `pcsc-daemon-in-the-way`, `program-failed` (no
   *   network namespace to be had, pcscd ended or did not get ready within 15 seconds)
   */
  static async start({ readers, network = "own" }: PcscDaemonOptions): Promise<PcscDaemon> {
    const { daemon, driver } = findPcsc();
    requireRoot();
    await requireNoPcscDaemon();
    const folder = mkdtempSync(join(tmpdir(), "dkek-pcscd-"));
    try {
      const blocks = await layOutBlocks(folder, readers, driver);
      const started = await startPcscd({
        daemon,
        configuration: join(folder, "configuration"),
        usbDrivers: join(folder, "no-usb-drivers"),
        ownNetwork: network === "own",
        ports: blocks.flatMap(({ port }) => [port, port + 1]),
      });
      const slots = typeof readers === "number" ? SLOTS_PER_BLOCK : 1;
      const count = typeof readers === "number" ? readers : readers.length;
      const networkNamespace = network === "own" ? `/proc/${started.pid}/ns/net` : undefined;
      const found = blocks.flatMap(({ friendlyName, port }) =>
        Array.from(
          { length: slots },
          (_, slot): VirtualReader => ({
            name: readerName(friendlyName, slot),
            mode: "connect",
            port: port + slot,
            networkNamespace,
          }),
        ),
      );
      return new PcscDaemon(started, found.slice(0, count));
    } finally {
      // pcscd has read its configuration and loaded its drivers: whatever happens now, nothing stays.
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Ends the daemon and waits until it has ended. Any number of times. */
  async stop(): Promise<void> {
    await this.#process.stop();
    process.off("exit", this.#process.kill);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new HsmError("not-root", "starting a PC/SC daemon needs root", {
    hint: "run this as root, or use the virtual HSM directly, without PC/SC",
  });
}

/** Writes the configuration, and a copy of the driver for each block. */
async function layOutBlocks(
  folder: string,
  readers: PcscDaemonOptions["readers"],
  driver: string,
): Promise<readonly ReaderBlock[]> {
  for (const name of ["configuration", "drivers", "no-usb-drivers"]) mkdirSync(join(folder, name));
  const blocks = (await wantedBlocks(readers)).map(({ name, port }, index): ReaderBlock => {
    const copy = join(folder, "drivers", `vpcd-${index}.so`);
    copyFileSync(driver, copy);
    return { friendlyName: name, port, driver: copy };
  });
  writeFileSync(join(folder, "configuration", "reader.conf"), readerConfiguration(blocks));
  return blocks;
}

async function wantedBlocks(
  readers: PcscDaemonOptions["readers"],
): Promise<readonly { name: string; port: number }[]> {
  const slots = typeof readers === "number" ? readers : readers.length * SLOTS_PER_BLOCK;
  if (slots < 1 || slots > READERS_MAX) {
    throw new RangeError(`a PC/SC daemon has 1 to ${READERS_MAX} readers`);
  }
  if (typeof readers !== "number") return readers;
  const ports = await freeBlockPorts(Math.ceil(readers / SLOTS_PER_BLOCK));
  return ports.map((port, index) => ({ name: `Virtual HSM ${index + 1}`, port }));
}
