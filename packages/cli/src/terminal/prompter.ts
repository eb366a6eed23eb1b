import { DkekError } from "@dkek/foundation";
import { EMPTY_LINE, edit } from "./edited-line.js";
import { ErasableQuestion } from "./erasable-question.js";
import { takeKeys } from "./keys.js";

/** Asks for lines that can be read while they are typed, and are gone from the screen afterwards. */
export interface Prompter extends Disposable {
  /**
   * Asks for one line, and lets it be corrected as long as `parse` refuses it.
   *
   * @param parse turns the line into the answer, or throws a {@link DkekError}.
   * @throws {Interrupted} on Ctrl-C and its like; by then the screen is clear.
   */
  ask<Answer>(question: string, parse: (line: string) => Answer): Promise<Answer>;
  /** Leaves a line on the screen; nothing secret. */
  say(text: string): void;
}

/** Takes the terminal until disposed of. All of it stands on standard error, apart from the output. */
export function openPrompter(signal: AbortSignal): Prompter {
  const { stdin, stderr } = process;
  const keys = takeKeys(stdin, signal);
  return {
    ask: async (question, parse) => {
      using shown = new ErasableQuestion(stderr, question);
      let line = EMPTY_LINE;
      for (;;) {
        const key = await keys.next();
        if (key.name !== "return" && key.name !== "enter") {
          line = edit(line, key);
          shown.update(line);
          continue;
        }
        try {
          return parse(line.text);
        } catch (error) {
          if (!(error instanceof DkekError)) throw error;
          shown.remark(refusal(error));
        }
      }
    },
    say: (text) => void stderr.write(`${text}\r\n`),
    [Symbol.dispose]: () => keys[Symbol.dispose](),
  };
}

function refusal({ message, hint }: DkekError): string {
  return hint === undefined ? message : `${message} (${hint})`;
}
