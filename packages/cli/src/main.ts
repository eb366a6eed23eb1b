import { parseCommandLine } from "./command-line.js";
import { interruptSignal } from "./terminal/interrupt.js";

/** Runs the program with the arguments after its name, and sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  using interrupt = interruptSignal();
  const { signal, uninterruptible } = interrupt;
  const facts: Record<string, unknown> = {};
  try {
    const run = await parseCommandLine(args);
    await run?.({ signal, uninterruptible, facts });
  } catch (error) {
    // Loaded now: it knows the errors of all rooms, and help should not wait for those.
    const { reportError } = await import("./report-error.js");
    process.exitCode = reportError(error, args.includes("--json") ? facts : undefined);
  }
}
