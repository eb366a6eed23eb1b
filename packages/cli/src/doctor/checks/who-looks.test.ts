import { expect, test } from "vitest";
import { describedMachine, processFiles } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { onlookers } from "./onlookers.js";
import { pcscLog } from "./pcsc-log.js";
import { terminal } from "./terminal.js";

const CONSOLE = ["node", "bash", "login"];

test.each([
  [CONSOLE, {}, "green", "quiet"],
  [["node", "bash", "gnome-terminal-"], {}, "green", "quiet"],
  [["node", "bash", "tmux: server", "systemd"], {}, "yellow", "multiplexed"],
  [["node", "bash", "screen"], {}, "yellow", "multiplexed"],
  [["node", "sh", "script", "bash"], {}, "red", "recorded"],
  [["node", "bash", "asciinema"], {}, "red", "recorded"],
  // The worst of several.
  [["node", "sh", "script", "bash", "tmux: server"], {}, "red", "recorded"],
  [["node", "bash", "tmux: server"], { SSH_CONNECTION: "10.0.0.2 1 10.0.0.3 22" }, "red", "remote"],
  // As it is after sudo, which drops the variables.
  [["node", "sudo", "bash", "sshd-session", "sshd"], {}, "red", "remote"],
  [CONSOLE, { TMUX: "/tmp/tmux-1000/default,1,0" }, "yellow", "multiplexed"],
  [CONSOLE, { TMUX: "" }, "green", "quiet"],
  // A program whose name only begins like that.
  [["node", "scriptural", "bash"], {}, "green", "quiet"],
] as const)("started by %j in %j: %s", (chain, env, level, code) => {
  const files = processFiles(...chain.map((name) => ({ name })));
  expect(terminal(describedMachine({ files, env }), words)).toMatchObject({ level, code });
});

test("a name with brackets and blanks is read as one", () => {
  const files = processFiles({ name: "node" }, { name: "a) (b" }, { name: "script" });
  expect(terminal(describedMachine({ files }), words).code).toBe("recorded");
});

test("programs that show the screen elsewhere", () => {
  const files = processFiles({ name: "node" }, { name: "bash" }, { name: "gnome-remote-de" });
  expect(onlookers(describedMachine({ files }), words)).toMatchObject({
    level: "red",
    says: "may show or record this screen: gnome-remote-de",
  });
  const alone = processFiles(...CONSOLE.map((name) => ({ name })));
  expect(onlookers(describedMachine({ files: alone }), words).level).toBe("green");
  expect(onlookers(describedMachine(), words).level).toBe("unknown");
});

test.each([
  [["--foreground", "--auto-exit"], "green", "off"],
  [["--foreground", "--config", "/tmp/dd"], "green", "off"],
  [["--foreground", "--apdu"], "red", "on"],
  [["--debug"], "red", "on"],
  [["-fad"], "red", "on"],
  [["-f", "-a"], "red", "on"],
  [["-x"], "green", "off"],
] as const)("pcscd %j", (options, level, code) => {
  const args = ["/usr/sbin/pcscd", ...options];
  const files = processFiles({ name: "node" }, { name: "pcscd", args });
  expect(pcscLog(describedMachine({ files }), words)).toMatchObject({ level, code });
});

test("no pcscd to be seen", () => {
  const files = processFiles({ name: "node" });
  expect(pcscLog(describedMachine({ files }), words).level).toBe("unknown");
});
