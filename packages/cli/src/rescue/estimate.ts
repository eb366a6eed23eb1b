import { Candidates, type RescueMaterial, type Wave } from "@dkek/ceremony/rescue";
import { progress } from "../terminal/progress.js";
import { inTurns } from "./in-turns.js";

/** How many passwords a wave has. */
export interface WaveSize {
  readonly wave: Wave;
  readonly passwords: number;
  /** Not counted to the end. */
  readonly isRough: boolean;
}

/** Counting is no work that anybody should wait for. */
const COUNTING_MILLISECONDS = 500;

/**
 * Counts the passwords of each wave before the search, and those of a large one as far as that is quick.
 *
 * @throws the signal's reason.
 */
export async function estimate(
  material: RescueMaterial,
  waves: readonly Wave[],
  signal: AbortSignal,
): Promise<WaveSize[]> {
  const candidates = new Candidates(material);
  using shown = progress();
  const sizes: WaveSize[] = [];
  for (const wave of waves) {
    sizes.push({ wave, ...(await count(candidates, wave, signal)) });
    shown.update("counting what can be tried", sizes.length / waves.length);
  }
  return sizes;
}

async function count(
  candidates: Candidates,
  wave: Wave,
  signal: AbortSignal,
): Promise<Omit<WaveSize, "wave">> {
  // Cards that agree are no accident: of others there are none.
  if (wave.kind === "agreeing") return { passwords: 0, isRough: true };
  const deadline = performance.now() + COUNTING_MILLISECONDS;
  let passwords = 0;
  for await (const candidate of inTurns(candidates.of(wave))) {
    signal.throwIfAborted();
    if (candidate !== undefined) passwords += 1;
    else if (performance.now() > deadline) {
      return { passwords: Math.max(passwords, candidates.roughly(wave)), isRough: true };
    }
  }
  return { passwords, isRough: false };
}
