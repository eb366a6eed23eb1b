import type { SchemeName } from "@dkek/ceremony";
import { wrongUse } from "../input/options.js";

/** What the command line asks for. */
export interface WantedSheets {
  readonly kind: "card" | "record" | "receipt" | "blank" | "wallet";
  /** Paths of cards, or standard input. */
  readonly cards: readonly string[];
  readonly record: string | undefined;
  readonly pbe: string | undefined;
  readonly threshold: number | undefined;
  readonly total: number | undefined;
  readonly label: string | undefined;
  /** In the order of the cards. */
  readonly custodians: readonly string[];
  /** Share IDs. */
  readonly ids: readonly number[];
  readonly scheme: SchemeName | undefined;
  readonly secondCopy: boolean;
  readonly id1: boolean;
}

/** Which options each kind of sheet knows. */
const KNOWN: Readonly<Record<WantedSheets["kind"], readonly (keyof WantedSheets)[]>> = {
  card: ["cards", "record", "pbe", "threshold", "total", "label", "custodians", "secondCopy"],
  wallet: ["cards", "record", "pbe", "threshold", "total", "label", "custodians", "id1"],
  record: ["record", "pbe"],
  receipt: ["record", "ids"],
  blank: ["record", "ids", "scheme"],
};
const OPTION: Readonly<Record<Exclude<keyof WantedSheets, "kind">, string>> = {
  cards: "card",
  record: "record",
  pbe: "pbe",
  threshold: "threshold",
  total: "total",
  label: "label",
  custodians: "custodian",
  ids: "id",
  scheme: "scheme",
  secondCopy: "second-copy",
  id1: "id-1",
};

/** @throws {CliError} `wrong-use` for an option that a kind of sheet does not know. */
export function requireKnownOptions(wanted: WantedSheets): void {
  for (const [name, option] of Object.entries(OPTION) as [keyof WantedSheets, string][]) {
    const value = wanted[name];
    const given = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
    if (given && !KNOWN[wanted.kind].includes(name)) {
      throw wrongUse(`--${option} is not for ${wanted.kind} sheets`);
    }
  }
}
