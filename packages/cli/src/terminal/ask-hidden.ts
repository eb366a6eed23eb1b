import { isCancel, password } from "@clack/prompts";
import { Interrupted } from "../interrupted.js";

/**
 * Asks for one line that nobody may read on the screen. The prompt stands on standard error: what is
 * asked is no part of the output.
 *
 * @param refuse why a line is not taken, without repeating it: it is asked for again.
 * @throws {Interrupted} on Ctrl-C or Escape.
 */
export async function askHidden(
  message: string,
  signal: AbortSignal,
  refuse: (line: string) => string | undefined = () => undefined,
): Promise<string> {
  const answer = await password({
    message,
    output: process.stderr,
    signal,
    validate: (line) => refuse(line ?? ""),
    // Nobody sees what would have to be corrected.
    clearOnError: true,
  });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}
