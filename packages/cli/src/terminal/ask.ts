import { isCancel, password, text } from "@clack/prompts";
import { DkekError } from "@dkek/foundation";
import { Interrupted } from "../interrupted.js";

/** Prompts stand on standard error: what is asked is no part of the output. */
const output = process.stderr;

/**
 * Asks for one line and asks again, with the reason, as long as `parse` refuses it.
 *
 * @param parse turns the line into the answer, or throws a {@link DkekError}.
 * @throws {Interrupted} on Ctrl-C or Escape.
 */
export async function ask<Answer>(
  message: string,
  parse: (line: string) => Answer,
  signal: AbortSignal,
): Promise<Answer> {
  const line = await text({ message, output, signal, validate: (value) => refusal(value, parse) });
  return parse(answered(line));
}

/** Asks for one line that nobody may read on the screen. */
export async function askHidden(message: string, signal: AbortSignal): Promise<string> {
  return answered(await password({ message, output, signal }));
}

function refusal<Answer>(
  value: string | undefined,
  parse: (line: string) => Answer,
): string | undefined {
  try {
    parse(value ?? "");
    return undefined;
  } catch (error) {
    if (!(error instanceof DkekError)) throw error;
    return error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
  }
}

function answered(value: string | symbol): string {
  if (isCancel(value)) throw new Interrupted();
  return value as string;
}
