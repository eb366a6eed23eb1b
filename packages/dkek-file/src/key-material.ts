import { md5 } from "@noble/hashes/legacy.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { md5Chain } from "./md5-chain.js";
import type { Work } from "./work.js";

/** How often each digest is hashed in every real .pbe file (`hash_count` in sc-hsm-tool.c). */
export const PBE_ITERATIONS = 10_000_000;

/** Of AES-256 and of its block, and so of the initialisation vector: three digests in all. */
const KEY_LENGTH_BYTES = 32;
const DIGEST_LENGTH_BYTES = 16;
const DIGESTS = 3;

/** About 5 ms of work. */
const HASHES_PER_CALL = 50_000;

/**
 * Key and initialisation vector of a .pbe file, as OpenSSL's `EVP_BytesToKey` derives them with MD5:
 * D1 = MD5^n(password ‖ salt), D2 = MD5^n(D1 ‖ password ‖ salt), D3 = MD5^n(D2 ‖ password ‖ salt);
 * the key is D1 ‖ D2, the initialisation vector D3. One digest is worked out after the other, so that
 * a wrong password need not cost the third.
 */
export class KeyMaterial implements Disposable {
  readonly #salted: Uint8Array;
  readonly #iterations: number;
  readonly #bytes = new Uint8Array(DIGESTS * DIGEST_LENGTH_BYTES);
  #digests = 0;

  /** Copies the password. */
  constructor(password: Uint8Array, salt: Uint8Array, iterations: number) {
    this.#salted = concatBytes(password, salt);
    this.#iterations = iterations;
  }

  /** 32 bytes, known after two digests. */
  get key(): Uint8Array {
    return this.#bytes.subarray(0, KEY_LENGTH_BYTES);
  }

  /** 16 bytes, known after three digests. */
  get iv(): Uint8Array {
    return this.#bytes.subarray(KEY_LENGTH_BYTES);
  }

  /** Works out the next digest; yields the fraction of all three that is done. */
  *nextDigest(): Work<void> {
    const at = this.#digests * DIGEST_LENGTH_BYTES;
    const before = this.#bytes.subarray(Math.max(0, at - DIGEST_LENGTH_BYTES), at);
    const message = concatBytes(before, this.#salted);
    const first = md5(message);
    const words = Int32Array.of(0, 0, 0, 0);
    try {
      const view = new DataView(first.buffer, first.byteOffset, DIGEST_LENGTH_BYTES);
      for (let i = 0; i < words.length; i++) words[i] = view.getInt32(4 * i, true);
      // Short calls first: see md5Chain.
      for (
        let done = 1, call = 1;
        done < this.#iterations;
        call = Math.min(2 * call, HASHES_PER_CALL)
      ) {
        const hashes = Math.min(call, this.#iterations - done);
        md5Chain(words, hashes);
        done += hashes;
        if (done < this.#iterations) yield this.#fraction(done);
      }
      for (const [i, word] of words.entries()) view.setInt32(4 * i, word, true);
      this.#bytes.set(first, at);
    } finally {
      message.fill(0);
      first.fill(0);
      words.fill(0);
    }
    this.#digests++;
    yield this.#fraction(0);
  }

  [Symbol.dispose](): void {
    this.#salted.fill(0);
    this.#bytes.fill(0);
  }

  #fraction(hashes: number): number {
    return (this.#digests + hashes / this.#iterations) / DIGESTS;
  }
}
