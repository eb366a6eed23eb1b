import { CeremonyError, wipeCard } from "@dkek/ceremony";
import {
  Candidates,
  explanations,
  type RescueMaterial,
  type RescueOutcome,
  wavesOf,
} from "@dkek/ceremony/rescue";
import { searchSpeed } from "@dkek/dkek-file/worker";
import type { Context } from "../command.js";
import { wrongUse } from "../input/options.js";
import { canAsk } from "../input/standard-input.js";
import { requireNewFolder } from "../output/staged-folder.js";
import { progress } from "../terminal/progress.js";
import { askFolder } from "./ask-folder.js";
import { checkOpened } from "./check-opened.js";
import { dropCheckpoint } from "./checkpoint.js";
import { estimate } from "./estimate.js";
import { type Gathered, gather, type Sorted, sort } from "./gather.js";
import { planText } from "./plan-text.js";
import { reportFound, reportFoundAsJson, reportNext } from "./report-found.js";
import { reportNothing } from "./report-nothing.js";
import type { Hit } from "./search.js";
import { searchOn } from "./search-on.js";
import type { RescueSettings } from "./settings.js";
import { tell } from "./tell.js";
import { writeCards } from "./write-cards.js";

/** A set always takes at least so many cards. */
const CARDS_MIN = 2;

/** Finds out what is wrong with cards that don't open their `.pbe` file. */
export async function runRescue(settings: RescueSettings, context: Context): Promise<void> {
  const { signal } = context;
  if (settings.out !== undefined) requireNewFolder(settings.out);
  const gathered = await gather(settings, signal);
  const { pbe, setId, record } = gathered;
  const sorted = await sort(gathered.readings, setId, record?.record, signal);
  const material = materialOf(settings, gathered, sorted);
  const waves = wavesOf(material);
  const sizes = await estimate(material, waves, signal);
  const speed = await searchSpeed(
    settings.threads === undefined ? {} : { threads: settings.threads },
  );
  const { part, checkpoint } = settings;
  const facts = { sizes, cards: sorted.usable.length, speed, part, checkpoint };
  for (const { name } of sorted.strangers) tell(`${name} belongs to another set: left out`);
  for (const { name } of sorted.illegible) tell(`${name}: too little can be read: left out`);
  for (const line of planText(facts)) tell(line);
  const end = await searchOn(pbe, material, sizes, speed, settings, signal);
  if (end.hit === undefined) {
    reportNothing({ settings, sorted, material, end, waves });
    context.foundWrong();
    return;
  }
  await reportHit(end.hit, { settings, gathered, sorted, material }, context);
  dropCheckpoint(settings.checkpoint);
}

interface Around {
  readonly settings: RescueSettings;
  readonly gathered: Gathered;
  readonly sorted: Sorted;
  readonly material: RescueMaterial;
}

async function reportHit(
  { candidate, wave }: Hit,
  { settings, gathered, sorted, material }: Around,
  context: Context,
): Promise<void> {
  const readings = [...sorted.usable, ...sorted.illegible];
  const outcomes = await explained(explanations(candidate, wave, material, readings), context);
  const [outcome] = outcomes;
  try {
    const audited = await checkOpened(settings, gathered, outcome.cards, context.signal);
    const found = { settings, sorted, wave, outcomes, audited };
    const { json } = settings;
    if (!json) reportFound(found);
    const ask = !json && canAsk();
    const folder = settings.out ?? (ask ? await askFolder(context.signal) : undefined);
    const record = gathered.record?.record;
    const files = folder === undefined ? [] : await writeCards(folder, outcome.cards, record);
    if (json) reportFoundAsJson(found, files);
    else reportNext(found, files);
    if (audited.verdict === "wrong") context.foundWrong();
  } finally {
    for (const { cards } of outcomes) for (const { card } of cards) wipeCard(card);
  }
}

/** The likeliest first. */
type Outcomes = readonly [RescueOutcome, ...RescueOutcome[]];

async function explained(
  looking: ReturnType<typeof explanations>,
  { signal }: Context,
): Promise<Outcomes> {
  using shown = progress();
  for (;;) {
    const { done, value } = looking.next();
    if (done) return value as Outcomes;
    shown.update("found; looking whether anything else explains it", 0);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
}

/** @throws {CeremonyError} `too-few-cards`; {CliError} `wrong-use`: nothing to search with. */
function materialOf(
  { threshold, age }: RescueSettings,
  { setId, record }: Gathered,
  { usable }: Sorted,
): RescueMaterial {
  const sharing = record?.record.set.sharing;
  if (record !== undefined && sharing === undefined) {
    throw wrongUse(`${record.path}: a password opens this set, and it has no cards`);
  }
  const sayings = usable.flatMap((reading) => reading.threshold ?? []);
  const needed = threshold ?? sharing?.threshold ?? sayings[0];
  if (usable.length < (needed ?? CARDS_MIN)) throw tooFew(usable.length, needed);
  // Whoever has a record has a set of ours, whose passwords are below 2^63.
  const known = age ?? (sharing === undefined ? undefined : "since-0.16");
  const material: RescueMaterial = {
    setId,
    readings: usable,
    ...(record === undefined ? {} : { record: record.record }),
    ...(needed === undefined ? {} : { threshold: needed }),
    ...(known === undefined ? {} : { age: known }),
  };
  if (!new Candidates(material).hasPrime) {
    throw new CeremonyError("card-bad-prime", "no prime can be made out on any of the cards", {
      hint: "every card of a set has the same one: copy it from any other card, or give the record",
    });
  }
  return material;
}

function tooFew(usable: number, needed: number | undefined): CeremonyError {
  const given = usable === 1 ? "1 card that can be read" : `${usable} cards that can be read`;
  return new CeremonyError(
    "too-few-cards",
    `${given}, of ${needed ?? "at least 2"} that are needed`,
    {
      hint: "no computation replaces a card that is missing, nor one of which too little can be read: find further ones",
    },
  );
}
