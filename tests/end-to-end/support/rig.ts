import { setTimeout as sleep } from "node:timers/promises";
import { SmartCardHsm } from "@dkek/hsm";
import { findOpenSc, listReaders, type OpenScPrograms, openExplorer } from "@dkek/opensc";
import {
  PcscDaemon,
  type Plug,
  plugIn,
  requireVirtual,
  type VirtualHsm,
  type VirtualReader,
} from "@dkek/virtual-hsm";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type Outcome, run } from "../../support/program.js";

/** As the seed text of the project has them: the whole world knows these. */
export const SO_PIN = "3537363231383830";
export const USER_PIN = "648219";

const NOTICED_WITHIN_MS = 20_000;
/** pcscd looks every 400 ms. */
const LOOK_AGAIN_MS = 50;

/** A private PC/SC daemon, and the stock tools of Debian in front of it. */
export interface Rig {
  readonly readers: readonly VirtualReader[];
  /** Puts a virtual HSM into a reader, once that is seen to be empty, and waits until OpenSC sees it. */
  plug(hsm: VirtualHsm, reader?: number): Promise<Plug>;
  /**
   * Runs `sc-hsm-tool` on the HSM in a reader: asked for anything but the status, only after making
   * sure that it is a virtual HSM.
   */
  stock(args: readonly string[], options?: StockOptions): Promise<Outcome>;
  /** `sc-hsm-tool --initialize`, which must succeed. */
  initialise(dkekShares: number, reader?: number): Promise<void>;
  /** For whoever runs another program on the HSM in a reader: throws unless it is a virtual one. */
  requireVirtual(reader?: number): Promise<void>;
}

export interface StockOptions {
  readonly reader?: number;
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

let found: Promise<OpenScPrograms> | undefined;

/** OpenSC, looked for once: it stays where it is. */
function openSc(): Promise<OpenScPrograms> {
  found ??= findOpenSc();
  return found;
}

async function untilCard(reader: VirtualReader, present: boolean): Promise<void> {
  const programs = await openSc();
  const deadline = Date.now() + NOTICED_WITHIN_MS;
  while (Date.now() < deadline) {
    const seen = (await listReaders(programs)).find(({ name }) => name === reader.name);
    if (seen?.cardPresent === present) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error(`OpenSC does not see that ${reader.name} is ${present ? "full" : "empty"}`);
}

/** Starts a daemon for all tests of a file, and stops it afterwards. */
export function useRig(readers = 1): Rig {
  let daemon: PcscDaemon;
  beforeAll(async () => {
    daemon = await PcscDaemon.start({ readers });
  });
  afterAll(async () => {
    await daemon.stop();
  });
  const readerAt = (index: number): VirtualReader => {
    const reader = daemon.readers[index];
    if (reader === undefined) throw new Error(`no reader ${index}`);
    return reader;
  };
  const requireVirtualIn = async (reader: VirtualReader): Promise<void> => {
    await using channel = await openExplorer(await openSc(), reader);
    requireVirtual(await new SmartCardHsm(channel).status());
  };
  const stock = async (
    args: readonly string[],
    { reader = 0, stdin = "", cwd = "/", env = {} }: StockOptions = {},
  ): Promise<Outcome> => {
    if (args.length > 0) await requireVirtualIn(readerAt(reader));
    return run("sc-hsm-tool", ["--reader", readerAt(reader).name, ...args], { cwd, stdin, env });
  };
  return {
    get readers() {
      return daemon.readers;
    },
    plug: async (hsm, index = 0) => {
      const reader = readerAt(index);
      // pcscd looks every 400 ms, and where a command fails in between, it never notices that the card
      // before was gone: then it does not power this one on.
      await untilCard(reader, false);
      const plug = await plugIn(hsm, reader);
      onTestFinished(() => plug.unplug());
      await plug.poweredOn;
      await untilCard(reader, true);
      return plug;
    },
    stock,
    requireVirtual: (reader = 0) => requireVirtualIn(readerAt(reader)),
    initialise: async (dkekShares, reader = 0) => {
      const pins = ["--so-pin", SO_PIN, "--pin", USER_PIN];
      const { stderr } = await stock(["--initialize", ...pins, "--dkek-shares", `${dkekShares}`], {
        reader,
      });
      if (/failed|error/i.test(stderr)) throw new Error(stderr);
    },
  };
}

/** What has to be typed into `sc-hsm-tool --import-dkek-share`, read off the lines of cards. */
export function typedFrom(cards: readonly string[]): string {
  const read = (card: string, label: string): string => {
    const value = new RegExp(`^${label} *: (.*)$`, "m").exec(card)?.[1];
    if (value === undefined) throw new Error(`no line "${label}"`);
    return value;
  };
  const entries = cards.map((card) => {
    // The stock tool shows IDs in decimal and reads them as hex.
    const id = Number(read(card, "Share ID")).toString(16);
    return `\n${id}\n${read(card, "Share value")}\n`;
  });
  return `${read(cards[0] ?? "", "Prime")}\n${entries.join("")}`;
}

/** The shares on the screens of `sc-hsm-tool --create-dkek-share`, one text each, as people copy them. */
export function screensOf(stdout: string): string[] {
  return (
    stdout
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the tool clears the screen with escapes
      .split(/(?:\u001b\[[0-9;]*[A-Za-z])+/)
      .filter((screen) => screen.startsWith("Share "))
  );
}
