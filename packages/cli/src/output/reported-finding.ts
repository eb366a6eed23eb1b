import type { Finding } from "@dkek/ceremony";

/** A finding as reports and JSON hold it: in English, for whoever reads them, and without what it was made of. */
export type ReportedFinding = Omit<Finding, "about" | "fact">;

export function reportedFinding({ about: _, fact: __, ...reported }: Finding): ReportedFinding {
  return reported;
}
