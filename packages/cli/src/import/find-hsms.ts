import { HsmError } from "@dkek/hsm";
import { allReachable, connect, type Place, reachable } from "../hsm/connect.js";
import { progress } from "../terminal/progress.js";
import { type ChosenHsms, chooseHsms, type SeenCard } from "./choose-hsms.js";
import { foundText } from "./found-text.js";
import type { HsmChoice } from "./settings.js";

/**
 * Finds the HSMs that are meant, before people bring their cards. Where several may be meant, looks at
 * every card there is, changing nothing, and says on standard error what it found.
 *
 * @throws {HsmError} saying what is missing.
 * @throws the signal's reason, once it is aborted.
 */
export async function findHsms(choice: HsmChoice, signal: AbortSignal): Promise<ChosenHsms> {
  if (choice.by === "reader") {
    const place = await reachable(choice.reader, signal);
    return { targets: [{ place, serial: undefined }], unreadable: [], skipped: [] };
  }
  const seen = await lookAtAll(await allReachable(signal), signal);
  const chosen = chooseHsms(seen, choice);
  process.stderr.write(foundText(seen, chosen));
  return chosen;
}

/** All at once: each in a program of its own. */
async function lookAtAll(places: readonly Place[], signal: AbortSignal): Promise<SeenCard[]> {
  using shown = progress();
  let done = 0;
  shown.update("looking at the HSMs", 0);
  return await Promise.all(
    places.map(async (place) => {
      const seen = await lookAt(place, signal);
      done += 1;
      shown.update("looking at the HSMs", done / places.length);
      return seen;
    }),
  );
}

async function lookAt(place: Place, signal: AbortSignal): Promise<SeenCard> {
  try {
    await using connection = await connect(place, signal);
    return { place, status: await connection.hsm.status() };
  } catch (error) {
    if (error instanceof HsmError) return { place, error };
    throw error;
  }
}
