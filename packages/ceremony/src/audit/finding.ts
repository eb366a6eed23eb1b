import type { AuditFact } from "./audit-fact.js";
import type { AuditSubject } from "./audit-subject.js";
import { subjectInEnglish, textInEnglish } from "./in-english.js";

/**
 * One line of an audit.
 *
 * - `proven`: shown by what was given, whoever made it.
 * - `wrong`: shown to be wrong.
 * - `unproven`: can't be told from what was given; the text says why.
 */
export interface Finding {
  readonly status: "proven" | "wrong" | "unproven";
  /** What it is about: a file or card as the auditor named it. English, as in all reports. */
  readonly subject: string;
  /** No secrets. English, as in all reports. */
  readonly text: string;
  /** What the text ends with, if it is long: a hash, words. Shown on a line of its own. */
  readonly value?: string;
  /** The subject, to be named in another language. */
  readonly about: AuditSubject;
  /** The text, to be said in another language. */
  readonly fact: AuditFact;
}

export function proven(about: AuditSubject, fact: AuditFact, value?: string): Finding {
  return found("proven", about, fact, value);
}

export function wrong(about: AuditSubject, fact: AuditFact): Finding {
  return found("wrong", about, fact, undefined);
}

export function unproven(about: AuditSubject, fact: AuditFact, value?: string): Finding {
  return found("unproven", about, fact, value);
}

function found(
  status: Finding["status"],
  about: AuditSubject,
  fact: AuditFact,
  value: string | undefined,
): Finding {
  return {
    status,
    subject: subjectInEnglish(about),
    text: textInEnglish(fact),
    ...(value === undefined ? {} : { value }),
    about,
    fact,
  };
}
