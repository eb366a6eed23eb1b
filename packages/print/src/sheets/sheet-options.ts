import type { PaperName } from "../page/paper.js";

/** How a sheet is made, apart from its content. */
export interface SheetOptions {
  readonly paper: PaperName;
  /** The day that stands on the sheet; the same content and date give the same bytes. */
  readonly date: Date;
  /** Name and version of the program. */
  readonly program: string;
  /** Stands all over the page: what is no real card must not pass for one. */
  readonly mark?: "SPECIMEN" | "REHEARSAL";
}

/** A day as people read it everywhere: 2026-11-24. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
