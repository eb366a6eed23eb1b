import { formatCardString, rowsOf, schemeOf, type WholeCard } from "@dkek/ceremony";
import type { CardFacts } from "../card-facts.js";

/** What stands on a card's sheet besides the card. All of it is public. */
export interface AboutSheet {
  /** What the set is for. */
  readonly label?: string;
  readonly custodian?: string;
  /** Which of how many DKEK shares the set restores, where that is known. */
  readonly dkekShare?: { readonly index: number; readonly of: number };
  /** A number that ties a card that was issued later to its proof; it stands at the foot. */
  readonly number?: string;
}

/** Which card of which set. Public. */
type Identity = Omit<CardFacts, "label" | "custodian">;

/** What stands outside once a sheet is folded. Public; what is not known is left to be filled in. */
export interface CardFace extends AboutSheet, Partial<Identity> {
  /** In NFC; empty where nobody knows. */
  readonly label: string;
  readonly custodian: string;
  readonly scheme: string;
  /** Whether the record tells of this card alone that it is right: it has a blinding value or a salt. */
  readonly isProvable: boolean;
}

/** Everything that is drawn, taken from a card and what is known around it. Secret. */
export type SheetContent = CardFace &
  Identity & {
    /** Each part's name, and its rows, such as `2c3a e66d (4f1)`. */
    readonly parts: readonly { readonly part: string; readonly rows: readonly string[] }[];
    /** The text of the QR code. */
    readonly code: string;
  };

export function contentOf(card: WholeCard, about: AboutSheet): SheetContent {
  const { set, threshold, total, issue } = card.about;
  return {
    ...about,
    label: (about.label ?? "").normalize("NFC"),
    custodian: (about.custodian ?? "").normalize("NFC"),
    set,
    id: card.id,
    threshold,
    total,
    issue,
    scheme: schemeOf(card.field) ?? "of its own",
    isProvable: card.proof !== undefined,
    parts: rowsOf(card, set),
    code: formatCardString(card),
  };
}
