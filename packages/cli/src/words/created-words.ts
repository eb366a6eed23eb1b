/**
 * What is told of a set when it is made. Headings have 12 characters at most, and stand beside what they
 * are about; each text there is a line that fits.
 */
export interface CreatedWords {
  readonly made: (set: string, share: { readonly index: number; readonly of: number }) => string;
  readonly opensWith: string;
  readonly withPassword: string;
  readonly withCards: (sharing: {
    readonly threshold: number;
    readonly total: number;
    readonly scheme: string;
  }) => string;
  readonly kcv: (kcv: string) => string;
  readonly triedOut: string;
  readonly triedPassword: readonly string[];
  readonly triedQuorums: (quorums: number) => readonly string[];
  readonly fingerprint: string;
  /** What to do with the words of the fingerprint. */
  readonly writeDown: readonly string[];
  readonly pbe: string;
  readonly record: string;
  readonly recordSheet: string;
  readonly onPaper: (total: number) => string;
  readonly secretCards: (total: number, endings: readonly string[]) => string;
  readonly toPrint: (ending: string) => string;
  /** How to prove the set, with cards that are typed. */
  readonly proveTyped: (threshold: number) => string;
  /** With cards in files, which are named below. */
  readonly proveFiles: (threshold: number) => string;
}
