import { type Card, rowsOf } from "@dkek/ceremony";

/**
 * What nobody may find of a card: its value whole, and all its secret rows with their check digits. Not
 * the prime, which the record tells everybody: one set in 256 has a row of it, the check digits
 * included, among the record's own digits.
 */
export function cardDigits(card: Card): string[] {
  if (card.about === undefined) throw new Error("a bare card has no rows");
  const secret = rowsOf(card, card.about.set).filter(({ part }) => part !== "prime");
  const rows = secret.flatMap((part) => part.rows);
  const value = Buffer.from(card.value.expose()).toString("hex");
  return [value, ...rows.map((row) => row.replace(/[^0-9a-f]/g, ""))];
}
