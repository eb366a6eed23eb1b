/**
 * What a terminal shows after some output, and what has scrolled off its top: as much of a VT100 as
 * line-wise prompts use. Anything else is an error, so that nothing passes for shown or erased by
 * mistake.
 */
export class Screen {
  readonly #columns: number;
  readonly #rows: number;
  /** Everything that scrolled away, and below it the screen itself. */
  #lines: string[][] = [[]];
  /** Counted within {@link Screen.#lines}. */
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
  }

  /** All that can still be read, scrolled back to the beginning. */
  get text(): string {
    return this.#lines
      .map((line) =>
        Array.from(line, (cell) => cell ?? " ")
          .join("")
          .trimEnd(),
      )
      .join("\n")
      .trimEnd();
  }

  write(output: string): this {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by them
    for (const [token] of output.matchAll(/\u001b\[[?0-9;]*[A-Za-z]|[\s\S]/gu)) {
      if (token.startsWith("\u001b[")) this.#control(token);
      else this.#character(token);
    }
    return this;
  }

  #character(character: string): void {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#down();
    else if (character === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (character !== "\u0007") {
      if (character < " ") throw new Error(`character ${JSON.stringify(character)}`);
      if (this.#column === this.#columns) {
        this.#column = 0;
        this.#down();
      }
      this.#at(this.#row)[this.#column] = character;
      this.#column += 1;
    }
  }

  #control(token: string): void {
    const letter = token.slice(-1);
    const parameter = token.slice(2, -1);
    const count = Math.max(1, Number(parameter || 1));
    switch (letter) {
      case "A":
        this.#row = Math.max(this.#top, this.#row - count);
        break;
      case "B":
        this.#row = Math.min(this.#top + this.#rows - 1, this.#row + count);
        break;
      case "C":
        this.#column = Math.min(this.#columns - 1, this.#column + count);
        break;
      case "D":
        this.#column = Math.max(0, this.#column - count);
        break;
      case "G":
        this.#column = Math.min(this.#columns, count) - 1;
        break;
      case "J":
        if (!/^0?$/.test(parameter)) throw new Error(`sequence ${JSON.stringify(token)}`);
        this.#at(this.#row).splice(this.#column);
        this.#lines.splice(this.#row + 1);
        break;
      case "K":
        if (parameter === "2") this.#lines[this.#row] = [];
        else if (/^0?$/.test(parameter)) this.#at(this.#row).splice(this.#column);
        else throw new Error(`sequence ${JSON.stringify(token)}`);
        break;
      case "h":
      case "l":
      case "m":
        break;
      default:
        throw new Error(`sequence ${JSON.stringify(token)}`);
    }
  }

  /** The line at the top of the screen. */
  get #top(): number {
    return Math.max(0, this.#lines.length - this.#rows);
  }

  #down(): void {
    this.#row += 1;
    this.#at(this.#row);
  }

  #at(row: number): string[] {
    while (this.#lines.length <= row) this.#lines.push([]);
    return this.#lines[row] as string[];
  }
}
