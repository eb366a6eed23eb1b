import type { Wave } from "@dkek/ceremony/rescue";

const KINDS: Readonly<Record<Wave["kind"], string>> = {
  agreeing: "cards that agree with each other",
  "as-read": "no mistake in the cards that are used",
  "one-mistake": "one mistake",
  "two-mistakes": "two mistakes",
};

/** What a part of the search supposes, in a few words. */
export function waveText({ kind, mistakes, sizes }: Wave, cards: number): string {
  const mended =
    kind === "agreeing" && mistakes > 0
      ? `, with ${mistakes === 1 ? "one mistake" : "two mistakes"}`
      : "";
  return `${KINDS[kind]}${mended}${sizesText(sizes, cards)}`;
}

function sizesText(sizes: readonly number[], cards: number): string {
  const [largest = 0, smallest = 0] = [sizes[0], sizes.at(-1)];
  if (sizes.length === 1 && largest === cards) return "";
  const which = largest === smallest ? `${largest}` : `${smallest} to ${largest}`;
  return ` (${which} of ${cards} cards)`;
}
