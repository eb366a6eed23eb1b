import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { CliError } from "../cli-error.js";

const LENGTH_MIN_CHARACTERS = 10;

/**
 * How many guesses a password must withstand, as a power of ten. A guess costs an attacker 20
 * million MD5 hashes, of which a fast graphics card does some 5 × 10^10 a second: 10^12 guesses keep
 * it busy for a dozen years.
 */
const GUESSES_MIN_LOG10 = 12;

/**
 * Refuses a password that is short, common or made of common pieces. Unlike an HSM, a `.pbe` file
 * does not count the tries.
 *
 * @throws {CliError} `weak-password`.
 */
export function requireStrong(password: string): void {
  if ([...password].length < LENGTH_MIN_CHARACTERS) {
    throw new CliError("weak-password", `shorter than ${LENGTH_MIN_CHARACTERS} characters`, {
      hint,
    });
  }
  const { guessesLog10 } = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(
    password,
  );
  if (guessesLog10 < GUESSES_MIN_LOG10) {
    throw new CliError(
      "weak-password",
      `too easy to guess: about 10^${Math.floor(guessesLog10)} tries, where 10^${GUESSES_MIN_LOG10} are asked for`,
      { hint },
    );
  }
}

const hint =
  "five or more random words are strong and can be typed; cards (--threshold, --total) are stronger";
