import { rowsOf, type WholeCard } from "@dkek/ceremony";
import { words } from "../words/spoken.js";

const COLUMN_GAP = "   ";
const ROW_NUMBER_CHARACTERS = 2;

/**
 * A card in lines for a screen of 80 by 24, to be copied onto a form by hand: in the order of the form,
 * the words as they are printed there. Secret.
 */
export function cardOnScreen(card: WholeCard): string[] {
  const { about, id } = card;
  const parts = rowsOf(card, about.set);
  // What is secret first; the prime is printed on most forms.
  const prime = parts.filter(({ part }) => part === "prime");
  const secret = parts.filter(({ part }) => part !== "prime");
  const columns = [...secret, ...prime].map(({ part, rows }) => ({ title: TITLES[part], rows }));
  const width = Math.max(...columns.flatMap(({ rows }) => rows.map(({ length }) => length)));
  const line = (cells: readonly string[], number = ""): string =>
    [number.padStart(ROW_NUMBER_CHARACTERS), ...cells.map((cell) => cell.padEnd(width))]
      .join(COLUMN_GAP)
      .trimEnd();
  const height = Math.max(...columns.map(({ rows }) => rows.length));
  return [
    `Set       ${about.set.match(/.{4}/g)?.join(" ")}`,
    `Share ID  ${id}`,
    "",
    line(columns.map(({ title }) => title)),
    ...Array.from({ length: height }, (_, row) =>
      line(
        columns.map(({ rows }) => rows[row] ?? ""),
        `${row + 1}`,
      ),
    ),
    "",
    words().create.checkDigits,
  ];
}

const TITLES = { prime: "Prime", value: "Value", blinding: "Blinding", salt: "Salt" } as const;
