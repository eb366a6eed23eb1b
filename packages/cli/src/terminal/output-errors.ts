import { EXIT } from "../exit-status.js";

/**
 * Sees to it that output which can't be written is an exit status and a message, and no crash: by
 * then, the command has done what it was asked for. An exit status that says more stays.
 */
export function watchOutput(): void {
  let told = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    const unread = error.code === "EPIPE";
    process.exitCode ||= unread ? EXIT.outputUnread : EXIT.usage;
    // Whoever reads only the beginning, like head, wants to hear nothing of it.
    if (told || unread) return;
    told = true;
    const why = REASONS[error.code ?? ""] ?? error.code ?? error.message;
    process.stderr.write(
      `dkek: the report could not be written: ${why}\n      what the command did stays done: look before you repeat it\n`,
    );
  });
  process.stderr.on("error", () => {
    // There is nowhere left to say it; the exit status still tells how it ended.
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk or the terminal reports an error",
};
