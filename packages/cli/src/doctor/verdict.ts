/** How well one thing suits a ceremony. `unknown`: it can't be told here, which is no better than bad. */
export type Level = "green" | "yellow" | "red" | "unknown";

/** What was found, and what to do about it, each in a short sentence of the reader's language. */
export interface Said {
  readonly says: string;
  readonly todo?: string;
}

/** What one check found. */
export interface Verdict extends Said {
  readonly level: Level;
  /** The same for machines: stable, in English, of its check alone, such as `on-disk`. */
  readonly code: string;
}

export function green(code: string, said: Said): Verdict {
  return { level: "green", code, ...said };
}

export function yellow(code: string, said: Said): Verdict {
  return { level: "yellow", code, ...said };
}

export function red(code: string, said: Said): Verdict {
  return { level: "red", code, ...said };
}

export function unknown(code: string, said: Said): Verdict {
  return { level: "unknown", code, ...said };
}
