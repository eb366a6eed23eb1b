import { type SetRecord, withEvent } from "@dkek/ceremony";
import { groupedNumber, isOnRecord, type PendingReissue } from "@dkek/ceremony/reissue";
import type { AboutSheet } from "@dkek/print";

/** What stands on the sheet of a new card besides the card itself. Public. */
export function aboutNewCard(
  { issued, number }: PendingReissue,
  record: SetRecord | undefined,
): AboutSheet {
  const { label, dkekShare } = record?.set ?? {};
  return {
    number: groupedNumber(number),
    ...(label === undefined ? {} : { label }),
    ...(dkekShare === undefined ? {} : { dkekShare }),
    ...(issued.custodian === undefined ? {} : { custodian: issued.custodian }),
  };
}

/** The record as it will be once the card is on it, for cards to be held to. */
export function recordToBe(
  { issued }: Pick<PendingReissue, "issued">,
  record: SetRecord | undefined,
): SetRecord | undefined {
  if (record === undefined || isOnRecord({ issued }, record)) return record;
  return withEvent(record, { at: new Date().toISOString(), ...issued });
}
