import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { foreignCode } from "./foreign-code.js";
import { openscLog } from "./opensc-log.js";
import { spies } from "./spies.js";

/** Debian's own, and one that a support page has made people write. */
const CALM =
  "app default {\n\t# debug = 3;\n\t# debug_file = opensc-debug.txt;\n\tframework pkcs15 {\n\t}\n}\n";
const LOUD = "app default {\n\tdebug = 9;\n\tdebug_file = /tmp/opensc-debug.log;\n}\n";

test.each([
  ["nothing is set", {}, {}, "green", "off"],
  ["Debian's file", {}, { "/etc/opensc/opensc.conf": CALM }, "green", "off"],
  ["a file that asks for it", {}, { "/etc/opensc/opensc.conf": LOUD }, "red", "by-file"],
  [
    "for one program",
    {},
    { "/etc/opensc.conf": LOUD.replace("default", "sc-hsm-tool") },
    "red",
    "by-file",
  ],
  ["level 0", {}, { "/etc/opensc/opensc.conf": LOUD.replace("9", "0") }, "green", "off"],
  ["the variable", { OPENSC_DEBUG: "9" }, {}, "red", "by-variable"],
  ["the variable with 0", { OPENSC_DEBUG: "0" }, {}, "green", "off"],
  ["a file of one's own", { OPENSC_CONF: "/tmp/o" }, { "/tmp/o": LOUD }, "red", "by-file"],
  [
    "a calm one instead",
    { OPENSC_CONF: "/tmp/o" },
    { "/tmp/o": CALM, "/etc/opensc/opensc.conf": LOUD },
    "green",
    "off",
  ],
  ["one that can't be read", { OPENSC_CONF: "/tmp/o" }, {}, "unknown", "unreadable"],
] as const)("OpenSC's log: %s", (_what, env, files, level, code) => {
  expect(openscLog(describedMachine({ env, files }), words)).toMatchObject({ level, code });
});

test.each(["PKCS11SPY", "PKCS11SPY_OUTPUT", "PKCS11_LOGGER_LIBRARY_PATH", "LIBPCSCLITE_DELEGATE"])(
  "%s is a spy",
  (name) => {
    const machine = describedMachine({ env: { [name]: "/x", PATH: "/usr/bin" } });
    expect(spies(machine, words)).toMatchObject({
      level: "red",
      todo: `unset ${name}; erase what was written`,
    });
    expect(spies(describedMachine({ env: { [name]: "" } }), words).level).toBe("green");
  },
);

test.each([
  ["nothing", {}, "green"],
  ["a preloaded library", { env: { LD_PRELOAD: "/usr/lib/libpcscspy.so" } }, "red"],
  ["one for everybody", { files: { "/etc/ld.so.preload": "/usr/lib/x.so\n" } }, "red"],
  ["an empty list", { files: { "/etc/ld.so.preload": "\n" } }, "green"],
  ["a debugger", { nodeArguments: ["--inspect=0.0.0.0:9229"] }, "red"],
  ["a debugger by variable", { env: { NODE_OPTIONS: "--inspect-brk" } }, "red"],
  ["code by variable", { env: { NODE_OPTIONS: "--require /tmp/x.cjs" } }, "red"],
  ["more memory", { env: { NODE_OPTIONS: "--max-old-space-size=4096" } }, "green"],
  ["warnings off", { nodeArguments: ["--no-warnings"] }, "green"],
] as const)("foreign code: %s", (_what, description, level) => {
  expect(foreignCode(describedMachine(description), words).level).toBe(level);
});
