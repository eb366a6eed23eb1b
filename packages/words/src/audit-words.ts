import type {
  AuditedSet,
  AuditFact,
  AuditMethod,
  AuditResult,
  AuditSubject,
  Finding,
} from "@dkek/ceremony";

/** What is said of the findings of an audit. */
export interface AuditWords {
  /** Before each finding; ten characters at most. */
  readonly marks: Readonly<Record<Finding["status"], string>>;
  /** What a finding is about. */
  readonly subject: (about: AuditSubject) => string;
  /** What was found; where the finding has a value, that follows behind a colon. */
  readonly text: (fact: AuditFact) => string;
  /**
   * Of a set that was opened.
   *
   * @param set its short ID.
   */
  readonly opens: (set: string, threshold: AuditedSet["threshold"], kcv: string) => string;
  /** How it was checked: whole sentences. */
  readonly methods: Readonly<Record<AuditMethod, string>>;
  /**
   * What came of it all.
   *
   * @param open how many things are neither proven nor wrong.
   */
  readonly result: (verdict: AuditResult["verdict"], open: number) => string;
}
