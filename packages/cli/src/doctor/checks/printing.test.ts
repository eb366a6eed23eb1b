import type { SeenPrinter } from "@dkek/print/cups";
import { expect, test } from "vitest";
import { describedMachine, processFiles } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import type { Printing } from "../printing.js";
import { printer } from "./printer.js";
import { spool } from "./spool.js";

const seen = (name: string, but: Partial<SeenPrinter> = {}): SeenPrinter => ({
  name,
  state: "ready",
  reason: "",
  onTheWay: [],
  waitingJobs: 0,
  ...but,
});
const cups = (...printers: SeenPrinter[]): Printing => ({
  server: { address: "/run/cups/cups.sock", isLocal: true },
  printers,
});

test.each([
  ["no CUPS", "no-cups", undefined, "yellow", "none"],
  ["no CUPS for the printer that was named", "no-cups", "Office", "red", "no-cups"],
  ["CUPS is down", { failed: "down" }, undefined, "yellow", "failed"],
  ["CUPS is down for the printer", { failed: "down" }, "Office", "red", "failed"],
  ["no printer", cups(), undefined, "yellow", "none"],
  ["no such printer", cups(seen("Desk")), "Office", "red", "absent"],
  ["the only one", cups(seen("Desk")), undefined, "green", "ready"],
  ["one of two", cups(seen("Desk"), seen("Hall")), undefined, "unknown", "unnamed"],
  ["the one that was named", cups(seen("Desk"), seen("Hall")), "Hall", "green", "ready"],
  ["stopped", cups(seen("Desk", { state: "stopped" })), "Desk", "red", "stopped"],
  ["takes no jobs", cups(seen("Desk", { state: "refusing" })), "Desk", "red", "refusing"],
  ["a file", cups(seen("Desk", { onTheWay: ["file"] })), "Desk", "red", "file"],
  ["on a network", cups(seen("Desk", { onTheWay: ["network"] })), "Desk", "red", "network"],
  ["no way told", cups(seen("Desk", { onTheWay: ["not-told"] })), "Desk", "unknown", "not-told"],
  ["jobs in front", cups(seen("Desk", { waitingJobs: 2 })), "Desk", "yellow", "waiting"],
] as const)("%s", (_what, printing, wanted, level, code) => {
  expect(printer(printing, wanted, words)).toMatchObject({ level, code });
});

const DISK = {
  "/proc/self/mountinfo": "28 1 8:2 / / rw - ext4 /dev/sda2 rw\n",
  "/sys/dev/block/8:2/partition": "2\n",
};
const MEMORY = { "/proc/self/mountinfo": "28 1 0:9 / / rw - tmpfs tmpfs rw\n" };
/** The beginning of Debian's own, which says nothing about what is kept. */
const DEBIAN = "LogLevel warn\nMaxLogSize 0\nListen localhost:631\nListen /run/cups/cups.sock\n";
const KEEPS_NOTHING = `${DEBIAN}PreserveJobFiles No\n`;

test.each([
  ["as Debian has it", { ...MEMORY, "/etc/cups/cupsd.conf": DEBIAN }, "yellow", "keeps-files"],
  [
    "an hour",
    { ...MEMORY, "/etc/cups/cupsd.conf": `${DEBIAN}PreserveJobFiles 3600\n` },
    "yellow",
    "keeps-files",
  ],
  [
    "nothing, in memory",
    { ...MEMORY, "/etc/cups/cupsd.conf": KEEPS_NOTHING },
    "green",
    "keeps-nothing",
  ],
  ["nothing, on a disk", { ...DISK, "/etc/cups/cupsd.conf": KEEPS_NOTHING }, "yellow", "on-disk"],
  [
    "a comment",
    { ...MEMORY, "/etc/cups/cupsd.conf": `${DEBIAN}#PreserveJobFiles No\n` },
    "yellow",
    "keeps-files",
  ],
  ["settings for root alone", DISK, "unknown", "unreadable"],
] as const)("the spool keeps: %s", (_what, files, level, code) => {
  expect(spool(describedMachine({ files }), cups(), words)).toMatchObject({ level, code });
});

test("the settings that count are those of the scheduler that is asked", () => {
  const args = ["/usr/sbin/cupsd", "-f", "-c", "/srv/cupsd.conf", "-s", "/srv/cups-files.conf"];
  const files = {
    ...DISK,
    ...processFiles({ name: "node" }, { name: "cupsd", args }),
    "/etc/cups/cupsd.conf": DEBIAN,
    "/srv/cupsd.conf": "Listen /srv/cups.sock\nPreserveJobFiles No\n",
    "/srv/cups-files.conf": "RequestRoot /srv/spool\n",
  };
  const at = (address: string): Printing => ({ server: { address, isLocal: true }, printers: [] });
  const machine = describedMachine({ files });
  expect(spool(machine, at("/srv/cups.sock"), words)).toMatchObject({
    code: "on-disk",
    says: expect.stringContaining("/srv/spool"),
  });
  expect(spool(machine, at("/run/cups/cups.sock"), words).code).toBe("keeps-files");
  expect(spool(machine, at("print.example:631"), words).code).toBe("elsewhere");
  expect(spool(machine, "no-cups", words).level).toBe("green");
});
