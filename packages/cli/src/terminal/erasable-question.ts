import type { WriteStream } from "node:tty";
import type { Advice } from "@dkek/words";
import { type EditedLine, EMPTY_LINE, visiblePart } from "./edited-line.js";
import { screenText } from "./screen-text.js";
import { hanging, linesWidth, wrapped } from "./wrapped.js";

const PROMPT = "> ";
const REMARK = "! ";
/** How a question is asked. */
export interface Asking {
  /** Shows an asterisk for each character that is typed. */
  readonly hidden?: boolean;
  /** Takes no answer that was typed before the question stood there. */
  readonly fresh?: boolean;
}

/**
 * A question on the screen, with what is being typed below it, which can be taken away again without
 * a trace. What is typed stays in one row, however long it is: rows that scroll off the screen are
 * out of reach.
 */
export class ErasableQuestion implements Disposable {
  readonly #output: WriteStream;
  readonly #question: string;
  readonly #isHidden: boolean;
  readonly #text = screenText(process.env);
  #remark: Advice | undefined;
  /** The lengths of the rows that stand above the line. */
  #drawn: readonly number[] = [];
  #line: EditedLine = EMPTY_LINE;
  #cursorColumn = 0;

  constructor(output: WriteStream, question: string, { hidden = false }: Asking = {}) {
    this.#output = output;
    this.#question = question;
    this.#isHidden = hidden;
    output.on("resize", this.#redraw);
    // Should the program be ended here, the screen is cleared all the same.
    process.on("exit", this.#erase);
    this.#draw();
  }

  /** Shows the line as it is now. */
  update(line: EditedLine): void {
    this.#line = line;
    this.#drawLine();
  }

  /** Says what is wrong with the line, between the question and what is being typed. */
  remark(advice: Advice): void {
    this.#erase();
    // One at a time: an answer that is corrected often must not push anything off the screen.
    this.#remark = advice;
    this.#draw();
  }

  [Symbol.dispose](): void {
    this.#output.off("resize", this.#redraw);
    process.off("exit", this.#erase);
    this.#erase();
    this.#line = EMPTY_LINE;
  }

  readonly #redraw = (): void => {
    this.#erase();
    this.#draw();
  };

  #draw(): void {
    const { plain, bold, bad } = this.#text;
    const width = linesWidth(this.#output);
    const question = wrapped(plain(this.#question), width);
    const { message, hint } = this.#remark ?? { message: "", hint: "" };
    const remark = [message, hint]
      .filter((text) => text !== "")
      .flatMap((text, place) =>
        hanging(place === 0 ? REMARK : " ".repeat(REMARK.length), plain(text), width),
      );
    this.#drawn = [...question, ...remark].map(({ length }) => length);
    for (const row of question) this.#output.write(`${bold(row)}\r\n`);
    for (const row of remark) this.#output.write(`${bad(row)}\r\n`);
    this.#drawLine();
  }

  #drawLine(): void {
    // One column less than there are, so that the cursor stands behind the last character.
    const width = Math.max(1, this.#columns - PROMPT.length - 1);
    const { shown, column } = visiblePart(this.#line, width);
    const text = this.#isHidden ? "*".repeat(shown.length) : shown;
    this.#cursorColumn = PROMPT.length + column;
    this.#output.write(`\r\u001b[2K${PROMPT}${text}\u001b[${this.#cursorColumn + 1}G`);
  }

  /** A terminal that was made narrower has wrapped its rows: they are counted as they are now. */
  readonly #erase = (): void => {
    const rows = this.#drawn
      .map((length) => Math.max(1, Math.ceil(length / this.#columns)))
      .reduce((sum, count) => sum + count, Math.floor(this.#cursorColumn / this.#columns));
    this.#output.write(rows === 0 ? "\r\u001b[J" : `\r\u001b[${rows}A\u001b[J`);
  };

  get #columns(): number {
    return this.#output.columns || linesWidth(this.#output);
  }
}
