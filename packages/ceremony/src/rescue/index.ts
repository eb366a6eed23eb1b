export { type Candidate, passwordOf } from "./candidate.js";
export { Candidates, plannedWaves } from "./candidates.js";
export { hasFittingLength } from "./choices.js";
export type { Difference } from "./differences.js";
export { explanations } from "./explanations.js";
export type { RescueMaterial } from "./material.js";
export { isLegible } from "./open-digits.js";
export {
  isRight,
  outcomeOf,
  type Rescued,
  type RescueOutcome,
  type WrongParts,
} from "./outcome.js";
export { AGES, type Age } from "./passwords.js";
export { readDamagedCard, readingOf } from "./read-damaged.js";
export type { Reading } from "./reading.js";
export { settleByRecord } from "./settle.js";
export { type Wave, wavesOf } from "./waves.js";
