import { readFileSync } from "node:fs";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { setIdOf } from "../set-id.js";
import {
  type Candidate,
  Candidates,
  outcomeOf,
  passwordOf,
  type RescueMaterial,
  type RescueOutcome,
  readDamagedCard,
  type Wave,
  wavesOf,
} from "./index.js";

/** Sets that the real `sc-hsm-tool` made: what it showed, and the password that it encrypted with. */
interface StockSet {
  readonly name: string;
  readonly pbeHex: string;
  readonly passwordHex: string;
  readonly primeHex: string;
  readonly primeDisplayed?: string;
  readonly shares: readonly { readonly id: number; readonly valueDisplayed: string }[];
}
const file = new URL("../../../../tests/vectors/pbe.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { sets: StockSet[] };

function stockSet(name: string): StockSet {
  return sets.find((set) => set.name === name) as StockSet;
}

interface Lines {
  prime?: string;
  id: string;
  value: string;
}

/** What the tool showed of the shares with these IDs. */
function shown(set: StockSet, ...ids: readonly number[]): Lines[] {
  return ids.map((id) => ({
    prime: set.primeDisplayed ?? set.primeHex,
    id: `${id}`,
    value: set.shares.find((share) => share.id === id)?.valueDisplayed ?? "",
  }));
}

function materialOf(
  set: StockSet,
  cards: readonly Lines[],
  known: Partial<RescueMaterial> = {},
): RescueMaterial {
  const readings = cards.map(({ prime, id, value }, nth) =>
    readDamagedCard(
      [
        `Share ID: ${id}`,
        `Share value: ${value}`,
        ...(prime === undefined ? [] : [`Prime: ${prime}`]),
      ].join("\n"),
      `card-${nth}`,
    ),
  );
  return { setId: setIdOf(Buffer.from(set.pbeHex, "hex")), readings, ...known };
}

interface Found {
  readonly wave: Wave;
  readonly candidate: Candidate;
  readonly outcome: RescueOutcome;
  /** How many candidates came before it. */
  readonly before: number;
}

/** Goes through a search to the password of the set, at no cost of derivations. */
function search(set: StockSet, material: RescueMaterial): Found | undefined {
  const candidates = new Candidates(material);
  let before = 0;
  for (const wave of wavesOf(material)) {
    for (const candidate of candidates.of(wave)) {
      if (candidate === undefined) continue;
      if (bytesToHex(passwordOf(candidate).expose()) === set.passwordHex) {
        return { wave, candidate, outcome: outcomeOf(candidate, material), before };
      }
      before += 1;
    }
  }
  return undefined;
}

const SET = stockSet("shares-3of5");

describe("one digit", () => {
  test.each([
    [
      "a likely confusion",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:1c:d0:a0:45:b6:d7:64",
      { what: "digit", place: 12, says: "6", is: "0" },
    ],
    [
      "any other",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:1c:d0:a0:45:b0:d7:61",
      { what: "digit", place: 16, says: "1", is: "4" },
    ],
    [
      "one that nobody can read",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:1c:d?:a0:45:b0:d7:64",
      { what: "digit", place: 6, is: "0" },
    ],
    [
      "neighbours swapped",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:c1:d0:a0:45:b0:d7:64",
      { what: "swapped", place: 3 },
    ],
    [
      "a digit missing",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:1c:d0:a0:4:b0:d7:64",
      { what: "missing", place: 10, is: "5" },
    ],
    [
      "a digit too many",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d71cd0a0455b0d764",
      { what: "surplus", place: 11, says: "5" },
    ],
    [
      "bytes exchanged",
      "d7:1c:d0:a0:45:b0:d7:64",
      "d7:45:d0:a0:1c:b0:d7:64",
      { what: "exchanged", places: [3, 9], length: 2 },
    ],
  ])("%s", (_, right, damaged, difference) => {
    const [first, ...others] = shown(SET, 1, 3, 5) as [Lines, ...Lines[]];
    expect(first.value).toBe(right);
    const found = search(SET, materialOf(SET, [{ ...first, value: damaged }, ...others]));
    expect(found?.outcome.cards.map(({ wrong }) => wrong.value)).toEqual([[difference], [], []]);
  });
});
