import { mixedRandom } from "@dkek/ceremony";
import { type RandomSource, systemRandom } from "@dkek/foundation";

/** How many bytes of the HSM's own randomness are mixed in. */
const HSM_RANDOM_BYTES = 64;

/** @param mixHsm the reader of the HSM whose random bytes are mixed in; none, if absent. */
export async function randomSource(
  mixHsm: string | undefined,
  signal: AbortSignal,
): Promise<RandomSource> {
  if (mixHsm === undefined) return systemRandom;
  const { connect, reachable } = await import("../hsm/connect.js");
  await using connection = await connect(await reachable(mixHsm, signal), signal);
  return mixedRandom(await connection.hsm.challenge(HSM_RANDOM_BYTES));
}
