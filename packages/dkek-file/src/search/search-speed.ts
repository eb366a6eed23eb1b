import { availableParallelism } from "node:os";
import { SecretBytes } from "@dkek/foundation";
import { randomBytes } from "@noble/hashes/utils.js";
import { PBE_ITERATIONS } from "../key-material.js";
import { encodePbe, parsePbe } from "../pbe-file.js";
import { bestKernel, lanesOf } from "./md5-chains.js";
import { type SearchOptions, searchPassword } from "./search-password.js";

/** Enough to be compiled for good, and a fraction of a second more. */
const ITERATIONS = [200_000, 1_000_000] as const;

/**
 * How many passwords a second {@link searchPassword} tries on this machine, with all threads at work:
 * measured for about half a second.
 */
export async function searchSpeed({
  threads = availableParallelism(),
  kernel = bestKernel(),
}: Pick<SearchOptions, "threads" | "kernel"> = {}): Promise<number> {
  const count = threads * lanesOf(kernel);
  const pbe = parsePbe(encodePbe({ salt: randomBytes(8), ciphertext: randomBytes(48) }));
  const [short, long] = ITERATIONS;
  const seconds = async (iterations: number): Promise<number> => {
    const passwords = Array.from({ length: count }, () => SecretBytes.own(randomBytes(8)));
    const started = performance.now();
    await searchPassword(pbe, passwords, { iterations, threads, kernel });
    return (performance.now() - started) / 1000;
  };
  // Starting the threads costs both of them the same.
  const difference = -(await seconds(short)) + (await seconds(long));
  const perPassword = (difference / (long - short)) * (PBE_ITERATIONS / count);
  return 1 / Math.max(perPassword, Number.EPSILON);
}
