import type { Kcv } from "@dkek/dkek-file";
import type { ChainedEvent, SetRecord } from "./record.js";

type Imported = Extract<ChainedEvent, { type: "imported" }>;

/** The imports on record, the oldest first. */
export function recordedImports({ events }: SetRecord): Imported[] {
  return events.filter((event): event is Imported => event.type === "imported");
}

/**
 * KCV of the whole DKEK, as far as the record knows it: a single DKEK share is the DKEK; of several,
 * an HSM must have shown it once.
 */
export function recordedDkekKcv(record: SetRecord): Kcv | undefined {
  const { of, kcv } = record.set.dkekShare;
  if (of === 1) return kcv;
  return recordedImports(record).findLast(({ dkekKcv }) => dkekKcv !== undefined)?.dkekKcv;
}
