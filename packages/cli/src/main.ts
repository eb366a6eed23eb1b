import { parseCommandLine } from "./command-line.js";
import { EXIT, exitStatusOf } from "./exit-status.js";
import { reportError } from "./report-error.js";
import { interruptSignal } from "./terminal/interrupt.js";

/** Runs the program with the arguments after its name, and sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  using interrupt = interruptSignal();
  const facts: Record<string, unknown> = {};
  try {
    const run = await parseCommandLine(args);
    await run?.({ signal: interrupt.signal, facts });
    process.exitCode = EXIT.done;
  } catch (error) {
    reportError(error, args.includes("--json") ? facts : undefined);
    process.exitCode = exitStatusOf(error);
  }
}
