import { createHash } from "node:crypto";
import type { RandomSource } from "@dkek/foundation";

/** Looks random, and is the same each time: SHAKE256 over a seed and a counter. */
export function seededRandom(seed: string): RandomSource {
  let calls = 0;
  return (length) => {
    const hash = createHash("shake256", { outputLength: length }).update(`${seed} ${calls++}`);
    return Uint8Array.from(hash.digest());
  };
}
