import { expect } from "vitest";
import type { Terminal } from "./pseudo-terminal.js";

/** What somebody writes down who copies a card off the screen. */
export interface Copied {
  readonly id: string;
  /** `Value row 1: …` and so on, as they stand on a form. */
  readonly lines: readonly string[];
  /** The rows of the share value, with their check digits. */
  readonly value: readonly string[];
}

/** Copies the card that is on the screen now. */
export function copiedCard(terminal: Terminal): Copied {
  const screen = terminal.screen();
  expect(screen.split("\n").length).toBeLessThanOrEqual(24);
  const set = /^Set {7}([0-9a-f ]+)$/m.exec(screen)?.[1]?.replaceAll(" ", "");
  const id = /^Share ID {2}(\d+)$/m.exec(screen)?.[1] ?? "";
  const titles = /^ +(Value +.*)$/m.exec(screen)?.[1]?.trim().split(/ +/) ?? [];
  const lines: string[] = [];
  const value: string[] = [];
  for (const [, number, rest = ""] of screen.matchAll(/^ *(\d+) {3}(\S.*)$/gm)) {
    // A part that has fewer rows than the first one leaves its place empty.
    const width = "0000 0000 (000)   ".length;
    for (const [place, title] of titles.entries()) {
      const row = rest.slice(place * width).match(/^[0-9a-f]{4} [0-9a-f]{4} \([0-9a-f]{3}\)/)?.[0];
      if (row === undefined) continue;
      lines.push(`${title} row ${number}: ${row}`);
      if (title === "Value") value.push(row);
    }
  }
  expect(value.length).toBeGreaterThan(1);
  return { id, value, lines: [`Set: ${set}`, `Share ID: ${id}`, ...lines] };
}
