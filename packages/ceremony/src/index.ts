export type { Card } from "./card.js";
export { parsePrime, parseShareId, parseShareValue } from "./card-fields.js";
export { formatCardText, parseCardText } from "./card-text.js";
export { CeremonyError, type CeremonyErrorCode } from "./ceremony-error.js";
export {
  type CreateOptions,
  type CreateStep,
  createSet,
  createWithPassword,
  type NewSet,
  type Sharing,
} from "./create-set.js";
export { requireCardsOfRecord, requireKcvOfRecord } from "./hold-to-record.js";
export { mixedRandom } from "./mixed-random.js";
export { type Opened, openWithPassword, openWithQuorum } from "./open-set.js";
export { type Destination, type ImportKnowledge, planImport } from "./plan-import.js";
export { checkQuorum, type Quorum } from "./quorum.js";
export {
  formatRecord,
  parseRecord,
  requireRecordOf,
  type SetRecord,
  withImport,
} from "./record.js";
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
export { type SetId, setIdOf, shortSetId } from "./set-id.js";
export { FINGERPRINT_BYTES, fingerprintOf } from "./words/fingerprint.js";
export { bytesOf, wordsOf } from "./words/words.js";
