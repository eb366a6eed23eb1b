import type { WriteStream } from "node:tty";
import { type EditedLine, EMPTY_LINE, visiblePart } from "./edited-line.js";

const PROMPT = "> ";

/**
 * A question on the screen, with what is being typed below it, which can be taken away again without
 * a trace. What is typed stays in one row, however long it is: rows that scroll off the screen are
 * out of reach.
 */
export class ErasableQuestion implements Disposable {
  readonly #output: WriteStream;
  readonly #above: string[];
  #line: EditedLine = EMPTY_LINE;
  #cursorColumn = 0;

  constructor(output: WriteStream, question: string) {
    this.#output = output;
    this.#above = [question];
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

  /** Adds a remark between the question and what is being typed. */
  remark(text: string): void {
    this.#erase();
    // One at a time: an answer that is corrected often must not push anything off the screen.
    this.#above.splice(1, 1, text);
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
    for (const text of this.#above) this.#output.write(`${text}\r\n`);
    this.#drawLine();
  }

  #drawLine(): void {
    // One column less than there are, so that the cursor stands behind the last character.
    const width = Math.max(1, this.#columns - PROMPT.length - 1);
    const { shown, column } = visiblePart(this.#line, width);
    this.#cursorColumn = PROMPT.length + column;
    this.#output.write(`\r\u001b[2K${PROMPT}${shown}\u001b[${this.#cursorColumn + 1}G`);
  }

  /** A terminal that was made narrower has wrapped its rows: they are counted as they are now. */
  readonly #erase = (): void => {
    const rows = this.#above
      .map(({ length }) => Math.max(1, Math.ceil(length / this.#columns)))
      .reduce((sum, count) => sum + count, Math.floor(this.#cursorColumn / this.#columns));
    this.#output.write(`\r\u001b[${rows}A\u001b[J`);
  };

  get #columns(): number {
    // A terminal that does not know its size says 0.
    return this.#output.columns || 80;
  }
}
