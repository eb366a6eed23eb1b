/**
 * One line of an audit.
 *
 * - `proven`: shown by what was given, whoever made it.
 * - `wrong`: shown to be wrong.
 * - `unproven`: can't be told from what was given; the text says why.
 */
export interface Finding {
  readonly status: "proven" | "wrong" | "unproven";
  /** What it is about: a file or card as the auditor named it. */
  readonly subject: string;
  /** No secrets. */
  readonly text: string;
  /** What the text ends with, if it is long: a hash, words. Shown on a line of its own. */
  readonly value?: string;
}

export function proven(subject: string, text: string, value?: string): Finding {
  return { status: "proven", subject, text, ...(value === undefined ? {} : { value }) };
}

export function wrong(subject: string, text: string): Finding {
  return { status: "wrong", subject, text };
}

export function unproven(subject: string, text: string, value?: string): Finding {
  return { status: "unproven", subject, text, ...(value === undefined ? {} : { value }) };
}
