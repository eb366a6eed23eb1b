import { md5 } from "@noble/hashes/legacy.js";
import { concatBytes } from "@noble/hashes/utils.js";
import type { PbeFile } from "../pbe-file.js";
import { isRightKey } from "../pbe-work.js";
import type { Work } from "../work.js";
import { type Kernel, type Md5Chains, md5Chains } from "./md5-chains.js";

const DIGEST_BYTES = 16;
/** Of the three, those that show whether a password is right. */
const DIGESTS = 2;
/** A few milliseconds of work. */
const HASHES_PER_CALL = 30_000;

/**
 * Tries several passwords on a `.pbe` file together: works out the first two digests of each, and looks at
 * the padding, all of it (see `openWork`).
 *
 * @param passwords 1 to `lanesOf(kernel)`, each of 1 byte or more; wiped when the work has begun.
 * @returns the place of the one that opens the file; undefined if none does.
 */
export function* tryWork(
  pbe: PbeFile,
  passwords: readonly Uint8Array[],
  iterations: number,
  kernel: Kernel,
): Work<number | undefined> {
  const chains = md5Chains(passwords.length, kernel);
  const salted = passwords.map((password) => concatBytes(password, pbe.salt));
  const keys = passwords.map(() => new Uint8Array(DIGESTS * DIGEST_BYTES));
  for (const password of passwords) password.fill(0);
  try {
    for (let nth = 0; nth < DIGESTS; nth++) {
      const start = nth * DIGEST_BYTES;
      for (const [lane, message] of salted.entries()) {
        const before = keys[lane]?.subarray(0, start) ?? new Uint8Array();
        // D2 begins with D1, and so on: EVP_BytesToKey of OpenSSL.
        begin(chains, lane, concatBytes(before.subarray(-DIGEST_BYTES), message));
      }
      yield* hashed(chains, iterations, (done) => (nth + done) / DIGESTS);
      for (const [lane, key] of keys.entries()) end(chains, lane, key.subarray(start));
    }
    const right = keys.findIndex((key) => isRightKey(pbe, key));
    return right === -1 ? undefined : right;
  } finally {
    chains.wipe();
    for (const secret of [...salted, ...keys]) secret.fill(0);
  }
}

/** The first hash of a message, which the chain goes on with. Wipes the message. */
function begin(chains: Md5Chains, lane: number, message: Uint8Array): void {
  const digest = md5(message);
  message.fill(0);
  const words = new Int32Array(DIGEST_BYTES / 4);
  const view = new DataView(digest.buffer, digest.byteOffset, DIGEST_BYTES);
  for (let word = 0; word < words.length; word++) words[word] = view.getInt32(4 * word, true);
  chains.write(lane, words);
  digest.fill(0);
  words.fill(0);
}

/** All hashes but the first, in calls that begin short: see `Md5Chains.hash`. */
function* hashed(
  chains: Md5Chains,
  iterations: number,
  fraction: (done: number) => number,
): Work<void> {
  for (let done = 1, call = 1; done < iterations; call = Math.min(2 * call, HASHES_PER_CALL)) {
    const hashes = Math.min(call, iterations - done);
    chains.hash(hashes);
    done += hashes;
    yield fraction(done / iterations);
  }
}

/** @param into gets the 16 bytes. */
function end(chains: Md5Chains, lane: number, into: Uint8Array): void {
  const words = new Int32Array(DIGEST_BYTES / 4);
  chains.read(lane, words);
  const view = new DataView(into.buffer, into.byteOffset, DIGEST_BYTES);
  for (const [word, value] of words.entries()) view.setInt32(4 * word, value, true);
  words.fill(0);
}
