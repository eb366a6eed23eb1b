import * as v from "valibot";
import type { SetRecord } from "./record.js";

const hex = (bytes: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `not ${2 * bytes} hex digits`),
  );

const kcv = v.pipe(v.string(), v.regex(/^[0-9A-F]{16}$/, "not 16 upper-case hex digits"));
const timestamp = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, "not a time in UTC"),
);
const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const line = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));

const SHA256_BYTES = 32;
const POINT_BYTES = 29;
const NAME_MAX_CHARACTERS = 100;

const sharing = {
  threshold: whole(2, 255),
  total: whole(2, 255),
  custodians: v.exactOptional(v.array(line(NAME_MAX_CHARACTERS))),
};

const recordedSet = v.strictObject({
  setId: hex(SHA256_BYTES),
  label: line(NAME_MAX_CHARACTERS),
  dkekShare: v.strictObject({ index: whole(1, 255), of: whole(1, 255), kcv }),
  sharing: v.exactOptional(
    v.variant("scheme", [
      v.strictObject({
        scheme: v.literal("p224"),
        prime: hex(28),
        ...sharing,
        commitments: v.array(hex(POINT_BYTES)),
      }),
      v.strictObject({
        scheme: v.literal("sc-hsm"),
        prime: hex(8),
        ...sharing,
        cardHashes: v.array(hex(SHA256_BYTES)),
      }),
    ]),
  ),
});

const cardRef = v.strictObject({ id: whole(1, 255), issue: whole(1, 255) });
const issued = {
  card: cardRef,
  custodian: v.exactOptional(line(NAME_MAX_CHARACTERS)),
  cardHash: v.exactOptional(hex(SHA256_BYTES)),
};
const chained = { at: timestamp, previous: hex(SHA256_BYTES), hash: hex(SHA256_BYTES) };

const olderSet = {
  setId: hex(SHA256_BYTES),
  head: v.exactOptional(hex(SHA256_BYTES)),
  prime: v.exactOptional(v.pipe(v.string(), v.regex(/^[1-9a-f][0-9a-f]{0,61}$/, "not a prime"))),
};

const event = v.variant("type", [
  v.strictObject({ type: v.literal("created"), program: line(NAME_MAX_CHARACTERS), ...chained }),
  v.strictObject({ type: v.literal("proofread"), card: cardRef, ...chained }),
  v.strictObject({ type: v.literal("verified"), cards: v.array(cardRef), ...chained }),
  v.strictObject({ type: v.literal("reissued"), ...issued, ...chained }),
  v.strictObject({ type: v.literal("added"), ...issued, ...chained }),
  v.strictObject({
    type: v.literal("imported"),
    hsm: line(NAME_MAX_CHARACTERS),
    missing: whole(0, 255),
    dkekKcv: v.exactOptional(kcv),
    ...chained,
  }),
  v.strictObject({ type: v.literal("replaces"), ...olderSet, ...chained }),
  v.strictObject({ type: v.literal("replaced"), setId: hex(SHA256_BYTES), ...chained }),
  v.strictObject({ type: v.literal("succeeds"), ...olderSet, ...chained }),
  v.strictObject({ type: v.literal("succeeded"), setId: hex(SHA256_BYTES), ...chained }),
  v.strictObject({ type: v.literal("noted"), text: line(1000), ...chained }),
]);

const schema = v.strictObject({
  format: v.literal("dkek-record"),
  version: v.picklist([1, 2]),
  set: recordedSet,
  events: v.pipe(v.array(event), v.minLength(1)),
});

/**
 * Versions 1 and 2 of the record, as JSON. The published JSON Schema (docs/record.schema.json) is made of
 * this, so only what JSON Schema can say stands here; `parse-record.ts` checks the rest.
 */
export const recordSchema: v.GenericSchema<unknown, SetRecord> =
  // The types say the same, but for the brands of what was checked.
  schema as unknown as v.GenericSchema<unknown, SetRecord>;
