import {
  add,
  again,
  and,
  andNot,
  get,
  i32,
  type Local,
  load,
  loop,
  or,
  rotateBy16,
  type Statement,
  set,
  shiftLeft,
  shiftRight,
  splat,
  store,
  subtract,
  subtractI32,
  tee,
  type Value,
  xor,
} from "./wasm/instructions.js";
import { encodeModule } from "./wasm/module.js";

/** Chains in one vector of 128 bits: a word of each. */
export const LANES = 4;

const VECTOR_BYTES = 16;
const WORDS = 4;
const STEPS = 64;

type V128 = Value<"v128">;

/** For each of the four rounds, by how many bits its steps rotate, in turn (RFC 1321, section 3.4). */
const ROTATIONS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** Which word of the block a step takes. */
function wordOf(step: number): number {
  const round = step >> 4;
  return ([step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0) % 16;
}

const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;
/** Where the digest ends: the padding bit, and the length of 128 bits. */
const PADDING: Readonly<Record<number, number>> = { 4: 0x80, 14: 128 };

/** Where a digest's word lies in the memory, in bytes: the four chains of a vector side by side. */
function placeOf(vector: number, word: number): number {
  return (vector * WORDS + word) * VECTOR_BYTES;
}

/** Numbers that the loop needs again and again, each in a local of its own: four times, side by side. */
class Constants {
  readonly #locals = new Map<number, Local<"v128">>();
  readonly #first: number;

  /** @param first the place of the first local */
  constructor(first: number) {
    this.#first = first;
  }

  get count(): number {
    return this.#locals.size;
  }

  get(value: number): V128 {
    const known = this.#locals.get(value | 0);
    const local = known ?? { index: this.#first + this.#locals.size };
    this.#locals.set(value | 0, local);
    return get(local);
  }

  /** What sets them all; to be asked for last. */
  settings(): Statement[] {
    return [...this.#locals].map(([value, local]) => set(local, splat(value)));
  }
}

/**
 * A WebAssembly module that hashes the 16-byte digests of several chains again and again with MD5, side by
 * side, as `md5Chain` does for one: its function `hash(count)`, count 1 or more, works on the digests
 * at the beginning of the memory.
 *
 * In a vector of 128 bits, four chains are worked on at once. As a step waits for the one before it, two
 * vectors in turn take hardly more time than one. Two things depend on how V8 compiles that:
 *
 * - Constants are set once, before the loop. As constants within it, Node 24's makes them anew in each
 *   round (16 ns a hash, not 11); loaded from the memory each time they cost Node 20 and 22 some percent.
 * - The digest stays in the memory between two hashes. In locals, V8 would arrange the 64 steps of one
 *   vector behind those of the other, so that the second no longer fills the time in which the first waits.
 *
 * @param vectors 1 or more; with more than two the registers are too few.
 */
export function md5LanesModule(vectors: number): Uint8Array<ArrayBuffer> {
  const words = (vector: number): Local<"v128">[] =>
    Array.from({ length: WORDS }, (_, word) => ({ index: 1 + vector * WORDS + word }));
  const all = Array.from({ length: vectors }, (_, vector) => words(vector));
  const constants = new Constants(1 + vectors * WORDS);
  const count: Local<"i32"> = { index: 0 };
  const body = [
    ...all.flatMap((own) => own.map((local, word) => set(local, constants.get(initial(word))))),
    ...Array.from({ length: STEPS }, (_, nth) =>
      all.map((own, vector) => step(nth, own, vector, constants)),
    ).flat(),
    ...all.flatMap((own, vector) =>
      own.map((local, word) =>
        store(placeOf(vector, word), add(get(local), constants.get(initial(word)))),
      ),
    ),
    set(count, subtractI32(get(count), i32(1))),
    again(get(count)),
  ];
  return encodeModule({
    name: "hash",
    vectors: vectors * WORDS + constants.count,
    body: [...constants.settings(), loop(body)],
  });
}

function initial(word: number): number {
  return INITIAL[word] ?? 0;
}

/** One step: a = b + ((a + f(b, c, d) + word + constant) rotated), with the four words turned on by one. */
function step(
  nth: number,
  words: readonly Local<"v128">[],
  vector: number,
  constants: Constants,
): Statement {
  const [a, b, c, d] = [0, 1, 2, 3].map((place) => words[(place - nth + STEPS) % WORDS]) as [
    Local<"v128">,
    Local<"v128">,
    Local<"v128">,
    Local<"v128">,
  ];
  const word = wordOf(nth);
  const known = add(get(a), constants.get(constantOf(nth)));
  const sum = word < WORDS ? add(known, load(placeOf(vector, word))) : known;
  const bits = ROTATIONS[nth >> 4]?.[nth % 4] ?? 0;
  return set(a, add(rotated(mixed(nth >> 4, sum, b, c, d), bits, a), get(b)));
}

/** All that is known of what a step adds: its own constant, the padding, the 1 that `mixed` needs. */
function constantOf(nth: number): number {
  // RFC 1321, section 3.4: the whole part of 2^32 times |sin(i)|, i in radians from 1.
  const sine = Math.floor(2 ** 32 * Math.abs(Math.sin(nth + 1)));
  const negated = nth >> 4 === 3 ? -1 : 0;
  return sine + (PADDING[wordOf(nth)] ?? 0) + negated;
}

/** The sum together with the round's function; formed so that b, which comes last, enters last. */
function mixed(
  round: number,
  sum: V128,
  b: Local<"v128">,
  c: Local<"v128">,
  d: Local<"v128">,
): V128 {
  switch (round) {
    case 0:
      return add(sum, xor(and(xor(get(c), get(d)), get(b)), get(d)));
    case 1:
      // The halves share no bit, so that they may be added one by one.
      return add(add(sum, andNot(get(c), get(d))), and(get(b), get(d)));
    case 2:
      return add(sum, xor(xor(get(c), get(d)), get(b)));
    default:
      // c ^ (b | ~d) is ~(c ^ (d & ~b)), and ~x is −x − 1: the 1 is in the constant.
      return subtract(sum, xor(get(c), andNot(get(d), get(b))));
  }
}

/** @param scratch a local that may be overwritten. */
function rotated(value: V128, bits: number, scratch: Local<"v128">): V128 {
  const kept = tee(scratch, value);
  if (bits === 16) return rotateBy16(kept, get(scratch));
  return or(shiftLeft(kept, bits), shiftRight(get(scratch), 32 - bits));
}
