import type { Kcv } from "@dkek/dkek-file";
import type { SetId } from "../set-id.js";

/**
 * The public account of a set, as JSON. Nothing in it is secret, and nothing in it helps to find what
 * is: see docs/FORMATS.md.
 */
export interface SetRecord {
  readonly format: "dkek-record";
  /** 2 as soon as an event tells of another set; all else is version 1. */
  readonly version: 1 | 2;
  /** What the set is. Never changes; its hash is the record's fingerprint. */
  readonly set: RecordedSet;
  /** What happened to it, each event chained to the one before. The first is `created`. */
  readonly events: readonly ChainedEvent[];
}

export interface RecordedSet {
  /** SHA-256 of the `.pbe` file. */
  readonly setId: SetId;
  readonly label: string;
  readonly dkekShare: {
    /** Which of the DKEK shares this is, from 1. */
    readonly index: number;
    /** Of how many. The DKEK is the XOR of all. */
    readonly of: number;
    /** KCV of this DKEK share, not of the DKEK (unless it is the only share). */
    readonly kcv: Kcv;
  };
  /** Absent for a `.pbe` with a password of its own, which has no cards. */
  readonly sharing?: RecordedSharing;
}

export type RecordedSharing = {
  /** Lower-case hex digits. */
  readonly prime: string;
  readonly threshold: number;
  /** How many cards were made at first. */
  readonly total: number;
  /** Their custodians, in the order of the IDs from 1, where names were given. */
  readonly custodians?: readonly string[];
} & (
  | {
      readonly scheme: "p224";
      /** Pedersen commitments to the two polynomials' coefficients: `threshold` points, 29 bytes each. */
      readonly commitments: readonly string[];
    }
  | {
      readonly scheme: "sc-hsm";
      /** One salted hash for each card, in the order of the IDs from 1: SHA-256, 32 bytes each. */
      readonly cardHashes: readonly string[];
    }
);

/** Something that happened. Times are RFC 3339 in UTC. */
export type RecordEvent = { readonly at: string } & (
  | { readonly type: "created"; readonly program: string }
  | { readonly type: "proofread"; readonly card: CardRef }
  | { readonly type: "verified"; readonly cards: readonly CardRef[] }
  /** A card under an ID that exists already: the next issue of it. */
  | ({ readonly type: "reissued" } & IssuedCard)
  /** A card under a new ID. */
  | ({ readonly type: "added" } & IssuedCard)
  | {
      readonly type: "imported";
      /** Serial number of the HSM. */
      readonly hsm: string;
      /** How many DKEK shares it still missed afterwards. */
      readonly missing: number;
      /** KCV of the whole DKEK, as the HSM showed it. */
      readonly dkekKcv?: Kcv;
    }
  /** This set is made of the DKEK share of an older one, whose place it has taken. */
  | ({ readonly type: "replaces" } & OlderSet)
  /** A set with the same DKEK share has taken this one's place. Its cards open its `.pbe` all the same. */
  | { readonly type: "replaced"; readonly setId: SetId }
  /** This set is of a new DKEK, which has succeeded the one that an older set held a share of. */
  | ({ readonly type: "succeeds" } & OlderSet)
  /** A set of a new DKEK has succeeded this one. What is under the old DKEK stays so. */
  | { readonly type: "succeeded"; readonly setId: SetId }
  /** Anything else that people want to have on record. */
  | { readonly type: "noted"; readonly text: string }
);

/** A set whose DKEK share was sealed anew in another one, or whose DKEK has given way to a new one. */
export interface OlderSet {
  readonly setId: SetId;
  /** The head that its record had before it was replaced; absent, if it had no record. */
  readonly head?: string;
  /** Lower-case hex digits; absent, if it is the one of all `p224` sets, which tells no set. */
  readonly prime?: string;
}

export interface CardRef {
  readonly id: number;
  readonly issue: number;
}

export interface IssuedCard {
  readonly card: CardRef;
  readonly custodian?: string;
  /** `sc-hsm` only: the salted hash of the new card. `p224` commitments cover every card. */
  readonly cardHash?: string;
}

export type ChainedEvent = RecordEvent & {
  /** SHA-256, 64 hex digits, over the canonical JSON of this event without `hash`. */
  readonly hash: string;
  /** The hash of the event before; for the first, the fingerprint of the set. */
  readonly previous: string;
};
