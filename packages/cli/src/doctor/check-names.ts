/** All checks, in the order in which they are shown; the names that `--accept` and `--json` know. */
export const CHECK_NAMES = [
  "node",
  "opensc",
  "pcsc",
  "hsm",
  "printer",
  "spool",
  "swap",
  "hibernation",
  "core-dumps",
  "temporary-files",
  "disk",
  "network",
  "radio",
  "machine",
  "terminal",
  "onlookers",
  "opensc-log",
  "pcsc-log",
  "spies",
  "foreign-code",
  "clock",
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];
