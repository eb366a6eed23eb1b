import type { Machine } from "../machine.js";
import { type Storage, storageOf, storageOfDevice } from "../storage.js";
import { green, red, unknown } from "../verdict.js";
import { type Check, listed, onLinux } from "./check.js";

/** Memory that the kernel writes to a disk, with whatever is in it. */
export const swap: Check = onLinux((machine, { swap: words, notTold }) => {
  const areas = swapAreas(machine);
  if (areas === undefined) return unknown("not-told", notTold("/proc/swaps"));
  if (areas.length === 0) return green("none", words.none);
  const on = (kinds: readonly Storage["kind"][]): string =>
    listed(areas.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path));
  const exposed = on(["plain", "network"]);
  if (exposed !== "") return red("on-disk", words.onDisk(exposed));
  const unclear = on(["unknown"]);
  if (unclear !== "") return unknown("not-told", notTold(unclear));
  const encrypted = on(["encrypted"]);
  if (encrypted !== "") return green("encrypted", words.encrypted(encrypted));
  return green("in-memory", words.inMemory(on(["memory"])));
});

interface SwapArea {
  readonly path: string;
  readonly kind: Storage["kind"];
}

/** The areas in use; undefined if the kernel doesn't tell. */
export function swapAreas(machine: Machine): readonly SwapArea[] | undefined {
  const [heading, ...lines] = (machine.read("/proc/swaps") ?? "").trimEnd().split("\n");
  if (!heading?.startsWith("Filename")) return undefined;
  return lines.map((line) => {
    const [path = "", type = ""] = line.split(/\s+/);
    return { path, kind: kindOf(machine, path, type) };
  });
}

function kindOf(machine: Machine, path: string, type: string): Storage["kind"] {
  if (type === "file") return storageOf(machine, path).kind;
  const zram = /^\/dev\/(zram\d+)$/.exec(path)?.[1];
  if (zram === undefined) return storageOfDevice(machine, path).kind;
  // What does not fit into memory may go to a disk behind it.
  const behind = machine.read(`/sys/class/block/${zram}/backing_dev`)?.trim() ?? "none";
  return behind === "none" ? "memory" : storageOfDevice(machine, behind).kind;
}
