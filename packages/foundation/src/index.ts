export { DkekError, type DkekErrorOptions } from "./error.js";
export { type RandomSource, systemRandom } from "./random.js";
export { SecretBytes } from "./secret-bytes.js";
