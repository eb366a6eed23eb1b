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

/** Where things lie in the memory, in bytes. */
function layout(vectors: number) {
  const initial = vectors * WORDS * VECTOR_BYTES;
  const constants = initial + WORDS * VECTOR_BYTES;
  return {
    /** The digests: word by word, the four chains of a vector side by side. */
    digest: (vector: number, word: number) => (vector * WORDS + word) * VECTOR_BYTES,
    initial: (word: number) => initial + word * VECTOR_BYTES,
    constant: (step: number) => constants + step * VECTOR_BYTES,
    end: constants + STEPS * VECTOR_BYTES,
  };
}

/**
 * A WebAssembly module that hashes the 16-byte digests of several chains again and again with MD5, side by
 * side, as `md5Chain` does for one: its function `hash(count)`, count 1 or more, works on the digests
 * at the beginning of the memory.
 *
 * In a vector of 128 bits, four chains are worked on at once. As a step waits for the one before it, two
 * vectors in turn take hardly more time than one. Constants are loaded from the memory each time, because
 * making them anew costs V8 more, and there are not registers enough to keep them.
 *
 * @param vectors 1 or more; with more than two the registers are too few.
 */
export function md5LanesModule(vectors: number): Uint8Array<ArrayBuffer> {
  const places = layout(vectors);
  const words = (vector: number): Local<"v128">[] =>
    Array.from({ length: WORDS }, (_, word) => ({ index: 1 + vector * WORDS + word }));
  const all = Array.from({ length: vectors }, (_, vector) => words(vector));
  const count: Local<"i32"> = { index: 0 };
  const body = [
    ...all.flatMap((own) => own.map((local, word) => set(local, load(places.initial(word))))),
    ...Array.from({ length: STEPS }, (_, nth) =>
      all.map((own, vector) => step(nth, own, vector, places)),
    ).flat(),
    ...all.flatMap((own, vector) =>
      own.map((local, word) =>
        store(places.digest(vector, word), add(get(local), load(places.initial(word)))),
      ),
    ),
    set(count, subtractI32(get(count), i32(1))),
    again(get(count)),
  ];
  return encodeModule({
    name: "hash",
    vectors: vectors * WORDS,
    body: [loop(body)],
    data: constantsFor(places),
  });
}

/** One step: a = b + ((a + f(b, c, d) + word + constant) rotated), with the four words turned on by one. */
function step(
  nth: number,
  words: readonly Local<"v128">[],
  vector: number,
  places: ReturnType<typeof layout>,
): Statement {
  const [a, b, c, d] = [0, 1, 2, 3].map((place) => words[(place - nth + STEPS) % WORDS]) as [
    Local<"v128">,
    Local<"v128">,
    Local<"v128">,
    Local<"v128">,
  ];
  const word = wordOf(nth);
  const known = add(get(a), load(places.constant(nth)));
  const sum = word < WORDS ? add(known, load(places.digest(vector, word))) : known;
  const bits = ROTATIONS[nth >> 4]?.[nth % 4] ?? 0;
  return set(a, add(rotated(mixed(nth >> 4, sum, b, c, d), bits, a), get(b)));
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

/** What is in the memory at first: no digests, the initial words and the steps' constants, four times each. */
function constantsFor(places: ReturnType<typeof layout>): Uint8Array {
  const data = new Uint8Array(places.end);
  const view = new DataView(data.buffer);
  const put = (at: number, value: number): void => {
    for (let lane = 0; lane < LANES; lane++) view.setInt32(at + 4 * lane, value | 0, true);
  };
  for (const [word, value] of INITIAL.entries()) put(places.initial(word), value);
  for (let nth = 0; nth < STEPS; nth++) {
    // RFC 1321, section 3.4: the whole part of 2^32 times |sin(i)|, i in radians from 1.
    const sine = Math.floor(2 ** 32 * Math.abs(Math.sin(nth + 1)));
    const negated = nth >> 4 === 3 ? -1 : 0;
    put(places.constant(nth), sine + (PADDING[wordOf(nth)] ?? 0) + negated);
  }
  return data;
}
