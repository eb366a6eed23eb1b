import { md5Chain } from "../md5-chain.js";
import { LANES, md5LanesModule } from "./md5-lanes-module.js";
import { canRun, exportsOf } from "./wasm/host.js";
import { MEMORY } from "./wasm/module.js";

/** Several digests of 16 bytes, each hashed again and again. Holds secrets until it is wiped. */
export interface Md5Chains {
  /** How many there are. */
  readonly lanes: number;
  /** @param digest 4 words, little-endian as in MD5; copied. */
  write(lane: number, digest: Int32Array): void;
  /** @param into gets the 4 words. */
  read(lane: number, into: Int32Array): void;
  /** All of them so often. The first calls should be short, until V8 has compiled the code for good. */
  hash(count: number): void;
  /** At the end: they must not be used any more. */
  wipe(): void;
}

/** `simd`: by WebAssembly, several at once. `scalar`: one by one, where there is no SIMD. */
export type Kernel = "simd" | "scalar";

const WORDS = 4;

/**
 * How many vectors are worked on in turn: with one, each step waits for the one before it; with three, some
 * words no longer fit into registers, but still less time is lost. Measured, in ns a hash with one to four:
 * 24.2, 14.3, 11.1 and 11.6 on Node 20; 24.0, 14.3, 11.0 and 10.4 on Node 22; 24.4, 14.5, 11.3 and 14.3
 * on Node 24. The scalar chain takes 77 to 87.
 */
const VECTORS_MAX = 3;

/** The fastest kernel that this machine has. */
export function bestKernel(): Kernel {
  return canRun(md5LanesModule(1)) ? "simd" : "scalar";
}

/** How many chains are hashed together at the most. */
export function lanesOf(kernel: Kernel): number {
  return kernel === "simd" ? VECTORS_MAX * LANES : 1;
}

/** Chains for `count` digests, up to {@link lanesOf}: as few more than that as there can be. */
export function md5Chains(count: number, kernel: Kernel): Md5Chains {
  return kernel === "scalar" || count === 1 ? oneChain() : vectorChains(Math.ceil(count / LANES));
}

function oneChain(): Md5Chains {
  const words = new Int32Array(WORDS);
  return {
    lanes: 1,
    write: (_, digest) => words.set(digest),
    read: (_, into) => into.set(words),
    hash: (count) => md5Chain(words, count),
    wipe: () => words.fill(0),
  };
}

interface Exports {
  readonly hash: (count: number) => void;
  readonly [MEMORY]: { readonly buffer: ArrayBuffer };
}

/** Instances that nobody uses now, by their vectors: what V8 has compiled once is fast from the start. */
const idle = new Map<number, Exports[]>();

function takeInstance(vectors: number): Exports {
  return idle.get(vectors)?.pop() ?? (exportsOf(md5LanesModule(vectors)) as Exports);
}

function giveBack(vectors: number, instance: Exports): void {
  idle.set(vectors, [...(idle.get(vectors) ?? []), instance]);
}

function vectorChains(vectors: number): Md5Chains {
  const instance = takeInstance(vectors);
  const { hash, [MEMORY]: memory } = instance;
  let isWiped = false;
  const words = new Int32Array(memory.buffer, 0, vectors * WORDS * LANES);
  const place = (lane: number, word: number): number =>
    (Math.floor(lane / LANES) * WORDS + word) * LANES + (lane % LANES);
  return {
    lanes: vectors * LANES,
    write: (lane, digest) => {
      for (let word = 0; word < WORDS; word++) words[place(lane, word)] = digest[word] ?? 0;
    },
    read: (lane, into) => {
      for (let word = 0; word < WORDS; word++) into[word] = words[place(lane, word)] ?? 0;
    },
    // A loop of WebAssembly always goes round once.
    hash: (count) => {
      if (count > 0) hash(count);
    },
    wipe: () => {
      words.fill(0);
      if (!isWiped) giveBack(vectors, instance);
      isWiped = true;
    },
  };
}
