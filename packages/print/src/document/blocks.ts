/** A piece of text within a line. */
export interface Span {
  readonly text: string;
  /** `digits` is for code. */
  readonly font: "text" | "strong" | "digits";
}

/** A part of a document, as Markdown has them. */
export type DocumentBlock =
  | { readonly type: "heading"; readonly depth: number; readonly spans: readonly Span[] }
  | { readonly type: "paragraph"; readonly spans: readonly Span[] }
  | { readonly type: "code"; readonly text: string }
  | {
      readonly type: "list";
      readonly items: readonly {
        /** What stands before it: a bullet, a number. */
        readonly marker: string;
        readonly blocks: readonly DocumentBlock[];
      }[];
    }
  | { readonly type: "quote"; readonly blocks: readonly DocumentBlock[] }
  /** Side by side: PNG files without transparency. */
  | { readonly type: "pictures"; readonly pngs: readonly Uint8Array[] }
  | {
      readonly type: "table";
      /** The first is the head, of empty cells if there is none. Each row has as many cells as the first. */
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };
