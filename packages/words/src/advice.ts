/** What is said of an answer that is not taken. */
export interface Advice {
  /** What is wrong with it. */
  readonly message: string;
  /** What to do now; may be empty. */
  readonly hint: string;
}
