import { wipeCard } from "@dkek/ceremony";
import {
  explanations,
  plannedWaves,
  type Reading,
  type RescueMaterial,
  type RescueOutcome,
} from "@dkek/ceremony/rescue";
import { searchSpeed } from "@dkek/dkek-file/worker";
import type { Context } from "../command.js";
import { canAsk } from "../input/standard-input.js";
import { requireNewFolder } from "../output/staged-folder.js";
import { progress } from "../terminal/progress.js";
import { askFolder } from "./ask-folder.js";
import { checkOpened } from "./check-opened.js";
import { checkpointPath, dropCheckpoint } from "./checkpoint.js";
import { estimate } from "./estimate.js";
import { type Gathered, gather, type Sorted, sort } from "./gather.js";
import { planText } from "./plan-text.js";
import { reportFound, reportFoundAsJson, reportNext } from "./report-found.js";
import { reportNothing } from "./report-nothing.js";
import { rescueMaterial } from "./rescue-material.js";
import type { Hit } from "./search.js";
import { searchMark } from "./search-mark.js";
import { searchOn } from "./search-on.js";
import type { RescueSettings } from "./settings.js";
import { tell } from "./tell.js";
import { writeCards } from "./write-cards.js";

/** Finds out what is wrong with cards that don't open their `.pbe` file. */
export async function runRescue(given: RescueSettings, context: Context): Promise<void> {
  const { signal } = context;
  if (given.out !== undefined) requireNewFolder(given.out);
  const gathered = await gather(given, signal);
  const { pbe, setId, record } = gathered;
  const sorted = await sort(gathered.readings, setId, record?.record, signal);
  const material = rescueMaterial(given, gathered, sorted);
  const name = { setId, part: given.part, mark: searchMark(material) };
  const checkpoint = given.checkpoint ?? checkpointPath(given.pbePath, name);
  const settings = { ...given, checkpoint };
  const waves = plannedWaves(material);
  const sizes = await estimate(material, waves, signal);
  const speed = await searchSpeed(
    settings.threads === undefined ? {} : { threads: settings.threads },
  );
  const { part } = settings;
  const facts = { sizes, cards: material.readings.length, speed, part, checkpoint };
  for (const line of planText(facts)) tell(line);
  const end = await searchOn(pbe, material, sizes, speed, settings, name, signal);
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
  const given = ({ asRead }: Reading, reading: Reading): number =>
    gathered.readings.indexOf(asRead ?? reading);
  const readings = [...sorted.usable, ...sorted.illegible].sort(
    (a, b) => given(a, a) - given(b, b),
  );
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
