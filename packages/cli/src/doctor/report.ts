import { styleText } from "node:util";
import type { DoctorWords } from "../words/doctor-words.js";
import type { CheckName } from "./check-names.js";
import type { Examined } from "./examine.js";
import { type Demands, refused } from "./outcome.js";

const LINE_MAX_CHARACTERS = 80;
/** The longest word for a level, and blanks behind it. */
export const LEVEL_CHARACTERS = 8;
const TITLE_CHARACTERS = 17;
const INDENT = " ".repeat(LEVEL_CHARACTERS + TITLE_CHARACTERS);

const COLOURS = { green: "green", yellow: "yellow", red: "red", unknown: "magenta" } as const;

/** What was examined, by which program on which system. */
export interface Report {
  readonly all: readonly Examined[];
  readonly demands: Demands;
  readonly program: string;
  readonly system: string;
}

/** What the terminal can show. */
export interface Look {
  readonly colours: boolean;
  /** Text as it can show it; may be longer than what it was. */
  readonly legible: (text: string) => string;
}

/** The report for people: a line for each check, and a line on what to do where it is not green. */
export function asText(report: Report, words: DoctorWords, look: Look): string {
  const { all, demands, program, system } = report;
  const { legible, colours } = look;
  const lines = all.flatMap(({ check, level, says, todo }) => {
    const accepted = level !== "green" && demands.accepted.includes(check);
    const [first = "", ...more] = wrapped(legible(accepted ? `${says} (${words.accepted})` : says));
    const word = legible(words.levels[level]).padEnd(LEVEL_CHARACTERS);
    const title = legible(words.titles[check]).padEnd(TITLE_CHARACTERS);
    return [
      `${colours ? styleText(COLOURS[level], word, { validateStream: false }) : word}${title}${first}`,
      ...more.map((line) => `${INDENT}${line}`),
      ...(todo === undefined || accepted ? [] : pointedAt(legible(`→ ${todo}`))),
    ];
  });
  const heading = legible(words.heading(program, system));
  return `${[heading, "", ...lines, "", ...conclusion(report, words, look)].join("\n")}\n`;
}

function conclusion({ all, demands }: Report, words: DoctorWords, { legible }: Look): string[] {
  const titles = (checks: readonly CheckName[]): string =>
    checks.map((check) => words.titles[check]).join(", ");
  const stops = refused(all, demands);
  const others = all
    .filter(({ level, check }) => level !== "green" && !stops.includes(check))
    .map(({ check }) => check);
  const { allGreen, notAllGreen, refused: notFit } = words.verdict;
  if (stops.length === 0 && others.length === 0) return [legible(allGreen)];
  return [
    ...(others.length === 0 ? [] : [notAllGreen(titles(others))]),
    ...(stops.length === 0 ? [] : [notFit(titles(stops))]),
  ].flatMap((line) => wrapped(legible(line), LINE_MAX_CHARACTERS));
}

/** The report for machines; its words are English. */
export function asJson({ all, demands, program, system }: Report): string {
  const stops = refused(all, demands);
  const report = {
    ok: stops.length === 0,
    program,
    system,
    strict: demands.strict,
    accepted: demands.accepted,
    refused: stops,
    checks: all,
  };
  return `${JSON.stringify(report)}\n`;
}

/** What to do, behind an arrow that stands out. */
function pointedAt(todo: string): string[] {
  const [arrow = ""] = todo.split(" ", 1);
  const room = LINE_MAX_CHARACTERS - INDENT.length - arrow.length - 1;
  return wrapped(todo.slice(arrow.length + 1), room).map(
    (line, place) => `${INDENT}${place === 0 ? arrow : " ".repeat(arrow.length)} ${line}`,
  );
}

/** Text in lines; a word that is longer than a line stays whole. */
function wrapped(text: string, width: number = LINE_MAX_CHARACTERS - INDENT.length): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || longer.length > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
