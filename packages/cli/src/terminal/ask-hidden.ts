import { isCancel, password } from "@clack/prompts";
import { Interrupted } from "../interrupted.js";

/**
 * Asks for one line that nobody may read on the screen. The prompt stands on standard error: what is
 * asked is no part of the output.
 *
 * @throws {Interrupted} on Ctrl-C or Escape.
 */
export async function askHidden(message: string, signal: AbortSignal): Promise<string> {
  const answer = await password({ message, output: process.stderr, signal });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}
