/** The few tones of a sheet. All of them survive a black-and-white printer and a photocopier. */
export const INK = {
  black: "#000000",
  /** Titles and rules. */
  blue: "#12304f",
  /** What explains. */
  grey: "#4d565f",
  /** Lines to write on. */
  line: "#8a929a",
  /** Every other row. */
  shade: "#e9edf1",
  /** The band behind a heading. */
  band: "#d6dee6",
  white: "#ffffff",
  /** A word across the whole page, behind everything. */
  mark: "#ececec",
} as const;
