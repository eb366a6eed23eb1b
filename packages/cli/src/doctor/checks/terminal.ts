import { ancestors } from "../processes.js";
import { green, red, yellow } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/** Programs that write down what a terminal shows, by their names as the kernel has them. */
const RECORDERS = /^(script|scriptlive|ttyrec|termrec|asciinema|terminalizer|tlog-rec.*|sudosh)$/;
/** Programs that bring a terminal from another machine. */
const REMOTE =
  /^(sshd.*|dropbear|mosh-server|telnetd|in\.telnetd|ttyd|gotty|et.*server|sshx|tmate)$/;
/** Programs that keep what a terminal has shown, and may write it down when told to. */
const MULTIPLEXERS = /^(tmux.*|screen|zellij|dtach|byobu|abduco)$/i;

/** Their traces in the environment: a program that was started from outside has them as its child. */
const VARIABLES = {
  recorder: ["ASCIINEMA_REC", "TLOG_REC_SESSION_ID"],
  remote: ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"],
  multiplexer: ["TMUX", "STY", "ZELLIJ"],
} as const;

/** Who else gets what is shown and typed here. */
export const terminal: Check = onLinux((machine, { terminal: words }) => {
  const names = ancestors(machine).map(({ name }) => name);
  const trace = (pattern: RegExp, variables: readonly string[]): string | undefined =>
    // tmux calls itself "tmux: server".
    names.find((name) => pattern.test(name))?.replace(/:.*/, "") ??
    variables.find((variable) => (machine.env[variable] ?? "") !== "");
  const recorder = trace(RECORDERS, VARIABLES.recorder);
  if (recorder !== undefined) return red("recorded", words.recorded(recorder));
  const remote = trace(REMOTE, VARIABLES.remote);
  if (remote !== undefined) return red("remote", words.remote(remote));
  const multiplexer = trace(MULTIPLEXERS, VARIABLES.multiplexer);
  if (multiplexer === undefined) return green("quiet", words.quiet);
  return yellow("multiplexed", words.multiplexed(multiplexer));
});
