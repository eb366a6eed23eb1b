import { expect, test } from "vitest";
import { childEnvironment } from "./environment.js";

test("only what is allowed gets through, and OpenSC's configuration is ours", () => {
  const ours = {
    PATH: "/usr/bin",
    PCSCLITE_CSOCK_NAME: "/run/other.comm",
    HOME: "/root",
    LANG: "de_DE.UTF-8",
    LANGUAGE: "de",
    TERM: "xterm",
    OPENSC_CONF: "/etc/opensc/opensc.conf",
    OPENSC_DEBUG: "9",
    OPENSC_DRIVER: "default",
    PCSCLITE_DEBUG: "0",
    LIBPCSCLITE_DELEGATE: "/usr/lib/libpcscspy.so",
    LIBPCSCSPY_DISABLED: undefined,
    LD_PRELOAD: "/usr/lib/libpcscspy.so",
    LD_LIBRARY_PATH: "/tmp",
    INPUTRC: "/tmp/inputrc",
    DKEK_SECRET: "648219",
  };
  expect(childEnvironment(ours, "/tmp/ours.conf")).toEqual({
    PATH: "/usr/bin",
    PCSCLITE_CSOCK_NAME: "/run/other.comm",
    LANG: "C",
    LC_ALL: "C",
    TERM: "dumb",
    OPENSC_CONF: "/tmp/ours.conf",
  });
});

test("Windows spells its variables as it likes", () => {
  const { OPENSC_CONF, Path, SystemRoot, opensc_conf } = childEnvironment(
    { Path: "C:\\x", SystemRoot: "C:\\Windows", opensc_conf: "C:\\theirs" },
    "C:\\ours",
  ) as Record<string, string | undefined>;
  expect([OPENSC_CONF, Path, SystemRoot, opensc_conf]).toEqual([
    "C:\\ours",
    "C:\\x",
    "C:\\Windows",
    undefined,
  ]);
});
