/** The sizes that sheets are laid out for. */
export type PaperName = "a4" | "letter";

/** A sheet of paper, upright. All lengths are millimetres. */
export interface Paper {
  readonly name: PaperName;
  readonly width: number;
  readonly height: number;
}

export const PAPERS: Readonly<Record<PaperName, Paper>> = {
  a4: { name: "a4", width: 210, height: 297 },
  letter: { name: "letter", width: 215.9, height: 279.4 },
};
