import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A set made by the real `sc-hsm-tool`, or by hand where it says so. */
export interface StockSet {
  readonly name: string;
  readonly pbeHex: string;
  readonly passwordHex: string;
  readonly dkekShareHex: string;
  readonly kcvHex: string;
  readonly threshold: number;
  readonly primeDisplayed?: string;
  readonly primeHex: string;
  readonly shares: readonly { readonly id: number; readonly valueDisplayed: string }[];
}

const file = new URL("../vectors/pbe.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { sets: StockSet[] };

export function stockSet(name: string): StockSet {
  const found = sets.find((set) => set.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return found;
}

/** A share as the tool shows it on its screen. */
export function stockLines(set: StockSet, id: number): string {
  const share = set.shares.find((candidate) => candidate.id === id);
  if (share === undefined) throw new Error(`no share ${id} in ${set.name}`);
  return [
    `Prime       : ${set.primeDisplayed ?? set.primeHex}`,
    `Share ID    : ${id}`,
    `Share value : ${share.valueDisplayed}`,
    "",
  ].join("\n");
}

/** Writes `set.pbe` and `card-ID.txt` into a folder; gives back the arguments that name the cards. */
export function layOutStockSet(folder: string, set: StockSet, ids: readonly number[]): string[] {
  writeFileSync(join(folder, "set.pbe"), Buffer.from(set.pbeHex, "hex"));
  for (const id of ids) writeFileSync(join(folder, `card-${id}.txt`), stockLines(set, id));
  return ["--card", ...ids.map((id) => `card-${id}.txt`)];
}
