import { randomBytes } from "@noble/hashes/utils.js";

/**
 * Where random bytes come from: returns `length` fresh, uniformly random bytes that the caller owns.
 * Injected wherever randomness is needed, so that tests can script it and a ceremony can mix in the
 * HSM's own generator.
 */
export type RandomSource = (length: number) => Uint8Array;

/** The operating system's generator, through Web Crypto. */
export const systemRandom: RandomSource = (length) => randomBytes(length);
