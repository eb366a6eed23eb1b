import { adviseOnRow } from "@dkek/ceremony";
import { partOnCard } from "../part-on-card.js";
import type { RowWords } from "../row-words.js";

export const rows: RowWords = {
  part: partOnCard,
  advice: adviseOnRow,
};
