import { requireRoom } from "@dkek/print";
import { LABEL_MAX_CHARACTERS, requireLine } from "../create/settings.js";
import { abandonedFor } from "../output/abandoned.js";
import { stageFolder } from "../output/staged-folder.js";
import { refuse } from "../terminal/refused.js";
import { commandIn } from "../terminal/spoken-command.js";
import { words } from "../words/spoken.js";
import { askYesOrNo, endIfQuit } from "./answers.js";
import { type Guide, tell } from "./guide.js";
import { inWords } from "./in-words.js";
import type { Wishes } from "./wishes.js";

/** Everything that has to be decided before a set is made. */
export interface Decisions {
  readonly label: string;
  readonly total: number;
  readonly threshold: number;
  /** As CUPS calls it; undefined: each card is shown, and copied onto a form by hand. */
  readonly printer: string | undefined;
  readonly out: string;
}

/** What was answered so far. */
type Draft = { -readonly [Key in keyof Decisions]?: Decisions[Key] | undefined };

/** What stands for "one question back". */
const BACK = Symbol("back");

interface Question {
  readonly about: keyof Decisions;
  /** Whether the command line has answered it. */
  isAnswered(wishes: Wishes): boolean;
  ask(draft: Draft): string;
  /** Puts the answer into the draft. */
  take(draft: Draft, line: string, wishes: Wishes): void;
}

/**
 * Asks for what the command line left open, one question after the other, says in plain words what it
 * means, and lets it be thought over.
 *
 * @param printers that CUPS has; none where there is no CUPS.
 * @throws {Interrupted} on Ctrl-C, and for `quit`.
 */
export async function askSettings(
  guide: Guide,
  wishes: Wishes,
  printers: readonly string[],
): Promise<Decisions> {
  const questions = questionsFor(printers).filter((question) => !question.isAnswered(wishes));
  const { label, total, threshold, printer, out } = wishes;
  let draft: Draft = { label, total, threshold, printer, out };
  for (;;) {
    draft = await askAll(guide, questions, draft, wishes);
    const decided = decisionsOf(draft);
    guide.prompter.say("");
    tell(guide, ...words().create.consequences(decided));
    if (await askYesOrNo(guide, words().create.confirm)) return decided;
    if (questions.length === 0) endIfQuit("quit");
    guide.screen.clear();
  }
}

async function askAll(
  { prompter, screen }: Guide,
  questions: readonly Question[],
  start: Draft,
  wishes: Wishes,
): Promise<Draft> {
  const draft = { ...start };
  const settled: string[] = [];
  for (let place = 0; place < questions.length; ) {
    const question = questions[place];
    if (question === undefined) break;
    const answer = await prompter.ask(question.ask(draft), (line) => {
      endIfQuit(line);
      if (commandIn(line) === "back" && place > 0) return BACK;
      question.take(draft, line.trim(), wishes);
      return line.trim();
    });
    place += answer === BACK ? -1 : 1;
    if (answer === BACK) settled.pop();
    else settled.push(`${words().create.settled[question.about]}: ${answer || "-"}`);
    // All of them anew: what was taken back must not stand there.
    screen.clear();
    for (const line of settled) prompter.say(line);
  }
  return draft;
}

function questionsFor(printers: readonly string[]): readonly Question[] {
  const { create } = words();
  return [
    {
      about: "label",
      isAnswered: ({ label }) => label !== undefined,
      ask: () => create.askLabel,
      take: (draft, line, { paper }) => {
        inWords(create.refused(line), () => {
          requireLine("label", line, LABEL_MAX_CHARACTERS);
          requireRoom({ label: line, custodian: "" }, paper);
        });
        draft.label = line;
      },
    },
    {
      about: "total",
      isAnswered: ({ total }) => total !== undefined,
      ask: () => create.askTotal,
      take: (draft, line, { threshold }) => {
        draft.total = wholeNumber(line, threshold ?? 2, 255);
      },
    },
    {
      about: "threshold",
      isAnswered: ({ threshold }) => threshold !== undefined,
      ask: ({ total = 255 }) => create.askThreshold(total),
      take: (draft, line) => {
        if (line === "1") refuse(create.oneIsNoQuorum);
        draft.threshold = wholeNumber(line, 2, draft.total ?? 255);
      },
    },
    {
      about: "printer",
      isAnswered: ({ printer }) => printer !== undefined || printers.length === 0,
      ask: () => create.askPrinter(printers),
      take: (draft, line) => {
        if (line !== "" && !printers.includes(line)) refuse(create.unknownPrinter(line));
        draft.printer = line === "" ? undefined : line;
      },
    },
    {
      about: "out",
      isAnswered: ({ out }) => out !== undefined,
      ask: () => create.askOut,
      take: (draft, line, { eraseUnfinished }) => {
        if (line === "") refuse(create.noFolder);
        // Whether it can be made is known once it was tried; what is left there is asked about later.
        if (eraseUnfinished || abandonedFor(line).length === 0) {
          inWords(create.refusedFolder(line), () =>
            stageFolder(line, { eraseUnfinished })[Symbol.dispose](),
          );
        }
        draft.out = line;
      },
    },
  ];
}

function wholeNumber(line: string, min: number, max: number): number {
  const number = /^[0-9]{1,3}$/.test(line) ? Number(line) : Number.NaN;
  if (number >= min && number <= max) return number;
  return refuse(words().create.noSuchNumber(min, max));
}

function decisionsOf({ label = "", total, threshold, printer, out }: Draft): Decisions {
  if (total === undefined || threshold === undefined || out === undefined) {
    throw new Error("a question was left out");
  }
  return { label, total, threshold, printer, out };
}
