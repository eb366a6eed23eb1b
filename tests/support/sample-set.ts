import { createHash } from "node:crypto";
import {
  createSet,
  isWhole,
  type SchemeName,
  type SetRecord,
  type WholeCard,
} from "@dkek/ceremony";
import { inlineEngine, type PbeEngine } from "@dkek/dkek-file";
import type { RandomSource } from "@dkek/foundation";

/** A set of 12 cards, any 3 of which restore it: the same each time, so that tests fail each time. */
export interface SampleSet {
  readonly pbe: Uint8Array;
  readonly cards: readonly WholeCard[];
  readonly record: SetRecord;
}

export const LABEL = "Sample root key";
export const CUSTODIANS = [
  ..."Ada Barbara Cynthia Dorothy Edith Frances Grace Hedy Ida Joan Karen Lynn".split(" "),
].map((name) => `${name} Example`);

/** Derives with 3 iterations instead of 10,000,000: its files are of no use to `sc-hsm-tool`. */
export const quickEngine: PbeEngine = inlineEngine({ iterations: 3 });

/** @param engine the quick one, if absent. */
export async function sampleSet(scheme: SchemeName, engine = quickEngine): Promise<SampleSet> {
  const { pbe, cards, record } = await createSet(
    { scheme, threshold: 3, total: 12, custodians: CUSTODIANS },
    {
      engine,
      label: LABEL,
      random: randomFrom(scheme),
      now: new Date("2026-11-24T12:00:00Z"),
      program: "sample",
    },
  );
  return { pbe, cards: cards.filter(isWhole), record };
}

/** Looks random, and is known to all: SHA-256 over a seed and a counter. */
export function randomFrom(seed: string): RandomSource {
  let counter = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash("sha256").update(`${seed} ${counter++}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}
