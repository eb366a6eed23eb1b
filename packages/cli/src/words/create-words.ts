import type { Advice } from "@dkek/words";

/** What a set is going to be. */
export interface SetPlan {
  readonly label: string;
  readonly total: number;
  readonly threshold: number;
  /** Undefined: cards are copied by hand. */
  readonly printer: string | undefined;
  readonly out: string;
}

/** Why a text can't stand on a card. */
type UnfitText = "wrong-use" | "text-too-long" | "no-glyph";

/** Why a folder can't be made. */
type UnfitFolder = "wrong-use" | "out-exists" | "out-unwritable" | "file-unfinished";

/** What is said while people are guided to a set of cards. */
export interface CreateWords {
  /** What will happen, and what is needed for it. */
  readonly intro: readonly string[];
  readonly ready: string;
  readonly askLabel: string;
  readonly askTotal: string;
  readonly askThreshold: (total: number) => string;
  readonly oneIsNoQuorum: Advice;
  readonly noSuchNumber: (min: number, max: number) => Advice;
  readonly askPrinter: (printers: readonly string[]) => string;
  readonly unknownPrinter: (name: string) => Advice;
  readonly askOut: string;
  readonly noFolder: Advice;
  readonly refusedFolder: (out: string) => Readonly<Record<UnfitFolder, Advice>>;
  /** Before each answer, as it stays on the screen. */
  readonly settled: Readonly<Record<keyof SetPlan, string>>;
  /** What the settings mean, in plain words. */
  readonly consequences: (plan: SetPlan) => readonly string[];
  readonly confirm: string;
  /** Where an interrupted ceremony left something: what it means, and which papers have to be found. */
  readonly abandoned: (papers: string) => readonly string[];
  readonly askErase: string;
  readonly goOnAllTheSame: string;
  /** Where Enter alone is for no names at all, it has to be said. */
  readonly askName: (nth: number, total: number, mayBeNobody: boolean) => string;
  readonly named: (nth: number, name: string) => string;
  readonly sameName: (name: string) => Advice;
  readonly askNamesRight: string;
  readonly answerNamesRight: (total: number) => Advice;
  readonly everybodyOrNobody: Advice;
  /** Of a label or a name. */
  readonly refused: (text: string) => Readonly<Record<UnfitText, Advice>>;
  readonly steps: Readonly<Record<"sealing" | "trying" | "checking" | "opening", string>>;
  /** For a custodian without a name. */
  readonly custodianOf: (id: number) => string;
  readonly place: (nth: number, total: number) => string;
  readonly onlyLooks: (name: string) => string;
  /** Of the rows that are shown; one line, of 80 characters at most. */
  readonly checkDigits: string;
  /** Where the window can't hold a card. */
  readonly tooSmall: string;
  readonly copy: (name: string) => string;
  readonly printing: (name: string) => string;
  readonly askPaper: (name: string) => string;
  readonly answerPaper: Advice;
  /** Words that ask for the paper to be made once more, in small letters. */
  readonly again: readonly string[];
  readonly proofread: (name: string) => string;
  readonly askRow: (name: string, nth: number, of: number) => string;
  readonly askScan: (name: string) => string;
  readonly codeRight: string;
  readonly handOver: (name: string) => string;
  /** What a paper is called that has to be found and destroyed. */
  readonly paperOf: (id: number, name: string) => string;
  readonly isVoid: (papers: string) => string;
}
