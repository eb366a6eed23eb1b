import { DkekError } from "@dkek/foundation";
import type { Advice } from "@dkek/words";
import { EMPTY_LINE, edit } from "./edited-line.js";
import { type Asking, ErasableQuestion } from "./erasable-question.js";
import { takeKeys } from "./keys.js";
import { Refused } from "./refused.js";
import { screenText } from "./screen-text.js";
import { linesWidth, wrapped } from "./wrapped.js";

/** Asks for lines that can be read while they are typed, and are gone from the screen afterwards. */
export interface Prompter extends Disposable {
  /**
   * Asks for one line, and lets it be corrected as long as `parse` refuses it.
   *
   * @param parse turns the line into the answer, or throws {@link Refused} or a {@link DkekError}.
   * @throws {Interrupted} on Ctrl-C and its like; by then the screen is clear.
   */
  ask<Answer>(
    question: string,
    parse: (line: string) => Answer | Promise<Answer>,
    asking?: Asking,
  ): Promise<Answer>;
  /** Leaves a line on the screen; nothing secret. */
  say(text: string): void;
}

/** Takes the terminal until disposed of. All of it stands on standard error, apart from the output. */
export function openPrompter(signal: AbortSignal): Prompter {
  const { stdin, stderr } = process;
  const keys = takeKeys(stdin, signal);
  const { plain } = screenText(process.env);
  return {
    ask: async (question, parse, asking) => {
      if (asking?.fresh) keys.forget();
      using shown = new ErasableQuestion(stderr, question, asking);
      let line = EMPTY_LINE;
      for (;;) {
        const key = await keys.next();
        if (key.name !== "return" && key.name !== "enter") {
          line = edit(line, key);
          shown.update(line);
          continue;
        }
        try {
          return await parse(line.text);
        } catch (error) {
          if (error instanceof Refused && error.line === "goes") {
            line = EMPTY_LINE;
            shown.update(line);
          }
          shown.remark(adviceOf(error));
        }
      }
    },
    say: (text) => {
      for (const row of wrapped(plain(text), linesWidth(stderr))) stderr.write(`${row}\r\n`);
    },
    [Symbol.dispose]: () => keys[Symbol.dispose](),
  };
}

function adviceOf(error: unknown): Advice {
  if (error instanceof Refused) return error.advice;
  if (error instanceof DkekError) return { message: error.message, hint: error.hint ?? "" };
  throw error;
}
