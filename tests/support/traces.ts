import { expect } from "vitest";

const TRACE_DIGITS = 6;

/** Nothing of a value may be left: neither whole, nor a part that anybody could recognise. */
export function expectNothingOf(values: readonly string[], text: string): void {
  const shown = text.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
  for (const value of values) {
    const digits = value.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
    for (let at = 0; at + TRACE_DIGITS <= digits.length; at += 1) {
      expect(shown).not.toContain(digits.slice(at, at + TRACE_DIGITS));
    }
  }
}
