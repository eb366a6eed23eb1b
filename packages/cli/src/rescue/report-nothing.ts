import type { RescueMaterial, Wave } from "@dkek/ceremony/rescue";
import type { Sorted } from "./gather.js";
import type { SearchEnd } from "./search-on.js";
import type { RescueSettings } from "./settings.js";
import { waveText } from "./wave-text.js";

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
    ...hints(material, settings),
  ];
}

function hints({ readings, record, threshold }: RescueMaterial, { age }: RescueSettings): string[] {
  return [
    "  a further card of the set: with one more than are needed, wrong ones show without any search",
    ...(threshold === undefined
      ? ["  --threshold M, if anybody knows how many cards restore the set: fewer than that can't"]
      : record === undefined && readings.length === threshold
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
