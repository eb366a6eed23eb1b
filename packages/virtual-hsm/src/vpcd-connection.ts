import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { Duplex } from "node:stream";
import { relayProgram } from "./relay-program.js";
import { VirtualHsmError } from "./virtual-hsm-error.js";

export const LOOPBACK = "127.0.0.1";

/** Where a listening vpcd is found. */
export interface VpcdAddress {
  /** Loopback if absent. The link is neither encrypted nor authenticated. */
  readonly host?: string | undefined;
  readonly port: number;
  /**
   * A network namespace to look for the port in (a path such as /proc/PID/ns/net): the one of a
   * private PC/SC daemon, which nobody else can reach. Linux, root; always on loopback there.
   */
  readonly networkNamespace?: string | undefined;
}

/** @throws {VirtualHsmError} `link-refused` */
export async function openConnection(address: VpcdAddress): Promise<Duplex> {
  const { host = LOOPBACK, port, networkNamespace } = address;
  try {
    return networkNamespace === undefined
      ? await connectTo(host, port)
      : await connectInside(networkNamespace, port);
  } catch (cause) {
    throw new VirtualHsmError("link-refused", `no virtual reader listens on ${host}:${port}`, {
      hint: "is pcscd running, with vpcd configured for this port?",
      cause,
    });
  }
}

async function connectTo(host: string, port: number): Promise<Duplex> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** A process can't be in two network namespaces, so another one carries the bytes. */
async function connectInside(networkNamespace: string, port: number): Promise<Duplex> {
  const relay = spawn(
    "nsenter",
    [`--net=${networkNamespace}`, "--", process.execPath, ...relayProgram, String(port)],
    { stdio: ["pipe", "pipe", "ignore"], env: {} },
  );
  await Promise.race([
    once(relay.stdout, "readable"),
    once(relay, "exit").then(() => Promise.reject(new Error("the relay found no reader"))),
  ]);
  relay.stdout.read(1);
  const connection = Duplex.from({ readable: relay.stdout, writable: relay.stdin });
  connection.on("close", () => relay.kill());
  return connection;
}
