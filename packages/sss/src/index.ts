export { type CombineOptions, combine } from "./combine.js";
export { fittingThreshold } from "./fitting-threshold.js";
export { type PrimeField, primeField } from "./prime-field.js";
export { generateSafePrime } from "./safe-prime.js";
export type { Share } from "./share.js";
export { shareAt } from "./share-at.js";
export { SharingError, type SharingErrorCode } from "./sharing-error.js";
export { type SplitOptions, split } from "./split.js";
