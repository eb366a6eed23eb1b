/** What is said of a new DKEK, beside what is said of every new set. */
export interface NewDkekWords {
  /** What will happen, and what it does not do. */
  readonly intro: (oldSets: string, backups: number) => readonly string[];
  /** Before the private keys are in memory: what that means, and what is advised. */
  readonly exposure: (backups: number) => readonly string[];
  readonly askExposure: string;
  /** Of the progress line. */
  readonly rewrapping: string;
  readonly takesOver: (oldSets: string) => string;
  /** Where the re-wrapped key backups are. */
  readonly rewrapped: (backups: number, folder: string) => string;
  readonly noBackups: string;
  /** What the old cards, files and backups still do. */
  readonly revokesNothing: readonly string[];
  readonly confirmed: (set: string, oldSets: string) => string;
  readonly kcvs: (kcv: string, oldKcv: string) => string;
  readonly proven: (backups: number) => string;
  /** Before the commands for each HSM. */
  readonly now: string;
  readonly plan: (path: string) => string;
}
