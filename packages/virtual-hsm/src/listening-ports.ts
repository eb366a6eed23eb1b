import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { SLOTS_PER_BLOCK } from "./reader-configuration.js";

const FIRST_CANDIDATE = 36_000;
const LISTEN = "0A";

/** Is every one of these TCP ports listened on, in the network namespace of that process? */
export function areListening(pid: number, ports: readonly number[]): boolean {
  const listening = new Set(
    ["tcp", "tcp6"]
      .flatMap((table) => readTable(`/proc/${pid}/net/${table}`))
      .filter(({ state }) => state === LISTEN)
      .map(({ port }) => port),
  );
  return ports.every((port) => listening.has(port));
}

/** The first ports of `count` blocks, all of whose ports are free on every address. */
export async function freeBlockPorts(count: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (let port = FIRST_CANDIDATE; found.length < count && port < 0xffff; port += SLOTS_PER_BLOCK) {
    if ((await isFree(port)) && (await isFree(port + 1))) found.push(port);
  }
  return found;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function readTable(file: string): readonly { port: number; state: string | undefined }[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n").slice(1);
    return lines.map((line) => {
      const [, local = "", , state] = line.trim().split(/\s+/);
      return { port: Number.parseInt(local.split(":")[1] ?? "", 16), state };
    });
  } catch {
    return [];
  }
}
