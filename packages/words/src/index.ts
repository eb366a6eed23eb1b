export type { Advice } from "./advice.js";
export type { AuditWords } from "./audit-words.js";
export type { CardPlace, EntryWords } from "./entry-words.js";
export { LANGUAGES, type Language } from "./language.js";
export { oneLine } from "./one-line.js";
export { partOnCard } from "./part-on-card.js";
export type { RowWords } from "./row-words.js";
