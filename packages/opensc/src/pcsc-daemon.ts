import { connect } from "node:net";
import type { Environment } from "./environment.js";

/** Where pcsc-lite's daemon listens unless PCSCLITE_CSOCK_NAME says otherwise. */
const SOCKETS: readonly string[] = ["/run/pcscd/pcscd.comm", "/var/run/pcscd/pcscd.comm"];

/**
 * Whether nobody listens where the PC/SC daemon should. Windows and macOS have a service of their
 * own that always runs; where systemd starts the daemon on demand, this starts it.
 */
export async function isDaemonMissing(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (platform === "win32" || platform === "darwin") return false;
  const named = env["PCSCLITE_CSOCK_NAME"];
  const answers = await Promise.all((named ? [named] : SOCKETS).map(listens));
  return !answers.includes(true);
}

function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // Not allowed to ask is no proof that nobody is there.
      resolve(error.code !== "ENOENT" && error.code !== "ECONNREFUSED");
    });
  });
}
