/** What the published vectors say, as far as the self-check needs it. */
export interface PublishedVectors {
  /** Made by the real `sc-hsm-tool`: any `threshold` of the cards open it. */
  readonly quorum: PublishedSet & {
    readonly cards: readonly string[];
    /** The same cards, one digit of one value wrong. */
    readonly wrongCards: readonly string[];
  };
  readonly password: PublishedSet & { readonly passwordHex: string };
  /** The string of a card's QR code, and its share ID. */
  readonly code: { readonly string: string; readonly id: number };
  /** Of a key under the DKEK of the quorum. */
  readonly backupHex: string;
  /** Of docs/FORMATS.md: a p224 record, the code of one of its cards, and a picture of that (PNG). */
  readonly specimen: {
    readonly record: string;
    readonly code: string;
    readonly pictureHex: string;
  };
}

interface PublishedSet {
  readonly pbeHex: string;
  readonly kcvHex: string;
}

// Put in by scripts/page/script.mjs when the page is built.
declare const DKEK_VERSION: string;
declare const DKEK_VECTORS: PublishedVectors;

export const VERSION: string = DKEK_VERSION;
export const VECTORS: PublishedVectors = DKEK_VECTORS;
