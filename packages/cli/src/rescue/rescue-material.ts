import { CeremonyError } from "@dkek/ceremony";
import {
  Candidates,
  hasFittingLength,
  type Reading,
  type RescueMaterial,
} from "@dkek/ceremony/rescue";
import { wrongUse } from "../input/options.js";
import { CARDS_MIN, type Gathered, type Sorted } from "./gather.js";
import type { RescueSettings } from "./settings.js";
import { tell } from "./tell.js";

/**
 * What to search with. Cards that can't be searched with are named and left out.
 *
 * @throws {CeremonyError} `too-few-cards`, `card-bad-prime`; {CliError} `wrong-use`: the set has no cards.
 */
export function rescueMaterial(
  { threshold, age }: RescueSettings,
  { setId, record }: Gathered,
  { usable, strangers, illegible }: Sorted,
): RescueMaterial {
  const sharing = record?.record.set.sharing;
  if (record !== undefined && sharing === undefined) {
    throw wrongUse(`${record.path}: a password opens this set, and it has no cards`);
  }
  for (const { name } of strangers) tell(`${name} belongs to another set: left out`);
  for (const { name } of illegible) tell(`${name}: too little can be read: left out`);
  const sayings = usable.flatMap((reading) => reading.threshold ?? []);
  const needed = threshold ?? sharing?.threshold ?? sayings[0];
  // Whoever has a record has a set of ours, whose passwords are below 2^63.
  const known = age ?? (sharing === undefined ? undefined : "since-0.16");
  const around = {
    setId,
    ...(record === undefined ? {} : { record: record.record }),
    ...(needed === undefined ? {} : { threshold: needed }),
    ...(known === undefined ? {} : { age: known }),
  };
  const different = withoutCopies(usable);
  requireEnough(different, needed);
  const readings = withFittingLength({ ...around, readings: different });
  requireEnough(readings, needed);
  return { ...around, readings };
}

/** A card that was given twice counts once. */
function withoutCopies(readings: readonly Reading[]): Reading[] {
  const seen = new Map<string, Reading>();
  for (const reading of readings) {
    const { name, asRead: _, besideCode: __, ...said } = reading;
    const key = JSON.stringify(said);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, reading);
    else tell(`${name} is the same card as ${known.name}: it counts once`);
  }
  return [...seen.values()];
}

function withFittingLength(material: RescueMaterial): readonly Reading[] {
  const { readings } = material;
  const { field } = readings.length === 0 ? {} : new Candidates(material);
  if (field === undefined) {
    throw new CeremonyError("card-bad-prime", "no prime can be made out on any of the cards", {
      hint: "every card of a set has the same one: copy it from any other card, or give the record",
    });
  }
  return readings.filter((reading) => {
    if (hasFittingLength(reading, field)) return true;
    const { length } = reading.value.digits;
    const expected = 2 * field.byteLength;
    tell(
      `${reading.name}: left out: ${length} digits of a share value, where ${expected} are expected`,
    );
    return false;
  });
}

function requireEnough({ length }: readonly Reading[], needed: number | undefined): void {
  if (length >= (needed ?? CARDS_MIN)) return;
  const given = length === 1 ? "1 card that can be read" : `${length} cards that can be read`;
  throw new CeremonyError(
    "too-few-cards",
    `${given}, of ${needed ?? "at least 2"} that are needed`,
    {
      hint: "no computation replaces a card that is missing, nor one of which too little can be read: find further ones",
    },
  );
}
