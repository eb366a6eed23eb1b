import { HsmError } from "./hsm-error.js";

/**
 * Makes sure that the user PIN may be presented: a wrong one costs a try.
 *
 * @param hsm - which one, for messages: "HSM DENK0123456"
 * @param tries - how many are left; undefined where the card does not tell
 * @param allowLastTry - go on where a wrong one would block it
 * @throws {HsmError} `blocked-pin`, `last-try`
 */
export function demandUserPinTries(
  hsm: string,
  tries: number | undefined,
  allowLastTry: boolean,
): void {
  if (tries === 0) throw blockedUserPin(hsm);
  if (allowLastTry || (tries !== undefined && tries > 1)) return;
  throw new HsmError(
    "last-try",
    tries === 1
      ? `one try is left for the user PIN of ${hsm}`
      : `${hsm} does not tell how many tries are left for its user PIN`,
    { hint: "a wrong one blocks it: be sure of the PIN, then allow it with --last-try" },
  );
}

/** @param hsm - which one, for messages: "HSM DENK0123456" */
export function blockedUserPin(hsm: string): HsmError {
  return new HsmError("blocked-pin", `the user PIN of ${hsm} is blocked`, {
    hint: "the keys are still there: dkek hsm unblock takes the SO-PIN, and gives it its tries back",
  });
}
