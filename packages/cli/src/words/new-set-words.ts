/** What is said of a new set for the DKEK share of an old one. */
export interface NewSetWords {
  /** What will happen, and what it does not do. */
  readonly intro: (oldSet: string) => readonly string[];
  /** Of the progress line. */
  readonly opening: string;
  /** Every card was proofread; only the check is left. */
  readonly nowTried: string;
  /** Where it ended in between: the old set was not changed. */
  readonly stopped: string;
  /** Where the new set is whole, and only the old one's record could not say so. */
  readonly notNoted: (pbe: string, number: string, folder: string) => string;
  readonly takesOver: (oldSet: string) => string;
  readonly waits: string;
  /** @param number six digits, as people read them. */
  readonly number: (number: string) => string;
  /** What the old cards still do. */
  readonly revokesNothing: readonly string[];
  readonly readBack: string;
  readonly orDrop: string;
  readonly stillWaits: (set: string) => string;
  readonly notReadBack: (cards: string) => string;
  readonly notOpened: string;
  /** Where it is noted what was read back so far. */
  readonly partNoted: (folder: string) => string;
  readonly confirmed: (set: string, oldSet: string) => string;
  readonly sameKcv: (kcv: string) => string;
  /** Where the old set has no record, nothing has borne the KCV out. */
  readonly compareKcv: string;
  readonly proven: string;
  readonly printRecords: string;
  /** Where copies of the old `.pbe` may be, and how their destruction is put on record. */
  readonly findCopies: readonly string[];
  readonly dropped: string;
  readonly destroyPapers: string;
  readonly stillThere: (folder: string) => string;
  readonly alreadyConfirmed: string;
  readonly destroyedNoted: (set: string, record: string) => string;
}
