import {
  fingerprintWords,
  latestCards,
  type RecordedCard,
  type SetRecord,
  setPrefix,
  totalNow,
} from "@dkek/ceremony";
import type { BlankSheetOptions, CardFacts, RecordSheetOptions, SheetOptions } from "@dkek/print";
import type { CliError } from "../cli-error.js";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { readRecord } from "../input/record.js";
import { titleOf } from "./card-sheets.js";
import type { Sheet } from "./sheet.js";
import type { WantedSheets } from "./wanted-sheets.js";

/** The record as a sheet; with the `.pbe` file on it, if that was named. */
export async function collectRecordSheet(
  wanted: WantedSheets,
  options: SheetOptions,
): Promise<Sheet[]> {
  const record = await requiredRecord(wanted);
  const pbe = wanted.pbe === undefined ? undefined : (await readPbe(wanted.pbe)).bytes;
  return [recordSheetOf(record, { ...options, ...(pbe === undefined ? {} : { pbe }) })];
}

/** A record's sheet, to be drawn later. */
export function recordSheetOf(record: SetRecord, options: RecordSheetOptions): Sheet {
  return {
    name: "record",
    title: "the record",
    secret: false,
    make: async () => (await import("@dkek/print")).recordSheet(record, options),
  };
}

/** What each custodian signs. */
export async function collectReceipts(
  wanted: WantedSheets,
  options: SheetOptions,
): Promise<Sheet[]> {
  const record = await requiredRecord(wanted);
  return wantedCards(record, wanted.ids).map((card) => ({
    name: `receipt-${card.id}`,
    title: `receipt for ${titleOf(card, card.custodian)}`,
    secret: false,
    make: async () =>
      (await import("@dkek/print")).receiptSheet(
        { ...knownOf(card, record), fingerprint: fingerprintWords(record) },
        options,
      ),
  }));
}

/** Forms to fill in by hand: one for each card of the record, or one for any card. */
export async function collectBlanks(wanted: WantedSheets, options: SheetOptions): Promise<Sheet[]> {
  if (wanted.record === undefined) {
    if (wanted.ids.length > 0) throw wrongUse("--id is for the cards of a record: name it, too");
    return [blankOf("blank", "a blank form", { ...options, scheme: wanted.scheme ?? "p224" })];
  }
  if (wanted.scheme !== undefined) throw wrongUse("--scheme: the record tells it");
  const record = await requiredRecord(wanted);
  const { sharing } = record.set;
  if (sharing === undefined) throw withoutCards();
  return wantedCards(record, wanted.ids).map((card) =>
    blankOf(`blank-${card.id}`, `a blank form for ${titleOf(card, card.custodian)}`, {
      ...options,
      scheme: sharing.scheme,
      about: knownOf(card, record),
      prime: sharing.prime,
    }),
  );
}

function blankOf(name: string, title: string, options: BlankSheetOptions): Sheet {
  return {
    name,
    title,
    secret: false,
    make: async () => (await import("@dkek/print")).blankSheet(options),
  };
}

/** What the record says of a card, as sheets want it. */
function knownOf({ id, issue, custodian }: RecordedCard, record: SetRecord): CardFacts {
  const { setId, label, sharing } = record.set;
  if (sharing === undefined) throw withoutCards();
  return {
    label,
    set: setPrefix(setId),
    id,
    issue,
    threshold: sharing.threshold,
    total: totalNow(record),
    ...(custodian === undefined ? {} : { custodian }),
  };
}

/** The latest issue of each card that is wanted; of all, if none is named. */
function wantedCards(record: SetRecord, ids: readonly number[]): RecordedCard[] {
  const latest = latestCards(record);
  if (latest.length === 0) throw withoutCards();
  const stranger = ids.find((id) => !latest.some((card) => card.id === id));
  if (stranger !== undefined) throw wrongUse(`--id ${stranger}: the record knows no such card`);
  return latest.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

async function requiredRecord({ record, kind }: WantedSheets): Promise<SetRecord> {
  if (record !== undefined) return await readRecord(record);
  throw wrongUse(`--record is missing: ${kind} sheets are made of it`);
}

function withoutCards(): CliError {
  return wrongUse("the record is of a set with a password of people's own: it has no cards");
}
