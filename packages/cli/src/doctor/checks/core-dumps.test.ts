import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { coreDumps } from "./core-dumps.js";

const limits = (
  soft: string,
): string => `Limit                     Soft Limit           Hard Limit           Units     
Max stack size            8388608              unlimited            bytes     
Max core file size        ${soft.padEnd(20)} unlimited            bytes     
Max resident set          unlimited            unlimited            bytes     
`;
/** As Debian's systemd-coredump and Ubuntu's apport put themselves there. */
const SYSTEMD = "|/lib/systemd/systemd-coredump %P %u %g %s %t 9223372036854775808 %h\n";
const APPORT = "|/usr/share/apport/apport -p%p -s%s -c%c -d%d -P%P -u%u -g%g -- %E\n";

test.each([
  ["core\n", "0", "green", "off"],
  ["core\n", "unlimited", "red", "to-file"],
  ["\n", "unlimited", "red", "to-file"],
  ["/var/crash/%e.%p\n", "4096", "red", "to-file"],
  [SYSTEMD, "0", "green", "off"],
  [SYSTEMD, "unlimited", "red", "to-program"],
  // It is started whatever the limit is.
  [APPORT, "0", "red", "to-program"],
  ["|/bin/false\n", "unlimited", "green", "off"],
] as const)("pattern %j, limit %s: %s", (pattern, soft, level, code) => {
  const files = { "/proc/sys/kernel/core_pattern": pattern, "/proc/self/limits": limits(soft) };
  expect(coreDumps(describedMachine({ files }), words)).toMatchObject({ level, code });
});

test("without the files nothing is known", () => {
  expect(coreDumps(describedMachine(), words).level).toBe("unknown");
});
