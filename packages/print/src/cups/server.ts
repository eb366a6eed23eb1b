import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PrintError } from "../print-error.js";
import { printingEnvironment } from "./environment.js";

/** It reads its settings, and asks nobody. */
const TIMEOUT_MS = 10_000;

/** Where CUPS' scheduler listens: the path of a socket, or host and port. */
export interface CupsServer {
  readonly address: string;
  /** Whether it runs on this machine. */
  readonly isLocal: boolean;
}

/**
 * The scheduler that CUPS' own programs would talk to (`lpstat -H`): its settings are in several
 * places, and CUPS knows them best.
 *
 * @throws {PrintError} `cups-missing`
 */
export async function findServer(): Promise<CupsServer> {
  try {
    const env = printingEnvironment();
    const options = { env, timeout: TIMEOUT_MS };
    const { stdout } = await promisify(execFile)("lpstat", ["-H"], options);
    const address = stdout.trim();
    const host = address.replace(/:\d+$/, "");
    const isLocal = address.startsWith("/") || /^(localhost|127\.[0-9.]+|\[?::1\]?)$/.test(host);
    return { address, isLocal };
  } catch (cause) {
    throw new PrintError("cups-missing", "lpstat can't be run: is CUPS installed?", {
      hint: "install CUPS' programs (apt install cups-client cups-ipp-utils)",
      cause,
    });
  }
}

/** The URI under which the server knows a queue. */
export function uriOf({ address }: CupsServer, queue: string): string {
  const host = address.startsWith("/") ? encodeURIComponent(address) : address;
  return `ipp://${host}/printers/${encodeURIComponent(queue)}`;
}
