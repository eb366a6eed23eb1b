export { type Confirmed, confirmIssue, isOnRecord, newCardAmong } from "./confirm-issue.js";
export {
  givePlace,
  hasTakenPlace,
  type ProvenSoFar,
  provenSoFar,
  requireOldRecords,
  requireSameShare,
  takePlace,
  withProofs,
} from "./confirm-new-set.js";
export { type Issue, issueCard } from "./issue-card.js";
export { groupedNumber, oneTimeNumber } from "./one-time-number.js";
export {
  formatPendingSet,
  olderSetOf,
  type PendingBackup,
  type PendingNewDkek,
  type PendingNewSet,
  parsePendingSet,
  setsBefore,
} from "./pending-new-set.js";
export {
  formatPending,
  NUMBER_DIGITS,
  type PendingReissue,
  parsePending,
} from "./pending-reissue.js";
export {
  type CardOrder,
  type IssuingSet,
  issuingSetOf,
  type PlannedCard,
  planCard,
} from "./plan-card.js";
