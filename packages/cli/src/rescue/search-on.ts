import type { RescueMaterial } from "@dkek/ceremony/rescue";
import type { PbeFile } from "@dkek/dkek-file";
import { CliError } from "../cli-error.js";
import { progress } from "../terminal/progress.js";
import {
  dropCheckpoint,
  type Place,
  readCheckpoint,
  type SearchName,
  START,
  writeCheckpoint,
} from "./checkpoint.js";
import { roughly } from "./duration.js";
import type { WaveSize } from "./estimate.js";
import { type Hit, search } from "./search.js";
import type { PlacedSettings } from "./settings.js";
import { tell } from "./tell.js";
import { waveText } from "./wave-text.js";

/** How a search ended. */
export interface SearchEnd {
  readonly hit: Hit | undefined;
  /** How far it is; undefined once all of this part was tried. */
  readonly place: Place | undefined;
}

const NOTED_EVERY_MILLISECONDS = 3000;

/**
 * Searches, from where an earlier search ended, until the password is found, all is tried, or the time is
 * up; notes every few seconds how far it is.
 *
 * @throws {CliError} `checkpoint-other`, `checkpoint-malformed`; the signal's reason.
 */
export async function searchOn(
  pbe: PbeFile,
  material: RescueMaterial,
  sizes: readonly WaveSize[],
  speed: number,
  { part, threads, maxMilliseconds, checkpoint }: PlacedSettings,
  name: SearchName,
  signal: AbortSignal,
): Promise<SearchEnd> {
  const from = await readCheckpoint(checkpoint, name);
  if (from !== undefined) tell(`goes on from ${checkpoint}: ${placeText(from, sizes, material)}`);
  let place = from ?? START;
  let noted = { place, at: performance.now() };
  const note = (): void => {
    if (place.wave === noted.place.wave && place.settled === noted.place.settled) return;
    noted = { place, at: performance.now() };
    try {
      writeCheckpoint(checkpoint, name, place);
    } catch (error) {
      // A full disk must not end a search of days.
      if (!(error instanceof CliError)) throw error;
      tell(`${error.message}; ${error.hint}`);
    }
  };
  const timeUp = new AbortController();
  const timer =
    maxMilliseconds === undefined ? undefined : setTimeout(() => timeUp.abort(), maxMilliseconds);
  using shown = progress();
  if (from !== undefined) shown.update("going to where it was", 0);
  try {
    const hit = await search(
      pbe,
      material,
      sizes.map(({ wave }) => wave),
      {
        part,
        from: place,
        threads,
        signal: AbortSignal.any([signal, timeUp.signal]),
        onProgress: (reached, worked) => {
          place = reached;
          const size = sizes[reached.wave];
          if (size !== undefined) {
            const all = Math.max(size.passwords / part.of, worked, 1);
            const left = `${Math.floor(worked)} of ${size.isRough ? "about " : ""}${Math.ceil(all)}, ${roughly((all - worked) / speed)} left`;
            shown.update(waveText(size.wave, material.readings.length), worked / all, left);
          }
          if (performance.now() - noted.at > NOTED_EVERY_MILLISECONDS) note();
        },
      },
    );
    // Kept until all is reported: should that fail, the search goes on right before what it has found.
    if (hit === undefined) dropCheckpoint(checkpoint);
    else note();
    return { hit, place: undefined };
  } catch (error) {
    if (!signal.aborted && !timeUp.signal.aborted) throw error;
    note();
    if (signal.aborted) tell(`${checkpoint} notes how far it is: the same command goes on`);
    signal.throwIfAborted();
    return { hit: undefined, place };
  } finally {
    clearTimeout(timer);
  }
}

/** How far a search is, in words. */
export function placeText(
  { wave, settled }: Place,
  sizes: readonly WaveSize[],
  { readings }: RescueMaterial,
): string {
  const size = sizes[wave];
  if (size === undefined) return "all was tried";
  return `${settled} passwords tried of "${waveText(size.wave, readings.length)}"`;
}
