// The entry of @dkek/sss/verifiable: apart from the main one, because the curve takes 15 ms to load.
export type { BlindedShare } from "./blinded-share.js";
export { blindedShareAt } from "./blinded-share-at.js";
export { type Commitments, parseCommitments } from "./commitments.js";
export { isCommitted } from "./is-committed.js";
export { splitVerifiably, type VerifiableSet } from "./split-verifiably.js";
export { type CheckOptions, type CheckStep, uncommittedIds } from "./uncommitted-ids.js";
