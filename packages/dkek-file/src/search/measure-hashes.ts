import { type Kernel, lanesOf, md5Chains } from "./md5-chains.js";

/** By then V8 has compiled what runs, and the threads that were started together all run. */
const WARM_UP_MS = 150;
const MEASURED_MS = 300;
/** A few milliseconds of work. */
const HASHES_PER_CALL = 30_000;

/** Hashes a second that this thread works out, with as many chains as the kernel takes at once. */
export function measureHashes(kernel: Kernel): number {
  const lanes = lanesOf(kernel);
  const chains = md5Chains(lanes, kernel);
  const hashFor = (ms: number): number => {
    const start = performance.now();
    let hashes = 0;
    for (let call = 1; ; call = Math.min(2 * call, HASHES_PER_CALL)) {
      chains.hash(call);
      hashes += call * lanes;
      const elapsed = performance.now() - start;
      if (elapsed >= ms) return (hashes / elapsed) * 1000;
    }
  };
  hashFor(WARM_UP_MS);
  const speed = hashFor(MEASURED_MS);
  chains.wipe();
  return speed;
}
