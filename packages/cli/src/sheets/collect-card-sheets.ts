import {
  type Card,
  completeFromKnown,
  completeFromRecord,
  type KnownSet,
  type SetRecord,
  setIdOf,
  type WholeCard,
  wipeCard,
} from "@dkek/ceremony";
import type { AboutSheet, SheetOptions } from "@dkek/print";
import { readCards } from "../input/cards.js";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { readRecord } from "../input/record.js";
import { aboutFromRecord, cardSheetOf, sheetName, titleOf } from "./card-sheets.js";
import type { Sheets } from "./collect-sheets.js";
import type { Sheet } from "./sheet.js";
import type { WantedSheets } from "./wanted-sheets.js";

/**
 * The sheets of cards in any of their faces, each completed by the record or by what was said of
 * its set.
 *
 * @throws {CeremonyError} `card-wrong`, `card-bare` and the like: a card that the record contradicts
 * gets no sheet.
 */
export async function collectCardSheets(
  wanted: WantedSheets,
  options: SheetOptions,
  signal: AbortSignal,
): Promise<Sheets> {
  const record = wanted.record === undefined ? undefined : await readRecord(wanted.record);
  const known = await knownOf(wanted, record);
  const cards = await readCards(wanted.cards, 1, signal, {
    setId: known.setId,
    record,
    withProof: true,
  });
  try {
    const names = wanted.custodians;
    if (names.length > 0 && names.length !== cards.length) {
      throw wrongUse(`--custodian was given ${names.length} times for ${cards.length} cards`);
    }
    const whole: WholeCard[] = [];
    for (const card of cards) {
      whole.push(
        record === undefined
          ? completeFromKnown(card, known)
          : await completeFromRecord(card, record),
      );
    }
    warnOfUnproven(whole);
    const sheets = whole.map((card, place) =>
      sheetOf(card, aboutOf(card, record, wanted, names[place]), wanted, options),
    );
    requireDifferentNames(sheets);
    return Object.assign(sheets, { [Symbol.dispose]: () => wipe(cards) });
  } catch (error) {
    wipe(cards);
    throw error;
  }
}

/** A sheet gives any digits right check digits: whoever prints wrong ones has to hear of it. */
function warnOfUnproven(cards: readonly WholeCard[]): void {
  const ids = cards.filter(({ proof }) => proof === undefined).map(({ id }) => id);
  if (ids.length === 0) return;
  const [which, it] = ids.length === 1 ? ["card", "it is"] : ["cards", "they are"];
  process.stderr.write(
    `dkek: ${which} ${ids.join(", ")}: nothing here proves that ${it} copied rightly\n` +
      "      open the .pbe file with a quorum of the printed sheets (dkek verify) before you trust them\n",
  );
}

/** What stands in for a record that there is none of. */
async function knownOf(
  { pbe, threshold, total, label }: WantedSheets,
  record: SetRecord | undefined,
): Promise<KnownSet> {
  const given = Object.entries({ pbe, threshold, total, label }).find(
    ([, value]) => value !== undefined,
  );
  if (record !== undefined && given !== undefined) {
    throw wrongUse(`--${given[0]} is for cards without a record: the record tells it`);
  }
  return {
    ...(pbe === undefined ? {} : { setId: setIdOf((await readPbe(pbe)).bytes) }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(total === undefined ? {} : { total }),
  };
}

/** @throws {CliError} `wrong-use` for another name than the record's. */
function aboutOf(
  card: WholeCard,
  record: SetRecord | undefined,
  { label }: WantedSheets,
  custodian: string | undefined,
): AboutSheet {
  const recorded: AboutSheet = record === undefined ? {} : aboutFromRecord(card, record);
  if (custodian !== undefined && (recorded.custodian ?? custodian) !== custodian) {
    throw wrongUse(
      `--custodian ${custodian}: the record says that card ${card.id} is held by ${recorded.custodian}`,
      "leave --custodian away; a new custodian gets a new card",
    );
  }
  return {
    ...recorded,
    ...(label === undefined ? {} : { label }),
    ...(custodian === undefined ? {} : { custodian }),
  };
}

function sheetOf(
  card: WholeCard,
  about: AboutSheet,
  { kind, secondCopy, id1 }: WantedSheets,
  options: SheetOptions,
): Sheet {
  if (kind === "card") return cardSheetOf(card, about, { ...options, secondCopy });
  return {
    name: sheetName("wallet", card),
    title: `wallet ${titleOf(card, about.custodian)}`,
    secret: true,
    make: async () =>
      (await import("@dkek/print")).walletSheet(card, about, {
        ...options,
        size: id1 ? "id-1" : options.paper,
      }),
  };
}

function requireDifferentNames(sheets: readonly Sheet[]): void {
  const twice = sheets.find(({ name }, place) =>
    sheets.slice(0, place).some((earlier) => earlier.name === name),
  );
  if (twice !== undefined) throw wrongUse(`${twice.title} was given twice`);
}

function wipe(cards: readonly Card[]): void {
  for (const card of cards) wipeCard(card);
}
