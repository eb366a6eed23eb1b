/** A line that is being typed. */
export interface EditedLine {
  readonly text: string;
  /** Before which character the next one goes. */
  readonly cursor: number;
}

/** A key as `node:readline` names it. */
export interface Key {
  readonly name?: string | undefined;
  /** What the terminal sent for it. */
  readonly sequence: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

export const EMPTY_LINE: EditedLine = { text: "", cursor: 0 };

/** Nothing that is asked for is nearly as long; the rest of a wrong paste is dropped. */
const LINE_MAX_CHARACTERS = 512;

/** The line after a key; keys that mean nothing here leave it as it is. */
export function edit(line: EditedLine, key: Key): EditedLine {
  const { text, cursor } = line;
  const name = key.ctrl ? `ctrl-${key.name}` : key.name;
  switch (name) {
    case "backspace":
    case "ctrl-h":
      return cursor === 0 ? line : joined(text.slice(0, cursor - 1), text.slice(cursor));
    case "delete":
      return joined(text.slice(0, cursor), text.slice(cursor + 1));
    case "ctrl-u":
      return joined("", text.slice(cursor));
    case "ctrl-k":
      return joined(text.slice(0, cursor), "");
    case "left":
      return { text, cursor: Math.max(0, cursor - 1) };
    case "right":
      return { text, cursor: Math.min(text.length, cursor + 1) };
    case "home":
    case "ctrl-a":
      return { text, cursor: 0 };
    case "end":
    case "ctrl-e":
      return { text, cursor: text.length };
    default: {
      const printable = !key.ctrl && !key.meta && /^[^\p{Cc}]+$/u.test(key.sequence);
      if (!printable || text.length + key.sequence.length > LINE_MAX_CHARACTERS) return line;
      return joined(text.slice(0, cursor) + key.sequence, text.slice(cursor));
    }
  }
}

/**
 * The part of the line around the cursor that fits into one row, and the cursor's place in it.
 * Characters that may be wider than one column, or none, are shown as `?`.
 */
export function visiblePart(
  { text, cursor }: EditedLine,
  width: number,
): { shown: string; column: number } {
  const start = Math.max(0, cursor - width);
  const shown = text.slice(start, start + width).replace(/[^\x20-\x7e]/g, "?");
  return { shown, column: cursor - start };
}

function joined(before: string, after: string): EditedLine {
  return { text: before + after, cursor: before.length };
}
