import { readFileSync } from "node:fs";
import {
  type Candidate,
  Candidates,
  explanations,
  passwordOf,
  type RescueMaterial,
  type RescueOutcome,
  readDamagedCard,
  type Wave,
  wavesOf,
} from "../../packages/ceremony/src/rescue/index.js";
import { setIdOf } from "../../packages/ceremony/src/set-id.js";

/** A set: what `sc-hsm-tool` showed, and the password that the file was encrypted with. */
export interface ShownSet {
  readonly name?: string;
  readonly pbeHex: string;
  readonly passwordHex: string;
  readonly primeHex: string;
  readonly primeDisplayed?: string;
  readonly shares: readonly { readonly id: number; readonly valueDisplayed: string }[];
}

const file = new URL("../vectors/pbe.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { sets: ShownSet[] };

/** A set that the real tool made. */
export function stockSet(name: string): ShownSet {
  const found = sets.find((set) => set.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return found;
}

/** The lines of a card; the prime may be missing. */
export interface Lines {
  readonly prime?: string | undefined;
  readonly id: string;
  readonly value: string;
}

/** What was shown of the shares with these IDs. */
export function shown(set: ShownSet, ...ids: readonly number[]): Lines[] {
  return ids.map((id) => ({
    prime: set.primeDisplayed ?? set.primeHex,
    id: `${id}`,
    value: set.shares.find((share) => share.id === id)?.valueDisplayed ?? "",
  }));
}

/** Changes one of the cards. */
export function changed(cards: readonly Lines[], nth: number, change: Partial<Lines>): Lines[] {
  return cards.map((card, place) => (place === nth ? { ...card, ...change } : card));
}

export function materialOf(
  set: ShownSet,
  cards: readonly Lines[],
  known: Partial<RescueMaterial> = {},
): RescueMaterial {
  const readings = cards.map(({ prime, id, value }, nth) => {
    const lines = [`Share ID: ${id}`, `Share value: ${value}`];
    if (prime !== undefined) lines.push(`Prime: ${prime}`);
    return readDamagedCard(lines.join("\n"), `card-${nth}`);
  });
  return { setId: setIdOf(Buffer.from(set.pbeHex, "hex")), readings, ...known };
}

/** How a search came to the password. */
export interface Found {
  readonly wave: Wave;
  /** What may be wrong with the cards: usually one thing. */
  readonly outcomes: readonly RescueOutcome[];
  /** How many other passwords would have been derived before it. */
  readonly before: number;
}

/**
 * Goes through a search to the password of the set, at no cost of derivations.
 *
 * @param most how many other passwords may come before it.
 */
export function search(
  { passwordHex }: Pick<ShownSet, "passwordHex">,
  material: RescueMaterial,
  most = Number.POSITIVE_INFINITY,
): Found | undefined {
  const candidates = new Candidates(material);
  let before = 0;
  for (const wave of wavesOf(material)) {
    for (const candidate of candidates.of(wave)) {
      if (candidate === undefined) continue;
      using password = passwordOf(candidate);
      if (Buffer.from(password.expose()).toString("hex") === passwordHex) {
        return { wave, before, outcomes: outcomesOf(candidate, wave, material) };
      }
      before += 1;
      if (before > most) return undefined;
    }
  }
  return undefined;
}

function outcomesOf(
  candidate: Candidate,
  wave: Wave,
  material: RescueMaterial,
): readonly RescueOutcome[] {
  const looking = explanations(candidate, wave, material, material.readings);
  for (;;) {
    const { done, value } = looking.next();
    if (done) return value;
  }
}

/** What each card says wrongly, in short: nothing for one that is right. One list for each explanation. */
export function complaints(found: Found | undefined): object[][] | undefined {
  return found?.outcomes.map(({ cards }) =>
    cards.map(({ wrong: { exchanged, id, prime, value } }) => ({
      ...(exchanged ? { exchanged } : {}),
      ...(id === undefined ? {} : { id }),
      ...(prime.length === 0 ? {} : { prime }),
      ...(value.length === 0 ? {} : { value }),
    })),
  );
}

/** The share value that a card should have, as hex digits, by the only explanation. */
export function valueAt(found: Found | undefined, nth: number): string {
  if (found?.outcomes.length !== 1) throw new Error("not one explanation");
  return Buffer.from(found.outcomes[0]?.cards[nth]?.card.value.expose() ?? []).toString("hex");
}
