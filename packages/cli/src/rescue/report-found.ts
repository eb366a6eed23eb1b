import type { AuditResult } from "@dkek/ceremony";
import { isRight, type RescueOutcome, type Wave } from "@dkek/ceremony/rescue";
import { oneLine } from "@dkek/words";
import { reportedFinding } from "../output/reported-finding.js";
import { cardText } from "./card-text.js";
import type { Sorted } from "./gather.js";
import type { RescueSettings } from "./settings.js";

/** What a rescue has found. */
export interface Found {
  readonly settings: RescueSettings;
  readonly sorted: Sorted;
  readonly wave: Wave;
  /** What may be wrong with the cards, all of which opens the file; usually one. */
  readonly outcomes: readonly [RescueOutcome, ...RescueOutcome[]];
  readonly audited: AuditResult;
}

/** More explanations than that are of no help. */
const EXPLANATIONS_SHOWN = 5;

/** Reports on standard output which card says what wrongly. */
export function reportFound({ settings, sorted, outcomes, audited }: Found): void {
  const [outcome, ...others] = outcomes;
  const [set] = audited.sets;
  const threshold = outcome.threshold === undefined ? "" : ` with any ${outcome.threshold} cards`;
  const wrong = audited.findings.filter(({ status }) => status === "wrong");
  say(
    ...(others.length === 0 ? outcome.cards.flatMap(cardText) : ambiguous(outcomes)),
    ...sorted.strangers.map(({ name }) => `another set ${oneLine(name)}`),
    ...wrong.map(
      ({ subject, text, value = "" }) =>
        `WRONG       ${oneLine(`${subject}: ${text} ${value}`).trim()}`,
    ),
    "",
    `FOUND: ${settings.pbePath} opens${threshold}, KCV ${set?.kcv ?? "not known"}`,
  );
}

/** What to do with what was found. @param files the corrected cards, if they were written. */
export function reportNext({ settings, outcomes }: Found, files: readonly string[]): void {
  const { pbePath } = settings;
  const [{ cards, threshold }, ...others] = outcomes;
  const isOpen = others.length > 0;
  if (files.length === 0) {
    say(
      isOpen
        ? "--out FOLDER writes cards that open it, by the first of these explanations"
        : cards.every(isRight)
          ? "nothing is wrong with these cards: dkek import takes them, also where sc-hsm-tool does not"
          : "correct the cards as shown; --out FOLDER writes them corrected",
    );
    return;
  }
  const quorum = files.slice(0, threshold ?? cards.length).join(" ");
  say(
    "",
    `the ${isOpen ? "cards by the first explanation" : "corrected cards"} are SECRET: erase them once they are on paper or in the HSM`,
    ...files.map((file) => `  ${file}`),
    "go on with:",
    `  dkek verify ${pbePath} --card ${files.join(" ")}`,
    `  dkek import ${pbePath} --card ${quorum}`,
  );
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** The same for programs: places, and no digits. */
export function reportFoundAsJson(
  { settings: { out }, sorted, wave, outcomes, audited }: Found,
  files: readonly string[],
): void {
  const [outcome] = outcomes;
  const [set] = audited.sets;
  const result = {
    ok: audited.verdict !== "wrong",
    found: true,
    setId: set?.setId ?? null,
    kcv: set?.kcv ?? null,
    threshold: outcome.threshold ?? null,
    foundIn: wave,
    explanations: outcomes.map(({ cards }) =>
      cards.map((rescued) => ({
        name: rescued.reading.name,
        id: rescued.card.id,
        right: isRight(rescued),
        mistakes: placesOf(rescued),
      })),
    ),
    strangers: sorted.strangers.map(({ name }) => name),
    findings: audited.findings.map(reportedFinding),
    folder: out ?? null,
    files,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** A digit of one card may make up for a digit of another: then only the papers can tell. */
function ambiguous(outcomes: Found["outcomes"]): string[] {
  const lines = outcomes
    .slice(0, EXPLANATIONS_SHOWN)
    .flatMap(({ cards }, nth) => [
      `${nth === 0 ? "either" : "or"}`,
      ...cards.filter((card) => !isRight(card)).flatMap(cardText),
    ]);
  const more = outcomes.length - EXPLANATIONS_SHOWN;
  return [
    ...lines,
    ...(more > 0 ? [`or one of ${more} more explanations`] : []),
    "",
    "The password is certain, and the import will be right. Which card is wrong is NOT: each of these",
    "explains it. Look at the papers, or add one further card of the set, before you correct or print any.",
  ];
}

/** Where the mistakes are, without the digits: a report is kept. */
function placesOf({ wrong }: RescueOutcome["cards"][number]): object[] {
  const { exchanged, id, prime, value, besideCode } = wrong;
  const places = (number: "prime" | "value", all: typeof prime): object[] =>
    all.map((difference) => {
      const place = "place" in difference ? { place: difference.place } : {};
      const places = "places" in difference ? { places: difference.places } : {};
      return { in: number, what: difference.what, ...place, ...places };
    });
  return [
    ...(exchanged ? [{ in: "card", what: "prime-and-value-exchanged" }] : []),
    ...(id === undefined ? [] : [{ in: "id", what: id.hex ? "hex" : "other" }]),
    ...places("prime", prime),
    ...places("value", value),
    ...(besideCode === undefined ? [] : [{ in: "card", what: "beside-code" }]),
  ];
}
