import { type RecordEvent, shortSetId } from "@dkek/ceremony";

type CardRef = Extract<RecordEvent, { type: "proofread" }>["card"];

/** What happened, in words. */
export function eventWords(event: RecordEvent): string {
  switch (event.type) {
    case "created":
      return `The set was made with ${event.program}.`;
    case "proofread":
      return `Card ${cardWords(event.card)} was proofread by its custodian.`;
    case "verified":
      return `${cardsWords(event.cards)} verified.`;
    case "reissued":
      return `Card ${event.card.id} was made anew, as generation ${event.card.issue}${forWhom(event)}.`;
    case "added":
      return `Card ${cardWords(event.card)} was added${forWhom(event)}.`;
    case "imported":
      return `${importWords(event)}.`;
    case "replaces":
      return `Made of the DKEK share of the older set ${shortSetId(event.setId)}, whose place it takes.`;
    case "replaced":
      return `Replaced by set ${shortSetId(event.setId)}. Its cards open its .pbe file all the same.`;
    case "succeeds":
      return `Of a new DKEK, which succeeds the one of the older set ${shortSetId(event.setId)}.`;
    case "succeeded":
      return `Its DKEK was succeeded by that of set ${shortSetId(event.setId)}. What is under the old one stays so.`;
    case "noted":
      return event.text;
  }
}

/** A time of the record as people read it: 2026-11-23 12:00:00. Always UTC. */
export function timeWords(at: string): string {
  return at.slice(0, "2026-11-23T12:00:00".length).replace("T", " ");
}

function forWhom({ custodian }: { readonly custodian?: string }): string {
  return custodian === undefined ? "" : `, for ${custodian}`;
}

function importWords(event: Extract<RecordEvent, { type: "imported" }>): string {
  const { hsm, missing, dkekKcv } = event;
  const rest =
    missing === 0
      ? "which then had its whole DKEK"
      : `which then missed ${missing} more DKEK share${missing === 1 ? "" : "s"}`;
  const kcv = dkekKcv === undefined ? "" : `; KCV of the DKEK: ${dkekKcv}`;
  return `Imported into the HSM ${hsm}, ${rest}${kcv}`;
}

function cardWords({ id, issue }: CardRef): string {
  return issue === 1 ? `${id}` : `${id} (generation ${issue})`;
}

function cardsWords(cards: readonly CardRef[]): string {
  if (cards.length === 0) return "The set was";
  const first = cards.filter(({ issue }) => issue === 1).map(({ id }) => id);
  const later = cards.filter(({ issue }) => issue !== 1);
  const words = [...rangesOf(first), ...later.map(cardWords)];
  return cards.length === 1 ? `Card ${words.join()} was` : `Cards ${words.join(", ")} were`;
}

/** Numbers in order, three and more in a row as `3–7`. */
export function rangesOf(numbers: readonly number[]): string[] {
  const runs: number[][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
}
