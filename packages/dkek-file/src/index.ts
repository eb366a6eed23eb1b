export { DKEK_SHARE_LENGTH_BYTES, xorDkekShares } from "./dkek-share.js";
export { inlineEngine } from "./inline-engine.js";
export { type Kcv, kcvOf, parseKcv } from "./kcv.js";
export { PBE_ITERATIONS } from "./key-material.js";
export type { DerivationOptions, EngineOptions, PbeEngine } from "./pbe-engine.js";
export { PbeError, type PbeErrorCode } from "./pbe-error.js";
export {
  encodePbe,
  PBE_LENGTH_BYTES,
  type PbeFile,
  parsePbe,
  SALT_LENGTH_BYTES,
} from "./pbe-file.js";
