import type { KeyBackup, KeyBackupErrorCode, UnprovenBytes } from "@dkek/dkek-file/key-backup";
import type { SchemeName } from "../scheme.js";
import type { NamedCard } from "./audit-subject.js";

/*
 * Everything that an audit can find, with what has to be known to say it in words, in any language. Sets are
 * named by the first digits of their ID, KCVs in 16 hex digits, days as 2026-11-23. No secrets.
 */

/** A fact that is said the same every time. */
type Alone = unknown;

/** The set that has come after an older one. */
export interface NewerSet {
  readonly newer: string;
  /** It has the same DKEK share; otherwise a new DKEK has succeeded the old one. */
  readonly hasSameDkek: boolean;
}

/** Of single cards. */
interface CardFacts {
  "of-set-not-given": { readonly set: string };
  /** Its set is one that a set that was given has come after. */
  "of-older-set": { readonly set: string } & NewerSet;
  "prime-not-given": Alone;
  "prime-of-older-set": NewerSet;
  "prime-unlike-most": Alone;
  /** By the record. */
  "card-right": {
    readonly scheme: SchemeName | undefined;
    readonly replacedBy: number | undefined;
  };
  "card-wrong": { readonly mayBeNewer: boolean };
  "card-of-other-set": Alone;
  "card-unknown": Alone;
  "card-without-proof": Alone;
  /** Its numbers are right. */
  "card-unrecorded": { readonly id: number };
  "issue-unrecorded": { readonly issue: number | undefined };
  "threshold-unlike-record": { readonly said: number; readonly recorded: number | undefined };
  "total-above-record": { readonly said: number; readonly recorded: number };
  /** `first` is the file that counts. */
  "card-twice": { readonly first: string };
  "id-twice-one-right": { readonly id: number; readonly right: string };
  "id-twice": { readonly id: number };
  "fits-proven-cards": Alone;
  "unlike-proven-cards": Alone;
  "contradicts-others": Alone;
  "contradicts-proven": { readonly proven: readonly NamedCard[] };
}

/** Of several cards together. */
interface CardsFacts {
  "primes-differ": Alone;
  "thresholds-differ": { readonly said: readonly number[] };
  "none-may-be-right": Alone;
  "too-few-for-set": { readonly missing: number; readonly threshold: number };
  "too-few-to-compare": Alone;
  "all-of-one-value": Alone;
  "several-readings": Alone;
  "threshold-unknown": { readonly count: number };
  /** `tells`: how many cards would tell which one is wrong; undefined: too many are. */
  "cards-contradict": { readonly tells: number | undefined };
  /** More than are needed. */
  "cards-agree": { readonly threshold: number };
  "cards-just-enough": { readonly threshold: number };
  "only-file-or-record-shows": { readonly count: number };
  /** They open none of the sets that they may belong to. */
  "of-no-set": Alone;
}

/** Of records, and of what is held against them. */
interface RecordFacts {
  /** The value is the head of its chain. */
  "record-whole": { readonly set: string; readonly events: number };
  /** The value is its fingerprint, in words. */
  "record-to-compare": Alone;
  "replaces-sets": { readonly sets: readonly string[] };
  "replaced-by-set": { readonly newer: string; readonly day: string };
  "succeeds-dkek": { readonly sets: readonly string[] };
  "dkek-succeeded": { readonly newer: string; readonly day: string };
  "kcv-as-replaced": { readonly older: string };
  "kcv-unlike-replaced": { readonly older: string };
  "kcv-unlike-older-dkek": { readonly older: string };
  "kcv-as-older-dkek": { readonly older: string };
  /** Somebody who holds a card has known as many as restore the set. */
  "one-suffices": { readonly name: string; readonly cards: readonly number[] };
  /** Those who hold no card any more suffice to restore the set. */
  "departed-suffice": { readonly people: readonly string[]; readonly cards: readonly number[] };
  "commitments-right": { readonly count: number };
  "commitments-wrong": Alone;
  "copy-agrees": { readonly longest: string };
  "copy-contradicts": { readonly longest: string };
  "kcv-as-share": { readonly index: number; readonly of: number };
  "kcv-unlike-share": { readonly recorded: string; readonly shown: string };
}

