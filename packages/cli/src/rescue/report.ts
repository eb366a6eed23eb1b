import type { AuditResult } from "@dkek/ceremony";
import { isRight, type RescueMaterial, type RescueOutcome, type Wave } from "@dkek/ceremony/rescue";
import { cardText } from "./card-text.js";
import type { Sorted } from "./gather.js";
import type { SearchEnd } from "./search-on.js";
import type { RescueSettings } from "./settings.js";
import { waveText } from "./wave-text.js";

/** What a rescue has found. */
export interface Found {
  readonly settings: RescueSettings;
  readonly sorted: Sorted;
  readonly wave: Wave;
  readonly outcome: RescueOutcome;
  readonly audited: AuditResult;
  readonly folder: string | undefined;
  /** The corrected cards, where they were written. */
  readonly files: readonly string[];
}

/** Reports on standard output which card says what wrongly. JSON has the places and no digits. */
export function reportFound(found: Found): void {
  const text = found.settings.json ? `${JSON.stringify(foundJson(found))}\n` : foundText(found);
  process.stdout.write(text);
}

function foundText({ settings, sorted, outcome, audited, files }: Found): string {
  const { pbePath } = settings;
  const [set] = audited.sets;
  const threshold = outcome.threshold === undefined ? "" : ` with any ${outcome.threshold} cards`;
  const others = audited.findings.filter(({ status }) => status === "wrong");
  return `${[
    ...outcome.cards.flatMap(cardText),
    ...sorted.strangers.map(({ name }) => `another set ${name}`),
    ...others.map(
      ({ subject, text, value = "" }) => `WRONG       ${plain(`${subject}: ${text} ${value}`)}`,
    ),
    "",
    `FOUND: ${pbePath} opens${threshold}, KCV ${set?.kcv ?? "not known"}`,
    ...nextSteps(pbePath, outcome, files),
  ].join("\n")}\n`;
}

/** What to do with what was found. */
function nextSteps(
  pbePath: string,
  { cards, threshold }: RescueOutcome,
  files: readonly string[],
): string[] {
  if (files.length === 0) {
    return ["correct the cards as shown; --out FOLDER writes them corrected"];
  }
  const quorum = files.slice(0, threshold ?? cards.length).join(" ");
  return [
    "",
    "the corrected cards are SECRET: erase them once they are on paper or in the HSM",
    `  ${files.join("\n  ")}`,
    "go on with:",
    `  dkek verify ${pbePath} --card ${files.join(" ")}`,
    `  dkek import ${pbePath} --card ${quorum}`,
  ];
}

function foundJson({ sorted, wave, outcome, audited, folder, files }: Found): object {
  const [set] = audited.sets;
  return {
    ok: audited.verdict !== "wrong",
    found: true,
    setId: set?.setId ?? null,
    kcv: set?.kcv ?? null,
    threshold: outcome.threshold ?? null,
    foundIn: wave,
    cards: outcome.cards.map((rescued) => ({
      name: rescued.reading.name,
      id: rescued.card.id,
      right: isRight(rescued),
      mistakes: placesOf(rescued),
    })),
    strangers: sorted.strangers.map(({ name }) => name),
    findings: audited.findings,
    folder: folder ?? null,
    files,
  };
}

/** Where the mistakes are, without the digits: a report is kept. */
function placesOf({ wrong }: RescueOutcome["cards"][number]): object[] {
  const { exchanged, id, prime, value } = wrong;
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
  ];
}

/** What a search has ended with that found nothing. */
export interface Nothing {
  readonly settings: RescueSettings;
  readonly sorted: Sorted;
  readonly material: RescueMaterial;
  readonly end: SearchEnd;
  readonly waves: readonly Wave[];
}

/** Reports what was covered, what was not, and what to try next. */
export function reportNothing(nothing: Nothing): void {
  const text = nothing.settings.json
    ? `${JSON.stringify(nothingJson(nothing))}\n`
    : `${nothingText(nothing).join("\n")}\n`;
  process.stdout.write(text);
}

function nothingText({ settings, material, end, waves }: Nothing): string[] {
  const { part, checkpoint, pbePath } = settings;
  const count = material.readings.length;
  const whose = part.of === 1 ? "" : ` of part ${part.nth} of ${part.of}`;
  const reached = end.place?.wave ?? waves.length;
  const line = (wave: Wave, nth: number): string => {
    const how =
      nth < reached ? "tried        " : nth === reached ? "begun        " : "NOT TRIED    ";
    return `${how} ${waveText(wave, count)}`;
  };
  return [
    ...waves.map(line),
    "",
    end.place === undefined
      ? `NOT FOUND: nothing that was tried${whose} opens ${pbePath}`
      : `NOT FOUND YET: the time is up; the same command goes on (${checkpoint})`,
    ...(part.of === 1 ? [] : [`the other parts of ${part.of} may still find it`]),
    "not covered: more than two mistakes in all; cards of another set; another or a damaged .pbe file",
    "what to try next:",
    ...hints(material),
  ];
}

function hints({ readings, record, threshold, age }: RescueMaterial): string[] {
  return [
    "  a further card of the set: with one more than are needed, wrong ones show without any search",
    ...(threshold === undefined
      ? ["  --threshold M, if anybody knows how many cards restore the set: fewer than that can't"]
      : readings.length === threshold
        ? [
            `  are ${threshold} cards really enough? with fewer than are needed there is nothing to find`,
          ]
        : []),
    ...(record === undefined ? ["  the set's record (--record), if there is one"] : []),
    "  read each card again, digit by digit, with a ? for all that is in doubt",
    "  other copies of the .pbe file: is it the file of these cards, byte for byte?",
    ...(age === undefined ? [] : [`  without --made-by ${age}, if that is not certain`]),
  ];
}

function nothingJson({ settings, sorted, material, end, waves }: Nothing): object {
  const { part } = settings;
  return {
    ok: false,
    found: false,
    setId: material.setId,
    part: { nth: part.nth, of: part.of },
    finished: end.place === undefined,
    checkpoint: end.place === undefined ? null : settings.checkpoint,
    waves: waves.map((wave, nth) => ({
      ...wave,
      tried:
        nth < (end.place?.wave ?? waves.length) ? "all" : nth === end.place?.wave ? "some" : "none",
    })),
    strangers: sorted.strangers.map(({ name }) => name),
  };
}

/** Names of files and keys are other people's: none may move the cursor. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, " ").trim();
}
