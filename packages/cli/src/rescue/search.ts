import {
  type Candidate,
  Candidates,
  passwordOf,
  type RescueMaterial,
  type Wave,
} from "@dkek/ceremony/rescue";
import type { PbeFile } from "@dkek/dkek-file";
import { searchPassword } from "@dkek/dkek-file/worker";
import type { SecretBytes } from "@dkek/foundation";
import type { Place } from "./checkpoint.js";
import { inTurns } from "./in-turns.js";
import type { Part } from "./settings.js";

export interface SearchOptions {
  readonly part: Part;
  /** Where to go on. */
  readonly from: Place;
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** For tests alone; see `EngineOptions`. */
  readonly iterations?: number;
  /** @param worked how many passwords of this wave are done, with fractions. */
  readonly onProgress: (place: Place, worked: number) => void;
}

/** The password is found. */
export interface Hit {
  readonly wave: Wave;
  readonly candidate: Candidate;
}

/**
 * Tries all that can be the password, wave by wave, from a place on; of each wave, every so many-th that
 * is this part's.
 *
 * @returns undefined if none opens the file.
 * @throws {PbeError} `derivation-aborted`, by the signal; `derivation-failed`.
 */
export async function search(
  pbe: PbeFile,
  material: RescueMaterial,
  waves: readonly Wave[],
  { part, from, threads, signal, iterations, onProgress }: SearchOptions,
): Promise<Hit | undefined> {
  const candidates = new Candidates(material);
  for (const [nth, wave] of waves.entries()) {
    // Nothing of what agrees is left out later.
    if (nth < from.wave && wave.kind === "agreeing") continue;
    const skipped =
      nth < from.wave ? Number.POSITIVE_INFINITY : nth === from.wave ? from.settled : 0;
    const own = ownOf(candidates.of(wave), part);
    // Also of a wave that is done: what it had does not come again.
    await skip(own, skipped, signal);
    if (nth < from.wave) continue;
    const tried = new Map<number, Candidate>();
    const looking = new AbortController();
    let right: number | undefined;
    try {
      right = await searchPassword(pbe, passwords(own, tried, looking.signal), {
        signal,
        ...(threads === undefined ? {} : { threads }),
        ...(iterations === undefined ? {} : { iterations }),
        onProgress: ({ settled, worked }) => {
          for (const index of tried.keys()) if (index < settled) tried.delete(index);
          onProgress({ wave: nth, settled: skipped + settled }, skipped + worked);
        },
      });
    } finally {
      looking.abort();
    }
    if (right === undefined) continue;
    const candidate = tried.get(right);
    if (candidate === undefined) throw new Error("a password that nobody gave");
    return { wave, candidate };
  }
  return undefined;
}

type Stream = AsyncGenerator<Candidate | undefined>;

/** Of all candidates of a wave, this part's. */
async function* ownOf(all: Iterable<Candidate | undefined>, { nth, of }: Part): Stream {
  let place = 0;
  for await (const candidate of inTurns(all)) {
    if (candidate === undefined) yield undefined;
    else if (place++ % of === nth - 1) yield candidate;
  }
}

async function skip(stream: Stream, count: number, signal: AbortSignal): Promise<void> {
  for (let left = count; left > 0; ) {
    const { done, value } = await stream.next();
    signal.throwIfAborted();
    if (done) return;
    if (value !== undefined) left -= 1;
  }
}

/**
 * @param tried gets those that are on the way, by their places.
 * @param signal ends it, which may look for the next one for long.
 */
async function* passwords(
  stream: Stream,
  tried: Map<number, Candidate>,
  signal: AbortSignal,
): AsyncGenerator<SecretBytes> {
  let place = 0;
  for await (const candidate of stream) {
    if (signal.aborted) return;
    if (candidate === undefined) continue;
    tried.set(place++, candidate);
    yield passwordOf(candidate);
  }
}
