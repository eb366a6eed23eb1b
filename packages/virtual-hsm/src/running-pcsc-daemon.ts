import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { HsmError } from "@dkek/hsm";

/** Where pcscd of Debian and most others keeps its process number and its socket. */
const PID_FILE = "/run/pcscd/pcscd.pid";
const SOCKET = "/run/pcscd/pcscd.comm";

/**
 * Makes sure that no other PC/SC daemon is there: two can't run side by side, and the other one may
 * have a real HSM in its readers.
 *
 * @throws {HsmError} `pcsc-daemon-in-the-way`
 */
export async function requireNoPcscDaemon(): Promise<void> {
  const pid = runningPid();
  if (pid !== undefined) {
    throw new HsmError("pcsc-daemon-in-the-way", `a PC/SC daemon is running: process ${pid}`, {
      hint: `stop it: systemctl stop pcscd.socket pcscd.service, or else kill ${pid}`,
    });
  }
  if (await answersOnSocket()) {
    throw new HsmError("pcsc-daemon-in-the-way", `somebody listens on ${SOCKET}`, {
      hint: "systemd starts pcscd on demand: systemctl stop pcscd.socket pcscd.service",
    });
  }
}

/** Does a PC/SC daemon accept clients? (After a crash the socket's name may be there without one.) */
export async function answersOnSocket(): Promise<boolean> {
  const socket = connect(SOCKET);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function runningPid(): number | undefined {
  const pid = Number.parseInt(readIfThere(PID_FILE) ?? "", 10);
  if (!Number.isInteger(pid)) return undefined;
  return readIfThere(`/proc/${pid}/comm`)?.trim() === "pcscd" ? pid : undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
