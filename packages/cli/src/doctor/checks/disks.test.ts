import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { disk } from "./disk.js";
import { hibernation } from "./hibernation.js";
import { swap } from "./swap.js";
import { temporaryFiles } from "./temporary-files.js";

/** Where `/` is: a partition, or dm-crypt. */
const PLAIN = {
  "/proc/self/mountinfo": "28 1 8:2 / / rw - ext4 /dev/sda2 rw\n",
  "/sys/dev/block/8:2/partition": "2\n",
  "/sys/class/block/sda3/partition": "3\n",
};
const ENCRYPTED = {
  "/proc/self/mountinfo": "28 1 254:0 / / rw - ext4 /dev/mapper/root rw\n",
  "/sys/dev/block/254:0/dm/uuid": "CRYPT-LUKS2-0-root\n",
  "/sys/class/block/dm-1/dm/uuid": "CRYPT-PLAIN-swap\n",
};

const swaps = (...lines: string[]): string =>
  ["Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority", ...lines, ""].join("\n");
const PARTITION = "/dev/sda3                               partition\t999420\t\t0\t\t-2";
const FILE = "/swapfile                               file\t\t2097148\t\t0\t\t-2";
const ZRAM = "/dev/zram0                              partition\t4194300\t\t0\t\t100";
const CRYPTED = "/dev/dm-1                               partition\t999420\t\t0\t\t-2";

test.each([
  ["none", PLAIN, swaps(), "green", "none"],
  ["a partition", PLAIN, swaps(PARTITION), "red", "on-disk"],
  ["a file on a plain disk", PLAIN, swaps(FILE), "red", "on-disk"],
  ["a file on an encrypted disk", ENCRYPTED, swaps(FILE), "green", "encrypted"],
  ["an encrypted partition", ENCRYPTED, swaps(CRYPTED), "green", "encrypted"],
  ["zram", PLAIN, swaps(ZRAM), "green", "in-memory"],
  ["zram, and a partition", PLAIN, swaps(ZRAM, PARTITION), "red", "on-disk"],
  [
    "zram that writes behind",
    { ...PLAIN, "/sys/class/block/zram0/backing_dev": "/dev/sda3\n" },
    swaps(ZRAM),
    "red",
    "on-disk",
  ],
  ["a device that is not known", ENCRYPTED, swaps(PARTITION), "unknown", "not-told"],
] as const)("swap: %s", (_what, disks, text, level, code) => {
  const files = { ...disks, "/proc/swaps": text };
  expect(swap(describedMachine({ files }), words)).toMatchObject({ level, code });
});

test("swap: the line names what is on the disk, and nothing else", () => {
  const files = { ...PLAIN, "/proc/swaps": swaps(ZRAM, PARTITION) };
  expect(swap(describedMachine({ files }), words).says).toMatch(/^\/dev\/sda3 /);
});

test("what only Linux tells is not told elsewhere", () => {
  const machine = describedMachine({ platform: "darwin" });
  for (const check of [swap, hibernation, temporaryFiles, disk]) {
    expect(check(machine, words)).toMatchObject({
      level: "unknown",
      code: "other-system",
      says: "can't be told on macOS",
    });
  }
  expect(swap(describedMachine(), words)).toMatchObject({ level: "unknown", code: "not-told" });
});

test.each([
  ["no such state", "freeze mem\n", "", swaps(PARTITION), "green", "impossible"],
  ["an empty list, as virtual machines have", "", "", swaps(), "green", "impossible"],
  ["locked down", "freeze mem disk\n", "[disabled]\n", swaps(PARTITION), "green", "impossible"],
  [
    "possible",
    "freeze mem disk\n",
    "[platform] shutdown reboot\n",
    swaps(PARTITION),
    "yellow",
    "possible",
  ],
  [
    "possible, to an encrypted disk",
    "mem disk\n",
    "[platform]\n",
    swaps(CRYPTED),
    "yellow",
    "possible",
  ],
  ["no swap", "freeze mem disk\n", "[platform] shutdown\n", swaps(), "green", "no-swap"],
  ["zram alone", "freeze mem disk\n", "[platform] shutdown\n", swaps(ZRAM), "green", "no-swap"],
] as const)("hibernation: %s", (_what, states, way, text, level, code) => {
  const files = {
    ...PLAIN,
    "/sys/power/state": states,
    "/sys/power/disk": way,
    "/proc/swaps": text,
  };
  expect(hibernation(describedMachine({ files }), words)).toMatchObject({ level, code });
});

test.each([
  [PLAIN, "yellow", "yellow"],
  [ENCRYPTED, "green", "green"],
  [{ "/proc/self/mountinfo": "28 1 0:9 / / rw - nfs server:/x rw\n" }, "yellow", "red"],
  [{ "/proc/self/mountinfo": "28 1 0:9 / / rw - tmpfs tmpfs rw\n" }, "green", "green"],
  [{}, "unknown", "unknown"],
] as const)("temporary files and the working folder on %j", (files, temporary, working) => {
  const machine = describedMachine({ files });
  expect(temporaryFiles(machine, words).level).toBe(temporary);
  expect(disk(machine, words).level).toBe(working);
});
