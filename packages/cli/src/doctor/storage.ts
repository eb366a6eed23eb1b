import type { Machine } from "./machine.js";

/** What becomes of bytes that are written somewhere. */
export interface Storage {
  readonly kind: "memory" | "encrypted" | "plain" | "network" | "unknown";
  /** The device or file system, for people. */
  readonly device: string;
}

const MEMORY: ReadonlySet<string> = new Set(["tmpfs", "ramfs", "devtmpfs"]);
const ENCRYPTED: ReadonlySet<string> = new Set([
  "ecryptfs",
  "fuse.cryfs",
  "fuse.encfs",
  "fuse.gocryptfs",
]);
const NETWORK: ReadonlySet<string> = new Set([
  "9p",
  "ceph",
  "cifs",
  "fuse.sshfs",
  "nfs",
  "nfs4",
  "smb3",
  "virtiofs",
  "vboxsf",
]);

/** One level of layers or of loop devices more than anybody has. */
const DEPTH_MAX = 8;

/** Where the files below an absolute path lie. */
export function storageOf(machine: Machine, path: string, depth = 0): Storage {
  const mount = mountOf(machine, path);
  if (mount === undefined || depth > DEPTH_MAX) return { kind: "unknown", device: path };
  const { type, device, source, options } = mount;
  if (MEMORY.has(type)) return { kind: "memory", device: type };
  if (ENCRYPTED.has(type)) return { kind: "encrypted", device: type };
  if (NETWORK.has(type)) return { kind: "network", device: type };
  // A live system: what is written goes to the upper layer.
  const upper = /(?:^|,)upperdir=([^,]+)/.exec(options)?.[1];
  if (type === "overlay") {
    return upper === undefined
      ? { kind: "unknown", device: type }
      : storageOf(machine, upper, depth + 1);
  }
  if (!source.startsWith("/dev/")) return { kind: "unknown", device: type };
  // btrfs shows a device number of its own making, beginning with 0.
  if (device.startsWith("0:")) return storageOfDevice(machine, source, depth);
  return { kind: kindOfBlock(machine, `/sys/dev/block/${device}`, depth), device: source };
}

/** Where a block device keeps what is written to it: `/dev/sda2`, `/dev/dm-1` or `/dev/mapper/NAME`. */
export function storageOfDevice(machine: Machine, device: string, depth = 0): Storage {
  const name = device.replace(/^\/dev\/(mapper\/)?/, "");
  const known = device.startsWith("/dev/mapper/")
    ? machine
        .list("/sys/class/block")
        .find((block) => machine.read(`/sys/class/block/${block}/dm/name`)?.trim() === name)
    : name;
  if (known === undefined) return { kind: "unknown", device };
  return { kind: kindOfBlock(machine, `/sys/class/block/${known}`, depth), device };
}

/** Encrypted if all that it is made of is: dm-crypt below LVM, RAID or a loop device. */
function kindOfBlock(machine: Machine, block: string, depth: number): Storage["kind"] {
  if (depth > DEPTH_MAX || machine.list(block).length === 0) return "unknown";
  if (machine.read(`${block}/dm/uuid`)?.startsWith("CRYPT-")) return "encrypted";
  if (/\/(ram|zram)\d+$/.test(block)) return "memory";
  const file = machine.read(`${block}/loop/backing_file`)?.trim();
  if (file !== undefined) return storageOf(machine, file, depth + 1).kind;
  const below = machine
    .list(`${block}/slaves`)
    .map((name) => kindOfBlock(machine, `/sys/class/block/${name}`, depth + 1));
  if (below.length === 0 || below.includes("plain")) return "plain";
  return below.every((kind) => kind === below[0]) ? (below[0] ?? "unknown") : "unknown";
}

interface Mount {
  readonly folder: string;
  readonly type: string;
  /** `major:minor` of the device. */
  readonly device: string;
  readonly source: string;
  readonly options: string;
}

/** The mount that a path is in; of several on one folder, the last hides the others. */
function mountOf(machine: Machine, path: string): Mount | undefined {
  let found: Mount | undefined;
  for (const line of (machine.read("/proc/self/mountinfo") ?? "").split("\n")) {
    const mount = parseMount(line);
    if (mount === undefined) continue;
    const { folder } = mount;
    const holdsPath = folder === "/" || path === folder || path.startsWith(`${folder}/`);
    if (holdsPath && folder.length >= (found?.folder.length ?? 0)) found = mount;
  }
  return found;
}

/** A line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)); blanks in paths are written `\040`. */
function parseMount(line: string): Mount | undefined {
  const [before = "", after] = line.split(" - ");
  if (after === undefined) return undefined;
  const [, , device = "", , folder = ""] = before.split(" ").map(unescaped);
  const [type = "", source = "", options = ""] = after.split(" ").map(unescaped);
  return { folder, type, device, source, options };
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
