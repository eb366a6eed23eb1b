/**
 * Hashes a 16-byte digest again and again with MD5 (RFC 1321, section 3.4): `digest` becomes
 * MD5^count(digest). Nearly all the time of a key derivation is spent here.
 *
 * The message is always 16 bytes, hence always one block: words 0 to 3 are the digest, word 4 is the
 * padding bit 80, word 14 the length of 128 bits, all others are 0. So the 64 steps stand here one by
 * one, with no array between them. Each step waits for the word that the step before changed; the
 * formulas are arranged so that everything else is done by then.
 *
 * The first calls should be short: V8 enters compiled code in the middle of a long loop if it must,
 * and that is discarded where it reaches what was never run. In such code it also does not know that
 * the words are 32-bit integers unless each round of the loop begins by saying so. Firefox takes three times
 * as long unless constants from 2^31 on are made 32-bit integers as well.
 *
 * @param digest - 4 words, little-endian as in MD5; overwritten with the result
 * @param count - how many hashes, 0 or more
 */
export function md5Chain(digest: Int32Array, count: number): void {
  let word0 = digest[0] ?? 0;
  let word1 = digest[1] ?? 0;
  let word2 = digest[2] ?? 0;
  let word3 = digest[3] ?? 0;
  for (let i = 0; i < count; i++) {
    const m0 = word0 | 0;
    const m1 = word1 | 0;
    const m2 = word2 | 0;
    const m3 = word3 | 0;
    let a = 0x67452301;
    let b = 0xefcdab89 | 0;
    let c = 0x98badcfe | 0;
    let d = 0x10325476;
    let t = 0;

    // Round 1: F = (b & c) | (~b & d), written so that b enters last.
    t = (a + (0xd76aa478 | 0) + m0 + (((c ^ d) & b) ^ d)) | 0;
    a = (b + ((t << 7) | (t >>> 25))) | 0;
    t = (d + (0xe8c7b756 | 0) + m1 + (((b ^ c) & a) ^ c)) | 0;
    d = (a + ((t << 12) | (t >>> 20))) | 0;
    t = (c + 0x242070db + m2 + (((a ^ b) & d) ^ b)) | 0;
    c = (d + ((t << 17) | (t >>> 15))) | 0;
    t = (b + (0xc1bdceee | 0) + m3 + (((d ^ a) & c) ^ a)) | 0;
    b = (c + ((t << 22) | (t >>> 10))) | 0;
    t = (a + (0xf57c0faf | 0) + 0x80 + (((c ^ d) & b) ^ d)) | 0;
    a = (b + ((t << 7) | (t >>> 25))) | 0;
    t = (d + 0x4787c62a + (((b ^ c) & a) ^ c)) | 0;
    d = (a + ((t << 12) | (t >>> 20))) | 0;
    t = (c + (0xa8304613 | 0) + (((a ^ b) & d) ^ b)) | 0;
    c = (d + ((t << 17) | (t >>> 15))) | 0;
    t = (b + (0xfd469501 | 0) + (((d ^ a) & c) ^ a)) | 0;
    b = (c + ((t << 22) | (t >>> 10))) | 0;
    t = (a + 0x698098d8 + (((c ^ d) & b) ^ d)) | 0;
    a = (b + ((t << 7) | (t >>> 25))) | 0;
    t = (d + (0x8b44f7af | 0) + (((b ^ c) & a) ^ c)) | 0;
    d = (a + ((t << 12) | (t >>> 20))) | 0;
    t = (c + (0xffff5bb1 | 0) + (((a ^ b) & d) ^ b)) | 0;
    c = (d + ((t << 17) | (t >>> 15))) | 0;
    t = (b + (0x895cd7be | 0) + (((d ^ a) & c) ^ a)) | 0;
    b = (c + ((t << 22) | (t >>> 10))) | 0;
    t = (a + 0x6b901122 + (((c ^ d) & b) ^ d)) | 0;
    a = (b + ((t << 7) | (t >>> 25))) | 0;
    t = (d + (0xfd987193 | 0) + (((b ^ c) & a) ^ c)) | 0;
    d = (a + ((t << 12) | (t >>> 20))) | 0;
    t = (c + (0xa679438e | 0) + 128 + (((a ^ b) & d) ^ b)) | 0;
    c = (d + ((t << 17) | (t >>> 15))) | 0;
    t = (b + 0x49b40821 + (((d ^ a) & c) ^ a)) | 0;
    b = (c + ((t << 22) | (t >>> 10))) | 0;

    // Round 2: G = (b & d) | (c & ~d); the halves share no bit, so they may be added one by one.
    t = (a + (0xf61e2562 | 0) + m1 + (c & ~d) + (b & d)) | 0;
    a = (b + ((t << 5) | (t >>> 27))) | 0;
    t = (d + (0xc040b340 | 0) + (b & ~c) + (a & c)) | 0;
    d = (a + ((t << 9) | (t >>> 23))) | 0;
    t = (c + 0x265e5a51 + (a & ~b) + (d & b)) | 0;
    c = (d + ((t << 14) | (t >>> 18))) | 0;
    t = (b + (0xe9b6c7aa | 0) + m0 + (d & ~a) + (c & a)) | 0;
    b = (c + ((t << 20) | (t >>> 12))) | 0;
    t = (a + (0xd62f105d | 0) + (c & ~d) + (b & d)) | 0;
    a = (b + ((t << 5) | (t >>> 27))) | 0;
    t = (d + 0x02441453 + (b & ~c) + (a & c)) | 0;
    d = (a + ((t << 9) | (t >>> 23))) | 0;
    t = (c + (0xd8a1e681 | 0) + (a & ~b) + (d & b)) | 0;
    c = (d + ((t << 14) | (t >>> 18))) | 0;
    t = (b + (0xe7d3fbc8 | 0) + 0x80 + (d & ~a) + (c & a)) | 0;
    b = (c + ((t << 20) | (t >>> 12))) | 0;
    t = (a + 0x21e1cde6 + (c & ~d) + (b & d)) | 0;
    a = (b + ((t << 5) | (t >>> 27))) | 0;
    t = (d + (0xc33707d6 | 0) + 128 + (b & ~c) + (a & c)) | 0;
    d = (a + ((t << 9) | (t >>> 23))) | 0;
    t = (c + (0xf4d50d87 | 0) + m3 + (a & ~b) + (d & b)) | 0;
    c = (d + ((t << 14) | (t >>> 18))) | 0;
    t = (b + 0x455a14ed + (d & ~a) + (c & a)) | 0;
    b = (c + ((t << 20) | (t >>> 12))) | 0;
    t = (a + (0xa9e3e905 | 0) + (c & ~d) + (b & d)) | 0;
    a = (b + ((t << 5) | (t >>> 27))) | 0;
    t = (d + (0xfcefa3f8 | 0) + m2 + (b & ~c) + (a & c)) | 0;
    d = (a + ((t << 9) | (t >>> 23))) | 0;
    t = (c + 0x676f02d9 + (a & ~b) + (d & b)) | 0;
    c = (d + ((t << 14) | (t >>> 18))) | 0;
    t = (b + (0x8d2a4c8a | 0) + (d & ~a) + (c & a)) | 0;
    b = (c + ((t << 20) | (t >>> 12))) | 0;

    // Round 3: H = b ^ c ^ d.
    t = (a + (0xfffa3942 | 0) + (c ^ d ^ b)) | 0;
    a = (b + ((t << 4) | (t >>> 28))) | 0;
    t = (d + (0x8771f681 | 0) + (b ^ c ^ a)) | 0;
    d = (a + ((t << 11) | (t >>> 21))) | 0;
    t = (c + 0x6d9d6122 + (a ^ b ^ d)) | 0;
    c = (d + ((t << 16) | (t >>> 16))) | 0;
    t = (b + (0xfde5380c | 0) + 128 + (d ^ a ^ c)) | 0;
    b = (c + ((t << 23) | (t >>> 9))) | 0;
    t = (a + (0xa4beea44 | 0) + m1 + (c ^ d ^ b)) | 0;
    a = (b + ((t << 4) | (t >>> 28))) | 0;
    t = (d + 0x4bdecfa9 + 0x80 + (b ^ c ^ a)) | 0;
    d = (a + ((t << 11) | (t >>> 21))) | 0;
    t = (c + (0xf6bb4b60 | 0) + (a ^ b ^ d)) | 0;
    c = (d + ((t << 16) | (t >>> 16))) | 0;
    t = (b + (0xbebfbc70 | 0) + (d ^ a ^ c)) | 0;
    b = (c + ((t << 23) | (t >>> 9))) | 0;
    t = (a + 0x289b7ec6 + (c ^ d ^ b)) | 0;
    a = (b + ((t << 4) | (t >>> 28))) | 0;
    t = (d + (0xeaa127fa | 0) + m0 + (b ^ c ^ a)) | 0;
    d = (a + ((t << 11) | (t >>> 21))) | 0;
    t = (c + (0xd4ef3085 | 0) + m3 + (a ^ b ^ d)) | 0;
    c = (d + ((t << 16) | (t >>> 16))) | 0;
    t = (b + 0x04881d05 + (d ^ a ^ c)) | 0;
    b = (c + ((t << 23) | (t >>> 9))) | 0;
    t = (a + (0xd9d4d039 | 0) + (c ^ d ^ b)) | 0;
    a = (b + ((t << 4) | (t >>> 28))) | 0;
    t = (d + (0xe6db99e5 | 0) + (b ^ c ^ a)) | 0;
    d = (a + ((t << 11) | (t >>> 21))) | 0;
    t = (c + 0x1fa27cf8 + (a ^ b ^ d)) | 0;
    c = (d + ((t << 16) | (t >>> 16))) | 0;
    t = (b + (0xc4ac5665 | 0) + m2 + (d ^ a ^ c)) | 0;
    b = (c + ((t << 23) | (t >>> 9))) | 0;

    // Round 4: I = c ^ (b | ~d).
    t = (a + (0xf4292244 | 0) + m0 + ((b | ~d) ^ c)) | 0;
    a = (b + ((t << 6) | (t >>> 26))) | 0;
    t = (d + 0x432aff97 + ((a | ~c) ^ b)) | 0;
    d = (a + ((t << 10) | (t >>> 22))) | 0;
    t = (c + (0xab9423a7 | 0) + 128 + ((d | ~b) ^ a)) | 0;
    c = (d + ((t << 15) | (t >>> 17))) | 0;
    t = (b + (0xfc93a039 | 0) + ((c | ~a) ^ d)) | 0;
    b = (c + ((t << 21) | (t >>> 11))) | 0;
    t = (a + 0x655b59c3 + ((b | ~d) ^ c)) | 0;
    a = (b + ((t << 6) | (t >>> 26))) | 0;
    t = (d + (0x8f0ccc92 | 0) + m3 + ((a | ~c) ^ b)) | 0;
    d = (a + ((t << 10) | (t >>> 22))) | 0;
    t = (c + (0xffeff47d | 0) + ((d | ~b) ^ a)) | 0;
    c = (d + ((t << 15) | (t >>> 17))) | 0;
    t = (b + (0x85845dd1 | 0) + m1 + ((c | ~a) ^ d)) | 0;
    b = (c + ((t << 21) | (t >>> 11))) | 0;
    t = (a + 0x6fa87e4f + ((b | ~d) ^ c)) | 0;
    a = (b + ((t << 6) | (t >>> 26))) | 0;
    t = (d + (0xfe2ce6e0 | 0) + ((a | ~c) ^ b)) | 0;
    d = (a + ((t << 10) | (t >>> 22))) | 0;
    t = (c + (0xa3014314 | 0) + ((d | ~b) ^ a)) | 0;
    c = (d + ((t << 15) | (t >>> 17))) | 0;
    t = (b + 0x4e0811a1 + ((c | ~a) ^ d)) | 0;
    b = (c + ((t << 21) | (t >>> 11))) | 0;
    t = (a + (0xf7537e82 | 0) + 0x80 + ((b | ~d) ^ c)) | 0;
    a = (b + ((t << 6) | (t >>> 26))) | 0;
    t = (d + (0xbd3af235 | 0) + ((a | ~c) ^ b)) | 0;
    d = (a + ((t << 10) | (t >>> 22))) | 0;
    t = (c + 0x2ad7d2bb + m2 + ((d | ~b) ^ a)) | 0;
    c = (d + ((t << 15) | (t >>> 17))) | 0;
    t = (b + (0xeb86d391 | 0) + ((c | ~a) ^ d)) | 0;
    b = (c + ((t << 21) | (t >>> 11))) | 0;

    word0 = (a + 0x67452301) | 0;
    word1 = (b + (0xefcdab89 | 0)) | 0;
    word2 = (c + (0x98badcfe | 0)) | 0;
    word3 = (d + 0x10325476) | 0;
  }
  digest[0] = word0;
  digest[1] = word1;
  digest[2] = word2;
  digest[3] = word3;
}
