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
  /** What is under a screen of its own. */
  #below: { lines: string[][]; row: number; column: number } | undefined;

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
      case "H":
        if (parameter !== "") throw new Error(`sequence ${JSON.stringify(token)}`);
        this.#row = this.#top;
        this.#column = 0;
        break;
      case "J":
        this.#erase(parameter, token);
        break;
      case "K":
        if (parameter === "2") this.#lines[this.#row] = [];
        else if (/^0?$/.test(parameter)) this.#at(this.#row).splice(this.#column);
        else throw new Error(`sequence ${JSON.stringify(token)}`);
        break;
      case "h":
        if (parameter === "?1049") this.#ownScreen();
        break;
      case "l":
        if (parameter === "?1049") this.#back();
        break;
      case "m":
        break;
      default:
        throw new Error(`sequence ${JSON.stringify(token)}`);
    }
  }

  #erase(parameter: string, token: string): void {
    if (/^0?$/.test(parameter)) {
      this.#at(this.#row).splice(this.#column);
      this.#lines.splice(this.#row + 1);
    } else if (parameter === "2") {
      // Where the cursor is stays where it is.
      for (let row = this.#top; row < this.#lines.length; row++) this.#lines[row] = [];
    } else if (parameter === "3") {
      // What scrolled off, of the screen below as well.
      const top = this.#top;
      this.#lines.splice(0, top);
      this.#row -= top;
      this.#below?.lines.splice(0, Math.max(0, this.#below.lines.length - this.#rows));
    } else throw new Error(`sequence ${JSON.stringify(token)}`);
  }

  #ownScreen(): void {
    this.#below = { lines: this.#lines, row: this.#row, column: this.#column };
    this.#lines = [[]];
    this.#row = 0;
    this.#column = 0;
  }

  #back(): void {
    if (this.#below === undefined) throw new Error("no screen to go back to");
    this.#lines = this.#below.lines;
    this.#row = Math.min(this.#below.row, this.#lines.length - 1);
    this.#column = this.#below.column;
    this.#below = undefined;
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
