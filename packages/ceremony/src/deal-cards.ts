import { type RandomSource, SecretBytes } from "@dkek/foundation";
import { split } from "@dkek/sss";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Card, proofLength } from "./card.js";
import { cardHash } from "./card-hash.js";
import type { RecordedSharing } from "./record/record.js";
import { SCHEMES, type SchemeName } from "./scheme.js";
import { type SetId, setPrefix } from "./set-id.js";

/** How the password of a new set is shared. */
export interface Sharing {
  readonly scheme: SchemeName;
  /** How many cards restore the password: 2 to `total`. */
  readonly threshold: number;
  /** How many cards there are: up to 255. */
  readonly total: number;
  /** The custodians' names in the order of the share IDs, one for each card. */
  readonly custodians?: readonly string[];
}

/** The cards of a new set, and what its record says of them. */
export interface Deal {
  /** In the order of their IDs. Secret. */
  readonly cards: readonly Card[];
  readonly recorded: RecordedSharing;
}

/**
 * Shares a password among cards, each with a proof that it is one of them: in a `p224` set the
 * blinding value of Pedersen's commitments, in an `sc-hsm` set (whose prime is too small for those)
 * the salt of a hash.
 */
export async function dealCards(
  password: SecretBytes,
  sharing: Sharing,
  setId: SetId,
  random: RandomSource,
): Promise<Deal> {
  const { scheme, threshold, total, custodians } = sharing;
  const field = SCHEMES[scheme].makeField(random);
  const options = { field, threshold, total, random };
  const about = { set: setPrefix(setId), threshold, total, issue: 1 };
  const recorded = {
    prime: field.prime.toString(16),
    threshold,
    total,
    ...(custodians === undefined ? {} : { custodians }),
  };
  const dealt = (id: number, value: Uint8Array, proof: Uint8Array): Card => ({
    field,
    id,
    value: SecretBytes.own(value),
    proof: SecretBytes.own(proof),
    about,
  });

  if (scheme === "p224") {
    // Loaded here, because it brings the curve, which takes a while.
    const { splitVerifiably } = await import("@dkek/sss/verifiable");
    const { shares, commitments } = splitVerifiably(password.expose(), options);
    return {
      cards: shares.map(({ id, value, blinding }) => dealt(id, value, blinding)),
      recorded: { ...recorded, scheme, commitments: commitments.points.map(bytesToHex) },
    };
  }
  const salts = Array.from({ length: total }, () => random(proofLength(field)));
  const cards = split(password.expose(), options).map(({ id, value }, place) =>
    dealt(id, value, salts[place] as Uint8Array),
  );
  const cardHashes = cards.map((card, place) => cardHash(setId, card, salts[place] as Uint8Array));
  return { cards, recorded: { ...recorded, scheme, cardHashes } };
}
