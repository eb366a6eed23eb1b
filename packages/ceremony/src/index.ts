export { type Assignment, assignCards, nameOf } from "./audit/assign-cards.js";
export { type AuditedSet, type AuditResult, audit } from "./audit/audit.js";
export {
  type AuditFact,
  type AuditFacts,
  type AuditTexts,
  type BackedUpKey,
  type NewerSet,
  textOf,
} from "./audit/audit-fact.js";
export type { AuditSubject, NamedCard } from "./audit/audit-subject.js";
export {
  compareWithReport,
  type EarlierReport,
  parseEarlierReport,
} from "./audit/earlier-report.js";
export { type Finding, unproven, wrong } from "./audit/finding.js";
export { subjectInEnglish, textInEnglish } from "./audit/in-english.js";
export { inOrder } from "./audit/in-order.js";
export type { Material, Named, SetMaterial } from "./audit/material.js";
export { type AuditMethod, methodsOf } from "./audit/methods.js";
export { tryHeaps } from "./audit/try-heaps.js";
export { type Card, type WholeCard, wipeCard } from "./card.js";
export { parsePrime, parseShareId, parseShareValue } from "./card-fields.js";
export { proofPart, rowsOf } from "./card-rows.js";
export { isSheetText, SHEET_MARK } from "./card-sheet-text.js";
export { formatCardString, looksLikeCardString, parseCardString } from "./card-string.js";
export { formatCardText, parseCardText } from "./card-text.js";
export { CeremonyError, type CeremonyErrorCode } from "./ceremony-error.js";
export { type CardVerdict, checkCard, checkCards } from "./check-card.js";
export {
  completeFromKnown,
  completeFromRecord,
  isWhole,
  type KnownSet,
} from "./complete-card.js";
export {
  type CreateOptions,
  type CreateStep,
  createSet,
  createWithPassword,
  type NewSet,
} from "./create-set.js";
export type { Sharing } from "./deal-cards.js";
export {
  type CardEntry,
  dropDraft,
  objectionTo,
  questionOf,
  startEntry,
  stepBack,
  takeCard,
  takeLine,
} from "./entry/card-entry.js";
export type { EntryFault, NumberFault } from "./entry/entry-fault.js";
export type { EntryKnown } from "./entry/entry-known.js";
export type { EntryQuestion, EntryStep } from "./entry/entry-step.js";
export {
  type Proofreading,
  proofreadCode,
  proofreadRow,
  rowsToProofread,
} from "./entry/proofreading.js";
export { scannedPart } from "./entry/scanned-part.js";
export { requireCardsOfRecord, requireKcvOfRecord } from "./hold-to-record.js";
export { mixedRandom } from "./mixed-random.js";
export { requireDistinctShares, requireOneDkek } from "./one-dkek.js";
export { type Opened, openWithPassword, openWithQuorum } from "./open-set.js";
export {
  type Destination,
  type ImportKnowledge,
  type ImportPlan,
  planImport,
  type ShareAtHand,
} from "./plan-import.js";
export { checkQuorum, type Quorum } from "./quorum.js";
export { fingerprintWords, headOf, withEvent } from "./record/chain.js";
export { commitmentsFingerprint } from "./record/commitments-fingerprint.js";
export {
  olderSets,
  replacedBySet,
  setsOfOlderDkeks,
  succeededBySet,
} from "./record/generations.js";
export { latestCards, type RecordedCard, recordedCards, totalNow } from "./record/issued-cards.js";
export { formatRecord, parseRecord, requireRecordOf } from "./record/parse-record.js";
export type { OlderSet, RecordEvent, SetRecord } from "./record/record.js";
export { recordedDkekKcv, recordedImports } from "./record/record-facts.js";
export { recordSchema } from "./record/record-schema.js";
export {
  type CardHolders,
  type Departed,
  departed,
  type KnowsEnough,
  knowEnoughAlone,
  whoKnew,
} from "./record/who-knew.js";
export { CHECK_DIGITS, DATA_DIGITS_MAX } from "./rows/check-digits.js";
export { checkRow } from "./rows/check-row.js";
export { encodeRows } from "./rows/encode-rows.js";
export { adviseOnRow, type RowAdvice } from "./rows/row-advice.js";
export {
  type KnownRows,
  ROW_PARTS,
  type RowPart,
  type RowPlace,
  rowsOfCard,
} from "./rows/row-place.js";
export type { RowFault, RowSuspect, RowVerdict } from "./rows/row-verdict.js";
export { SCHEMES, type SchemeName, schemeOf } from "./scheme.js";
export { belongsTo, type SetId, type SetPrefix, setIdOf, setPrefix, shortSetId } from "./set-id.js";
export { sharesToCome } from "./shares-to-come.js";
export { FINGERPRINT_BYTES, fingerprintOf } from "./words/fingerprint.js";
export { bytesOf, wordsOf } from "./words/words.js";
