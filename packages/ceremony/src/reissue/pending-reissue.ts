import * as v from "valibot";
import type { CardRef } from "../record/record.js";
import type { SetId } from "../set-id.js";
import type { Issue } from "./issue-card.js";
import { HASH, NOTED, parseNote } from "./pending-note.js";

/**
 * A card that was issued and is not on record yet: it waits for its proof, that somebody has read it
 * back and that it opens the `.pbe` with others. Public.
 */
export interface PendingReissue {
  readonly format: "dkek-reissue";
  readonly version: 1;
  /** Six digits that are used once: they tie the proof to this card. */
  readonly number: string;
  /** When the card was made: RFC 3339 in UTC. */
  readonly at: string;
  readonly setId: SetId;
  readonly issued: Issue["issued"];
}

/** Six decimal digits. */
export const NUMBER_DIGITS = 6;

const NAME_MAX_CHARACTERS = 100;
const NUMBER_MAX = 255;
const whole = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(NUMBER_MAX));
const name = v.pipe(v.string(), v.maxLength(NAME_MAX_CHARACTERS), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));

const schema = v.strictObject({
  format: v.literal("dkek-reissue"),
  ...NOTED,
  issued: v.strictObject({
    type: v.picklist(["reissued", "added"]),
    card: v.strictObject({ id: whole, issue: whole }) as v.GenericSchema<CardRef>,
    custodian: v.exactOptional(name),
    cardHash: v.exactOptional(HASH),
  }),
});

/**
 * Reads what was noted of a card that is not on record yet.
 *
 * @throws {CeremonyError} `pending-malformed`.
 */
export function parsePending(text: string): PendingReissue {
  const hint =
    "erase the folder, and destroy the card in it: the set and its record are as they were";
  // The types say the same, but for the brand of the set ID.
  return parseNote(text, schema, "a new card", hint) as PendingReissue;
}

export function formatPending({
  format,
  version,
  number,
  at,
  setId,
  issued,
}: PendingReissue): string {
  const { type, card, custodian, cardHash } = issued;
  const ordered = {
    format,
    version,
    number,
    at,
    setId,
    issued: { type, card, custodian, cardHash },
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
