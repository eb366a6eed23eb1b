import type { HsmStatus } from "@dkek/hsm";
import type { ChosenHsms, SeenCard } from "./choose-hsms.js";
import { table } from "./table.js";

/** What was found, before anything happens: a line for each card, for standard error. */
export function foundText(
  seen: readonly SeenCard[],
  { targets, skipped }: Pick<ChosenHsms, "targets" | "skipped">,
): string {
  const rows = seen.flatMap((card) => {
    const { place, status, error } = card;
    const why = skipped.find((one) => one.card === card)?.why;
    const isTarget = targets.some((target) => target.place === place);
    // Of HSMs that were not named nobody needs to hear.
    if (why === undefined && error === undefined && !isTarget) return [];
    const what = why === undefined ? "" : `skipped: ${why}`;
    const words = what || (error === undefined ? stateText(status) : `can't be read`);
    return [[status?.serial ?? "?", words, place.reader.name]];
  });
  const [count, noun] = [rows.length, rows.length === 1 ? "HSM" : "HSMs"];
  return `${count} ${noun} found:\n${table(rows, "  ")}`;
}

function stateText({ dkek }: HsmStatus): string {
  switch (dkek.state) {
    case "pending":
      return `waits for ${dkek.missing} of ${dkek.total} DKEK shares`;
    case "complete":
      return "its DKEK is complete";
    case "none":
      return "waits for no DKEK share";
  }
}
