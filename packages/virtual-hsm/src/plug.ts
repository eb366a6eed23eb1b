import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { Signal } from "./signal.js";
import type { VirtualHsm } from "./virtual-hsm.js";
import { VirtualHsmError } from "./virtual-hsm-error.js";
import { LOOPBACK, openConnection, type VpcdAddress } from "./vpcd-connection.js";
import { serve, type VpcdLink } from "./vpcd-link.js";

const RETRY_MS = 200;

/** Which way round the connection to vpcd is made. */
export type PlugOptions =
  /**
   * vpcd listens, as Debian sets it up (ports 35963 and 35964). With `retry`, an unreachable reader
   * is tried again until it is there, and so is one that went away.
   */
  | (VpcdAddress & { readonly mode: "connect"; readonly retry?: boolean | undefined })
  /**
   * We listen on loopback, and a vpcd whose configuration names this address connects. Port 0: any
   * free one. It may come again after it went, but not twice at once.
   *
   * vpcd connects to the port that follows as well, for its second slot, and Debian's (3.3) aborts
   * the whole pcscd if nobody answers there, or if a connection drops: plug a second virtual HSM in
   * there, start both before pcscd, and unplug neither.
   */
  | { readonly mode: "listen"; readonly port: number };

/** A virtual HSM in a reader. */
export interface Plug {
  /** The port that we listen on, or that we connected to. */
  readonly port: number;
  /** Resolves once the reader has powered the card on for the first time. */
  readonly poweredOn: Promise<void>;
  /** Resolves when it is over: unplugged, or the reader went away and nobody waits for another. */
  readonly gone: Promise<void>;
  /** Pulls the card out of the reader and waits until it is out. Any number of times. */
  unplug(): Promise<void>;
}

/**
 * Plugs a virtual HSM into a reader of vpcd. Resolves as soon as it is connected (`connect`, without
 * `retry`), or else under way; `poweredOn` tells when the reader has noticed it.
 *
 * @throws {VirtualHsmError} `link-refused` if nobody listens there (without `retry`), `port-taken`
 */
export function plugIn(hsm: VirtualHsm, options: PlugOptions): Promise<Plug> {
  return options.mode === "connect" ? connectOut(hsm, options) : listen(hsm, options.port);
}

async function connectOut(
  hsm: VirtualHsm,
  options: PlugOptions & { mode: "connect" },
): Promise<Plug> {
  const poweredOn = new Signal();
  const gone = new Signal();
  let link: VpcdLink | undefined;
  let wanted = true;
  let wake: () => void = () => {};

  const attach = (connection: Duplex): VpcdLink => {
    const attached = serve(hsm, connection);
    void attached.poweredOn.then(() => poweredOn.fire());
    return attached;
  };
  const keepTrying = async (): Promise<void> => {
    while (wanted) {
      const connection = await openConnection(options).catch(() => undefined);
      if (connection !== undefined) {
        link = attach(connection);
        if (!wanted) link.close();
        await link.closed;
      }
      if (!wanted) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETRY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    gone.fire();
  };

  if (options.retry) {
    void keepTrying();
  } else {
    link = attach(await openConnection(options));
    void link.closed.then(() => gone.fire());
  }
  return {
    port: options.port,
    poweredOn: poweredOn.fired,
    gone: gone.fired,
    unplug: () => {
      wanted = false;
      link?.close();
      wake();
      return gone.fired;
    },
  };
}

async function listen(hsm: VirtualHsm, wantedPort: number): Promise<Plug> {
  const poweredOn = new Signal();
  const gone = new Signal();
  let link: VpcdLink | undefined;
  const server: Server = createServer({ noDelay: true }, (socket) => {
    // One card can't be in two readers.
    if (link !== undefined) return void socket.destroy();
    const attached = serve(hsm, socket);
    link = attached;
    void attached.poweredOn.then(() => poweredOn.fire());
    void attached.closed.then(() => {
      link = undefined;
    });
  });
  server.listen({ host: LOOPBACK, port: wantedPort });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new VirtualHsmError("port-taken", `can't listen on ${LOOPBACK}:${wantedPort}`, {
      hint: "another program has this port: name another one, or 0 for any free one",
      cause,
    });
  }
  server.on("close", () => gone.fire());
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : wantedPort,
    poweredOn: poweredOn.fired,
    gone: gone.fired,
    unplug: () => {
      server.close();
      link?.close();
      return gone.fired;
    },
  };
}
