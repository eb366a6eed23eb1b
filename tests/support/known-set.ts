import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createSet,
  formatCardText,
  formatRecord,
  type NewSet,
  type SchemeName,
} from "@dkek/ceremony";
import type { PbeEngine } from "@dkek/dkek-file";
import { type RandomSource, SecretBytes, systemRandom } from "@dkek/foundation";
import { onTestFinished } from "vitest";
import type { StockSet } from "./stock-sets.js";

/** What of a set may be chosen. */
export interface KnownSetOptions {
  readonly scheme: SchemeName;
  readonly threshold: number;
  readonly total: number;
  readonly custodians?: readonly string[];
  /** Which of how many DKEK shares it is; the only one, if absent. */
  readonly dkekShare?: { readonly index: number; readonly of: number };
}

/**
 * A set of ours, with fresh cards and a record, for a `.pbe` that the stock tool made: it opens as any
 * other does, and costs no derivation to make, because its password and DKEK share are on record.
 *
 * @param vector its password must be as long as the scheme's are.
 */
export async function knownSet(vector: StockSet, options: KnownSetOptions): Promise<NewSet> {
  const { dkekShare, ...sharing } = options;
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
  const engine: PbeEngine = {
    seal: async () => bytes(vector.pbeHex),
    open: async () => SecretBytes.own(bytes(vector.dkekShareHex)),
  };
  const drawn = [bytes(vector.passwordHex), bytes(vector.dkekShareHex)];
  const random: RandomSource = (length) =>
    drawn[0]?.length === length ? (drawn.shift() as Uint8Array) : systemRandom(length);
  const made = await createSet(sharing, {
    engine,
    random,
    program: "test",
    ...(dkekShare === undefined ? {} : { dkekShare }),
  });
  onTestFinished(() => made[Symbol.dispose]());
  return made;
}

/**
 * Lays a set out as `dkek create` does: `NAME/dkek.pbe`, `NAME/record.json`, `NAME/cards/card-ID.txt`.
 *
 * @returns the paths of cards by their IDs, relative to the folder.
 */
export function layOutKnownSet(
  folder: string,
  name: string,
  { pbe, record, cards }: NewSet,
): (...ids: readonly number[]) => string[] {
  mkdirSync(join(folder, name, "cards"), { recursive: true });
  writeFileSync(join(folder, name, "dkek.pbe"), pbe);
  writeFileSync(join(folder, name, "record.json"), formatRecord(record));
  const pathOf = (id: number): string => join(name, "cards", `card-${id}.txt`);
  for (const card of cards) writeFileSync(join(folder, pathOf(card.id)), formatCardText(card));
  return (...ids) => ids.map(pathOf);
}
