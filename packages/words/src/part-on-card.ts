import type { RowPart } from "@dkek/ceremony";

/** As it is printed on every card, whose words are English in all languages. */
export function partOnCard(part: RowPart): string {
  return PRINTED[part];
}

const PRINTED: Readonly<Record<RowPart, string>> = {
  prime: "Prime",
  value: "Value",
  blinding: "Blinding",
  salt: "Salt",
};
