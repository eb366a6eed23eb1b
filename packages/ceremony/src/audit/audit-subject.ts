/** A card by the name that the auditor gave it, and its ID. */
export interface NamedCard {
  readonly name: string;
  readonly id: number;
}

/** What a finding is about. What the auditor named is called so in every language. */
export type AuditSubject =
  | string
  /** One card or several, each by its name. */
  | { readonly what: "cards"; readonly cards: readonly NamedCard[] }
  /** Cards that are judged together. */
  | { readonly what: "cards-together"; readonly count: number }
  | { readonly what: "set" }
  | { readonly what: "dkek" }
  | { readonly what: "kcv"; readonly kcv: string };

export const THE_DKEK: AuditSubject = { what: "dkek" };
