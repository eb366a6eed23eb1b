import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { HsmError } from "@dkek/hsm";
import { areListening } from "./listening-ports.js";
import { findProgram } from "./pcsc-installation.js";
import { answersOnSocket } from "./running-pcsc-daemon.js";

const START_MS = 15_000;
const STOP_MS = 5_000;
const POLL_MS = 20;
const LOG_LINES_SHOWN = 5;

/**
 * Brings loopback up, then becomes the daemon. vpcd writes the length of a frame and the frame apart,
 * and the kernel holds the second back until the first is acknowledged, which takes 40 ms: at once, on
 * a route with quickack. Without that it works as well, slowly.
 */
const OWN_NETWORK = `
ip link set lo up || exit
ip route replace local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 quickack 1
exec "$@"`;

export interface PcscdOptions {
  /** Path of pcscd. */
  readonly daemon: string;
  /** Folder with reader.conf and nothing else: pcscd reads every file in it. */
  readonly configuration: string;
  /** An empty folder in place of the one with the drivers of USB readers. */
  readonly usbDrivers: string;
  /** In a network namespace of its own? */
  readonly ownNetwork: boolean;
  /** Ports that must be listened on before it counts as started. */
  readonly ports: readonly number[];
}

/** A pcscd that we started. */
export interface PcscdProcess {
  readonly pid: number;
  /** Tells it to end, without waiting: it cleans up behind itself. */
  kill(): void;
  /** Ends it and waits until it has ended. Any number of times. */
  stop(): Promise<void>;
}

/**
 * Starts pcscd in the foreground and waits until clients and cards can connect. It goes with the
 * thread that started it, even if that is killed outright (where setpriv is installed).
 *
 * @throws {HsmError} `program-failed`
 */
export async function startPcscd(options: PcscdOptions): Promise<PcscdProcess> {
  const child = spawnDaemon(options);
  const stop = async (): Promise<void> => {
    if (!isRunning(child)) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  try {
    const pid = await untilReady(child, options.ports);
    return { pid, stop, kill: () => void child.kill("SIGTERM") };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnDaemon({
  daemon,
  configuration,
  usbDrivers,
  ownNetwork,
}: PcscdOptions): ChildProcess {
  const command = [daemon, "--foreground", "--config", configuration];
  const setpriv = findProgram("setpriv");
  if (setpriv !== undefined) command.unshift(setpriv, "--pdeathsig", "TERM", "--");
  if (ownNetwork) {
    command.unshift("unshare", "--net", "--", "sh", "-c", OWN_NETWORK, "sh");
  }
  const [program = daemon, ...args] = command;
  return spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], PCSCLITE_HP_DROPDIR: usbDrivers },
  });
}

async function untilReady(child: ChildProcess, ports: readonly number[]): Promise<number> {
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
    const { pid } = child;
    if (pid !== undefined && areListening(pid, ports) && (await answersOnSocket())) return pid;
    await sleep(POLL_MS);
  }
  const said = log.length === 0 ? "" : `; it said: ${log.join(" | ")}`;
  throw new HsmError("program-failed", `the PC/SC daemon did not start${said}`, {
    hint: "it needs iproute2 and util-linux, and the right to make a network namespace of its own",
    cause: failure,
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
