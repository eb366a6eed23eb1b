import type { DkekError } from "@dkek/foundation";
import type { Advice, AuditWords, EntryWords, Language } from "@dkek/words";
import type { Recognised } from "../recognise.js";

/** Everything that the page says, in one language. */
export interface PageWords {
  readonly language: Language;
  /** What is said while cards come in, as at a terminal. */
  readonly entry: EntryWords;
  /** What is said of what was found. */
  readonly audit: AuditWords;
  readonly title: string;
  readonly purpose: string;
  readonly promise: string;
  readonly forget: string;
  readonly forgotten: string;

  readonly files: string;
  readonly filesHelp: string;
  readonly choose: string;
  readonly dropHere: string;
  readonly nothingYet: string;
  readonly kinds: Readonly<Record<Recognised["kind"], string>>;
  /** Why a file is of no use. */
  readonly unreadable: (error: DkekError) => string;
  readonly remove: string;
  readonly removed: (name: string) => string;
  readonly tookFiles: (count: number) => string;

  readonly cards: string;
  readonly cardsHelp: string;
  readonly take: string;
  readonly back: string;
  readonly skip: string;
  readonly noFileHere: Advice;
  /** What can be done where nothing was typed. */
  readonly nothingTypedHint: string;
  /** What a card is called that came from no file. */
  readonly typedCard: (id: number) => string;
  /** By a scanner, or a camera. */
  readonly scannedCard: (id: number) => string;
  readonly camera: string;
  readonly cameraStop: string;
  readonly cameraRefused: string;

  readonly checkTitle: string;
  readonly more: string;
  readonly kcv: string;
  readonly kcvBad: string;
  readonly password: string;

  readonly check: string;
  readonly checking: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly nothingToCheck: string;
  readonly passwordAndCards: string;
  readonly opening: string;
  readonly checkingCards: string;

  /** Of an error that nobody expected. */
  readonly defect: string;

  readonly result: string;
  readonly print: string;
  readonly reportTitle: string;
  readonly made: (when: string, version: string, browser: string) => string;
  readonly setOnPaper: (setId: string, kcv: string | undefined) => string;
  readonly howItWasChecked: string;
  readonly whatWasChecked: string;
  readonly fileName: string;
  readonly secretNotHashed: string;
  readonly aPassword: string;
  readonly namedKcv: string;
  readonly notProven: (subjects: string) => string;
  /** Where nothing is wrong, and lines are there all the same that prove nothing. */
  readonly toCompare: (count: number) => string;
  readonly signed: string;
  readonly signedColumns: readonly [string, string, string, string];

  readonly selfCheck: string;
  readonly selfCheckHelp: string;
  readonly runSelfCheck: string;
  readonly selfCheckNames: Readonly<Record<SelfCheckName, string>>;
  readonly right: string;
  readonly notRight: string;
  readonly allRight: string;
  readonly someNotRight: string;
  readonly selfCheckCancelled: string;
  readonly thisPage: string;
  readonly licences: string;
  readonly thisPageSteps: readonly string[];
}

export type SelfCheckName =
  | "quorum"
  | "wrong-digit"
  | "password"
  | "code"
  | "picture"
  | "record"
  | "backup";
