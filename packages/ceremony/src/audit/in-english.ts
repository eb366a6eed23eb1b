import { explainQuorum, WRONG_PASSWORD } from "../refused-opening.js";
import {
  type AuditFact,
  type AuditTexts,
  type BackedUpKey,
  type NewerSet,
  textOf,
} from "./audit-fact.js";
import type { AuditSubject, NamedCard } from "./audit-subject.js";

/** What is found, in English: as reports say it, whatever the language at the terminal. */
export function textInEnglish(fact: AuditFact): string {
  return textOf(TEXTS, fact);
}

/** What a finding is about. */
export function subjectInEnglish(about: AuditSubject): string {
  if (typeof about === "string") return about;
  switch (about.what) {
    case "cards":
      return listOf(about.cards);
    case "cards-together":
      if (about.count === 0) return "the cards";
      return about.count === 1 ? "1 card" : `${about.count} cards`;
    case "set":
      return "the set";
    case "dkek":
      return "the DKEK";
    case "kcv":
      return `the KCV ${about.kcv}`;
  }
}

const TEXTS: AuditTexts = {
  "of-set-not-given": ({ set }) =>
    `belongs to set ${set}, of which neither .pbe nor record was given`,
  "of-older-set": ({ set, ...newer }) => `belongs to set ${set}, ${cameBefore(newer)}`,
  "prime-not-given": () => "its prime is not that of any set that was given",
  "prime-of-older-set": (newer) => `its prime is that of an older set, ${cameBefore(newer)}`,
  "prime-unlike-most": () =>
    "has another prime than most: it belongs to another set, or was copied wrongly",
  "card-right": ({ scheme, replacedBy: later }) => {
    const proof = scheme === "sc-hsm" ? "salt" : "blinding";
    const now = later === undefined ? "" : `; replaced by issue ${later}`;
    return `belongs to the set, and its value and ${proof} are right (by the record)${now}`;
  },
  "card-wrong": ({ mayBeNewer }) =>
    `is not the card that the record knows: a digit of it is wrong${
      mayBeNewer ? ", or it is newer than this copy of the record" : ""
    }`,
  "card-of-other-set": () => "belongs to another set: so its prime or set ID says",
  "card-unknown": () => "the record knows no such card, or no such issue of it",
  "card-without-proof": () =>
    "can't be proven by the record: the card's blinding or salt was not given",
  "card-unrecorded": ({ id }) => unrecorded(`card ${id}`),
  "issue-unrecorded": ({ issue }) => unrecorded(`issue ${issue}`),
  "threshold-unlike-record": ({ said, recorded }) =>
    `says that ${said} cards are needed, and the record that ${recorded} are`,
  "total-above-record": ({ said, recorded }) =>
    `says that there are ${said} cards, and the record knows ${recorded}: its total is wrong, or there is a newer copy of the record`,
  "card-twice": ({ first }) => `the same card as ${first}: counts once`,
  "id-twice-one-right": ({ id, right }) =>
    `share ID ${id} was given twice, and ${right} is the right one`,
  "id-twice": ({ id }) =>
    `share ID ${id} was given twice, with different values: one of them is wrong, and neither was used`,
  "fits-proven-cards": () => "fits the cards that the record proves: its value is right",
  "unlike-proven-cards": () => "does not fit the cards that the record proves: a digit is wrong",
  "contradicts-others": () =>
    "contradicts the other cards: it was copied wrongly, has another ID, or belongs to another set",
  "contradicts-proven": ({ proven }) => {
    const together = proven.length === 1 ? "" : ", together";
    return `contradicts ${listOf(proven)}, which the record proves${together}: this card, or another that is not proven, was copied wrongly or belongs to another set`;
  },

  "primes-differ": () =>
    "they have different primes: cards of different sets, or a prime copied wrongly",
  "thresholds-differ": ({ said }) =>
    `they contradict each other: ${said.join(" or ")} cards are needed`,
  "none-may-be-right": () => "none of them may be right",
  "too-few-for-set": ({ missing, threshold }) =>
    `too few to open the set: ${missing} more of the ${threshold} that are needed`,
  "too-few-to-compare": () =>
    "too few to be checked against each other, and a set takes at least 2",
  "all-of-one-value": () =>
    "all have the same value, and no two cards of a set have: it was typed under several IDs",
  "several-readings": () =>
    "they can be read in more than one way: some have the same mistake, or were made to agree",
  "threshold-unknown": ({ count }) =>
    count < 2
      ? "nothing shows how many cards are needed: the .pbe or the record would tell"
      : `nothing shows how many cards are needed, and ${count} cards always fit each other for the threshold ${count}: more of them, the .pbe or the record would tell`,
  "cards-contradict": ({ tells }) =>
    tells === undefined
      ? "they contradict each other, and too many are wrong to tell which"
      : `they contradict each other: at least one is wrong. Which one, ${tells} cards would tell`,
  "cards-agree": ({ threshold }) =>
    `consistent with each other: any ${threshold} of them restore the same number, as cards that were altered together would`,
  "cards-just-enough": ({ threshold }) =>
    `just as many as are needed: ${threshold} cards always fit each other`,
  "only-file-or-record-shows": ({ count }) =>
    `that ${count === 1 ? "it is" : "they are"} right, only the .pbe file or the record can show`,
  "of-no-set": () =>
    'not used: nothing on them names their set, and as they are they open none of those they may belong to. Add a line "Set: " with the first 20 digits of the set ID to each, or verify one set at a time',

  "record-whole": ({ set, events }) =>
    `well-formed record of set ${set}; its chain of ${countOf(events)} is whole, head`,
  "record-to-compare": () =>
    "whether it is the record that was made then: compare its fingerprint with a printed one",
  "replaces-sets": ({ sets }) =>
    `says that its set has taken the place of set ${sets.join(", ")}, with the same DKEK share`,
  "replaced-by-set": ({ newer, day }) =>
    `that its cards are of no use any more: set ${newer} has taken the place of this one on ${day}, and its cards still open any copy of the old .pbe file, to the same DKEK share`,
  "succeeds-dkek": ({ sets }) =>
    `says that its set is of a new DKEK, which has succeeded that of set ${sets.join(", ")}`,
  "dkek-succeeded": ({ newer, day }) =>
    `that its cards are of no use any more: the DKEK of set ${newer} has succeeded this one on ${day}, and its cards still open any copy of the old .pbe file, which restores every old key backup`,
  "kcv-as-replaced": ({ older }) => `has the same KCV as ${older}, whose set it has replaced`,
  "kcv-unlike-replaced": ({ older }) => `has another KCV than ${older}, whose set it has replaced`,
  "kcv-unlike-older-dkek": ({ older }) =>
    `has another KCV than ${older}, whose DKEK it has succeeded`,
  "kcv-as-older-dkek": ({ older }) =>
    `has the same KCV as ${older}, whose DKEK it has succeeded: nothing was changed by it`,
  "one-suffices": ({ name, cards }) =>
    `WARNING: that nobody can open it alone: ${name} holds a card, and has known cards ${cards.join(", ")}. That is enough to open any copy of the .pbe file`,
  "departed-suffice": ({ people, cards }) =>
    `WARNING: that only its custodians can open it: ${people.join(", ")} hold no card any more, and have known cards ${cards.join(", ")}. That is enough to open any copy of the .pbe file, whatever became of the papers`,
  "commitments-right": ({ count }) => `its ${count} commitments are points of P-224`,
  "commitments-wrong": () => "its commitments are not points of P-224",
  "copy-agrees": ({ longest }) => `agrees with ${longest}, as far as it goes`,
  "copy-contradicts": ({ longest }) => `contradicts ${longest}: two records of one set`,
  "kcv-as-share": ({ index, of }) =>
    `its KCV is the DKEK share's: ${of === 1 ? "the HSM will show it" : `it is DKEK share ${index} of ${of}`}`,
  "kcv-unlike-share": ({ recorded, shown }) =>
    `has the KCV ${recorded}, and the DKEK share's is ${shown}`,

  "file-of-record": ({ record }) => `is the .pbe file that ${record} tells of (SHA-256)`,
  "file-of-no-record": ({ records }) =>
    `is not the .pbe file of ${records.join(", ")} (SHA-256): damaged, or of another set`,
  "stray-record": ({ record, set }) =>
    `${record} beside it is not this file's record, but that of set ${set}: the .pbe file is damaged, or was mixed up; name the right record with --record, or move the stray away`,
  "set-waits": () =>
    "this set has not taken the old one's place yet: it is not confirmed; dkek reissue OLD.pbe --confirm NUMBER --out FOLDER does that",
  "card-waits": ({ place }) =>
    `a new card waits in ${place}, and is not on record yet; dkek reissue with --confirm NUMBER or --drop NUMBER settles it`,
  "opens-with-cards": ({ ids, kcv }) =>
    `opens with cards ${ids.join(", ")} together; KCV of the DKEK share ${kcv}`,
  "opens-with-password": ({ kcv }) => `opens with the password; KCV of the DKEK share ${kcv}`,
  "stock-tool-fails": ({ form }) =>
    `sc-hsm-tool's own import can't open this set: ${
      form === "zeros-kept"
        ? "its password begins with a zero byte, which it drops"
        : "its password is larger than the prime, as could happen before OpenSC 0.16, and it restores what is left"
    }. dkek import can; better still, make a new set`,
  "wrong-quorum": (quorum) => told(explainQuorum(quorum)),
  "wrong-password": () => told(WRONG_PASSWORD),
  "too-few-to-open": () => "was not opened: there are too few cards that may be right",
  "nothing-to-open-with": () => "was not opened: nothing was given to open it with",
  "file-not-given": () => "was not opened: its .pbe file was not given",

  "shares-missing": ({ opened, of }) =>
    `not known as a whole: ${opened} of its ${of} DKEK shares were opened`,
  "dkek-of-shares": ({ kcv, of }) => `KCV ${kcv}, from ${of} DKEK shares`,
  "number-unrecorded": ({ of }) => `that it has ${of} DKEK shares, no record says`,
  "kcv-as-imported": () => "its KCV is the one on record, as an HSM showed it at an import",
  "kcv-unlike-imported": ({ shown, recorded }) =>
    `its KCV is ${shown}, and the record of an import says ${recorded}`,
  "numbers-differ": ({ numbers }) =>
    `its records contradict each other: ${numbers.join(" or ")} DKEK shares`,
  "too-many-sets": ({ given, of }) =>
    `${given} sets were given, and the records tell of ${of} DKEK shares: audit one DKEK at a time`,
  "same-share-number": () =>
    "two records are of the same one of its DKEK shares: audit one DKEK at a time",
  "same-share": () =>
    "the same DKEK share is in two .pbe files: in the DKEK they cancel each other out",
  "named-kcv-right": ({ kcv, isOpened }) =>
    `the KCV that was named, ${kcv}, is ${isOpened ? "the DKEK's" : "the one on record"}`,
  "named-kcv-wrong": ({ kcv, found }) => `its KCV is ${found.join(", ")}, not ${kcv}, as was named`,
  "named-kcv-open": ({ kcv }) => `whether its KCV is ${kcv}: it was not put together`,
  "kcv-not-compared": ({ kcv, isNamedByCards }) =>
    `its KCV ${kcv} was not compared with anything: ${
      isNamedByCards
        ? "its .pbe is the one that its cards name, by 80 bits of its SHA-256"
        : "a .pbe that is damaged in bytes 17 to 32 opens all the same, to a wrong DKEK share"
    }. Compare it with what the HSM shows, or give a record, the KCV from elsewhere or a key backup as well`,

  "would-restore": ({ key, kcv }) =>
    `${described(key)}: belongs to the DKEK ${kcv}, and would restore`,
  "backup-damaged": ({ key }) => `${described(key)}: damaged, it would not restore`,
  "backup-of-kcv": ({ key, kcv }) =>
    `${described(key)}: belongs to the DKEK ${kcv} by its KCV; that it would restore, only the whole DKEK can show`,
  "backup-untried": ({ key, kcv }) =>
    `${described(key)}: under the DKEK ${kcv}; that this is the right one, and that it would restore, only the whole DKEK can show`,
  "backup-of-other-dkek": ({ key, kcv, known, mayLackShare }) =>
    `${described(key)}: under another DKEK, KCV ${kcv}, not ${known.join(", ")}${
      mayLackShare ? ", unless a DKEK share is missing here" : ""
    }`,
  "request-damaged": () =>
    "the public key beside the wrapped key is damaged: its signature is wrong",
  "request-not-checkable": () =>
    "the signature of the certificate request: its algorithm is not known here",
  "request-right": () =>
    "the certificate request beside the wrapped key is signed by its own key; that it is the wrapped one is the HSM's word",
  "bytes-unprotected": ({ places }) => {
    const named = places.map(({ what, start, end }) => `${what} (bytes ${start + 1} to ${end})`);
    return `not protected by the DKEK, so that a change would not show: ${named.join(", ")}; compare the SHA-256 with one noted then`;
  },
  "no-key-backup": ({ message, hint }) => `would not restore: ${message}; ${hint}`,

  "file-unchanged": ({ day, was }) =>
    was === undefined
      ? `is byte for byte what it was at ${audit(day)}`
      : `is byte for byte what was called ${was} at ${audit(day)}`,
  "record-rewritten": ({ day, was }) =>
    `says what it said at ${audit(day)}${called(was)}, only written in another way`,
  "record-grown": ({ day, was, events }) =>
    `has grown by ${countOf(events)} since ${audit(day)}${called(was)}; nothing before has changed`,
  "file-changed": ({ day }) => `has changed since ${audit(day)}`,
  "record-changed": ({ day }) =>
    `has changed since ${audit(day)}: a record grows with every event, and that report does not say how far it went`,
  "record-not-grown": ({ day }) =>
    `has changed since ${audit(day)}: it has not grown from the record of then`,
  "file-new": ({ day }) => `was not there at ${audit(day)}`,
  "file-missing": ({ day }) => `was there at ${audit(day)}, and was not given now`,
};

function listOf(cards: readonly NamedCard[]): string {
  return cards.map(({ name, id }) => `${name} (card ${id})`).join(", ");
}

function cameBefore({ newer, hasSameDkek }: NewerSet): string {
  return hasSameDkek
    ? `which set ${newer} has replaced: with others of its set it opens any old copy of that .pbe file, to the same DKEK share`
    : `whose DKEK that of set ${newer} has succeeded: with others of its set it opens any copy of that .pbe file, to the old DKEK`;
}

function unrecorded(what: string): string {
  return `its numbers are proven; this copy of the record knows no ${what}: get a newer one`;
}

function described({ keyType, keyBits, label }: BackedUpKey): string {
  const size = keyBits === undefined ? ", size unknown" : ` ${keyBits}`;
  return `${keyType} key${size}, ${label === undefined ? "no label" : `label "${label}"`}`;
}

function told({ message, hint }: { readonly message: string; readonly hint: string }): string {
  return `${message}: ${hint}`;
}

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}

function audit(day: string): string {
  return `the audit of ${day}`;
}

function called(was: string | undefined): string {
  return was === undefined ? "" : `, where it was called ${was}`;
}