/** Of `.pbe` files. */
interface PbeFacts {
  "file-of-record": { readonly record: string };
  "file-of-no-record": { readonly records: readonly string[] };
  /** The record that lies beside it is another set's. */
  "stray-record": { readonly record: string; readonly set: string };
  /** Its set has not taken the old one's place yet. */
  "set-waits": Alone;
  /** A new card of it is not on record yet. */
  "card-waits": { readonly place: string };
  "opens-with-cards": { readonly ids: readonly number[]; readonly kcv: string };
  "opens-with-password": { readonly kcv: string };
  /** Whatever opened it here: `sc-hsm-tool` by itself can't. */
  "stock-tool-fails": { readonly form: "zeros-kept" | "above-prime" };
  /** `threshold`: undefined where nothing shows it. */
  "wrong-quorum": { readonly ids: readonly number[]; readonly threshold: number | undefined };
  "wrong-password": Alone;
  "too-few-to-open": Alone;
  "nothing-to-open-with": Alone;
  "file-not-given": Alone;
}

/** Of the DKEK, which its DKEK shares make. */
interface DkekFacts {
  "shares-missing": { readonly opened: number; readonly of: number };
  "dkek-of-shares": { readonly kcv: string; readonly of: number };
  "number-unrecorded": { readonly of: number };
  "kcv-as-imported": Alone;
  "kcv-unlike-imported": { readonly shown: string; readonly recorded: string };
  "numbers-differ": { readonly numbers: readonly number[] };
  "too-many-sets": { readonly given: number; readonly of: number | undefined };
  "same-share-number": Alone;
  "same-share": Alone;
  "named-kcv-right": { readonly kcv: string; readonly isOpened: boolean };
  "named-kcv-wrong": { readonly kcv: string; readonly found: readonly (string | undefined)[] };
  "named-kcv-open": { readonly kcv: string };
  "kcv-not-compared": { readonly kcv: string | undefined; readonly isNamedByCards: boolean };
}

/** What is in a key backup. */
export type BackedUpKey = Pick<KeyBackup, "keyType" | "keyBits" | "label">;

/** Of key backups. */
interface BackupFacts {
  "would-restore": { readonly key: BackedUpKey; readonly kcv: string | undefined };
  "backup-damaged": { readonly key: BackedUpKey };
  /** The DKEK is known by its KCV alone. */
  "backup-of-kcv": { readonly key: BackedUpKey; readonly kcv: string };
  "backup-untried": { readonly key: BackedUpKey; readonly kcv: string };
  "backup-of-other-dkek": {
    readonly key: BackedUpKey;
    readonly kcv: string;
    readonly known: readonly (string | undefined)[];
    readonly mayLackShare: boolean;
  };
  "request-damaged": Alone;
  "request-not-checkable": Alone;
  "request-right": Alone;
  /** The value is the SHA-256 of the file. */
  "bytes-unprotected": { readonly places: readonly UnprovenBytes[] };
  /** The error's own words are English. */
  "no-key-backup": {
    readonly code: KeyBackupErrorCode;
    /** Byte, from 0. */
    readonly offset: number;
    readonly message: string;
    readonly hint: string | undefined;
  };
}

/** Of any file, since an earlier audit; `was`: what it was called then, if it was called otherwise. */
interface ChangeFacts {
  "file-unchanged": { readonly day: string; readonly was: string | undefined };
  "record-rewritten": { readonly day: string; readonly was: string | undefined };
  "record-grown": {
    readonly day: string;
    readonly was: string | undefined;
    readonly events: number;
  };
  "file-changed": { readonly day: string };
  /** That report does not say how far the record went. */
  "record-changed": { readonly day: string };
  "record-not-grown": { readonly day: string };
  "file-new": { readonly day: string };
  "file-missing": { readonly day: string };
}

/** All facts by their names. */
export interface AuditFacts
  extends CardFacts,
    CardsFacts,
    RecordFacts,
    PbeFacts,
    DkekFacts,
    BackupFacts,
    ChangeFacts {}

/** One fact, or any. */
export type AuditFact<What extends keyof AuditFacts = keyof AuditFacts> = {
  [Name in What]: { readonly what: Name } & AuditFacts[Name];
}[What];

/** The words for every fact, in one language. */
export type AuditTexts = {
  readonly [What in keyof AuditFacts]: (fact: AuditFacts[What]) => string;
};

export function textOf<What extends keyof AuditFacts>(
  texts: AuditTexts,
  fact: AuditFact<What>,
): string {
  return texts[fact.what](fact);
}
