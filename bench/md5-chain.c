/*
 * What the key derivation of a .pbe file costs in C: the specialised MD5 chain of
 * packages/dkek-file/src/md5-chain.ts, step by step the same, for bench/derivation.bench.mjs.
 *
 *     md5-chain DIGEST COUNT
 *
 * DIGEST: 32 hex digits. Prints MD5^COUNT(DIGEST) as 32 hex digits, and the nanoseconds it took.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROTATE(x, n) (((x) << (n)) | ((x) >> (32 - (n))))

static void md5_chain(uint32_t digest[4], uint64_t count) {
  uint32_t m0 = digest[0], m1 = digest[1], m2 = digest[2], m3 = digest[3];
  for (uint64_t i = 0; i < count; i++) {
    uint32_t a = 0x67452301u, b = 0xefcdab89u, c = 0x98badcfeu, d = 0x10325476u, t;

    // Round 1: F = (b & c) | (~b & d), written so that b enters last.
    t = a + (0xd76aa478u + m0) + (((c ^ d) & b) ^ d);
    a = b + ROTATE(t, 7);
    t = d + (0xe8c7b756u + m1) + (((b ^ c) & a) ^ c);
    d = a + ROTATE(t, 12);
    t = c + (0x242070dbu + m2) + (((a ^ b) & d) ^ b);
    c = d + ROTATE(t, 17);
    t = b + (0xc1bdceeeu + m3) + (((d ^ a) & c) ^ a);
    b = c + ROTATE(t, 22);
    t = a + (0xf57c0fafu + 0x80) + (((c ^ d) & b) ^ d);
    a = b + ROTATE(t, 7);
    t = d + (0x4787c62au) + (((b ^ c) & a) ^ c);
    d = a + ROTATE(t, 12);
    t = c + (0xa8304613u) + (((a ^ b) & d) ^ b);
    c = d + ROTATE(t, 17);
    t = b + (0xfd469501u) + (((d ^ a) & c) ^ a);
    b = c + ROTATE(t, 22);
    t = a + (0x698098d8u) + (((c ^ d) & b) ^ d);
    a = b + ROTATE(t, 7);
    t = d + (0x8b44f7afu) + (((b ^ c) & a) ^ c);
    d = a + ROTATE(t, 12);
    t = c + (0xffff5bb1u) + (((a ^ b) & d) ^ b);
    c = d + ROTATE(t, 17);
    t = b + (0x895cd7beu) + (((d ^ a) & c) ^ a);
    b = c + ROTATE(t, 22);
    t = a + (0x6b901122u) + (((c ^ d) & b) ^ d);
    a = b + ROTATE(t, 7);
    t = d + (0xfd987193u) + (((b ^ c) & a) ^ c);
    d = a + ROTATE(t, 12);
    t = c + (0xa679438eu + 128) + (((a ^ b) & d) ^ b);
    c = d + ROTATE(t, 17);
    t = b + (0x49b40821u) + (((d ^ a) & c) ^ a);
    b = c + ROTATE(t, 22);

    // Round 2: G = (b & d) | (c & ~d); the halves share no bit, so they may be added one by one.
    t = a + (0xf61e2562u + m1) + (c & ~d) + (b & d);
    a = b + ROTATE(t, 5);
    t = d + (0xc040b340u) + (b & ~c) + (a & c);
    d = a + ROTATE(t, 9);
    t = c + (0x265e5a51u) + (a & ~b) + (d & b);
    c = d + ROTATE(t, 14);
    t = b + (0xe9b6c7aau + m0) + (d & ~a) + (c & a);
    b = c + ROTATE(t, 20);
    t = a + (0xd62f105du) + (c & ~d) + (b & d);
    a = b + ROTATE(t, 5);
    t = d + (0x02441453u) + (b & ~c) + (a & c);
    d = a + ROTATE(t, 9);
    t = c + (0xd8a1e681u) + (a & ~b) + (d & b);
    c = d + ROTATE(t, 14);
    t = b + (0xe7d3fbc8u + 0x80) + (d & ~a) + (c & a);
    b = c + ROTATE(t, 20);
    t = a + (0x21e1cde6u) + (c & ~d) + (b & d);
    a = b + ROTATE(t, 5);
    t = d + (0xc33707d6u + 128) + (b & ~c) + (a & c);
    d = a + ROTATE(t, 9);
    t = c + (0xf4d50d87u + m3) + (a & ~b) + (d & b);
    c = d + ROTATE(t, 14);
    t = b + (0x455a14edu) + (d & ~a) + (c & a);
    b = c + ROTATE(t, 20);
    t = a + (0xa9e3e905u) + (c & ~d) + (b & d);
    a = b + ROTATE(t, 5);
    t = d + (0xfcefa3f8u + m2) + (b & ~c) + (a & c);
    d = a + ROTATE(t, 9);
    t = c + (0x676f02d9u) + (a & ~b) + (d & b);
    c = d + ROTATE(t, 14);
    t = b + (0x8d2a4c8au) + (d & ~a) + (c & a);
    b = c + ROTATE(t, 20);

    // Round 3: H = b ^ c ^ d.
    t = a + (0xfffa3942u) + (c ^ d ^ b);
    a = b + ROTATE(t, 4);
    t = d + (0x8771f681u) + (b ^ c ^ a);
    d = a + ROTATE(t, 11);
    t = c + (0x6d9d6122u) + (a ^ b ^ d);
    c = d + ROTATE(t, 16);
    t = b + (0xfde5380cu + 128) + (d ^ a ^ c);
    b = c + ROTATE(t, 23);
    t = a + (0xa4beea44u + m1) + (c ^ d ^ b);
    a = b + ROTATE(t, 4);
    t = d + (0x4bdecfa9u + 0x80) + (b ^ c ^ a);
    d = a + ROTATE(t, 11);
    t = c + (0xf6bb4b60u) + (a ^ b ^ d);
    c = d + ROTATE(t, 16);
    t = b + (0xbebfbc70u) + (d ^ a ^ c);
    b = c + ROTATE(t, 23);
    t = a + (0x289b7ec6u) + (c ^ d ^ b);
    a = b + ROTATE(t, 4);
    t = d + (0xeaa127fau + m0) + (b ^ c ^ a);
    d = a + ROTATE(t, 11);
    t = c + (0xd4ef3085u + m3) + (a ^ b ^ d);
    c = d + ROTATE(t, 16);
    t = b + (0x04881d05u) + (d ^ a ^ c);
    b = c + ROTATE(t, 23);
    t = a + (0xd9d4d039u) + (c ^ d ^ b);
    a = b + ROTATE(t, 4);
    t = d + (0xe6db99e5u) + (b ^ c ^ a);
    d = a + ROTATE(t, 11);
    t = c + (0x1fa27cf8u) + (a ^ b ^ d);
    c = d + ROTATE(t, 16);
    t = b + (0xc4ac5665u + m2) + (d ^ a ^ c);
    b = c + ROTATE(t, 23);

    // Round 4: I = c ^ (b | ~d).
    t = a + (0xf4292244u + m0) + ((b | ~d) ^ c);
    a = b + ROTATE(t, 6);
    t = d + (0x432aff97u) + ((a | ~c) ^ b);
    d = a + ROTATE(t, 10);
    t = c + (0xab9423a7u + 128) + ((d | ~b) ^ a);
    c = d + ROTATE(t, 15);
    t = b + (0xfc93a039u) + ((c | ~a) ^ d);
    b = c + ROTATE(t, 21);
    t = a + (0x655b59c3u) + ((b | ~d) ^ c);
    a = b + ROTATE(t, 6);
    t = d + (0x8f0ccc92u + m3) + ((a | ~c) ^ b);
    d = a + ROTATE(t, 10);
    t = c + (0xffeff47du) + ((d | ~b) ^ a);
    c = d + ROTATE(t, 15);
    t = b + (0x85845dd1u + m1) + ((c | ~a) ^ d);
    b = c + ROTATE(t, 21);
    t = a + (0x6fa87e4fu) + ((b | ~d) ^ c);
    a = b + ROTATE(t, 6);
    t = d + (0xfe2ce6e0u) + ((a | ~c) ^ b);
    d = a + ROTATE(t, 10);
    t = c + (0xa3014314u) + ((d | ~b) ^ a);
    c = d + ROTATE(t, 15);
    t = b + (0x4e0811a1u) + ((c | ~a) ^ d);
    b = c + ROTATE(t, 21);
    t = a + (0xf7537e82u + 0x80) + ((b | ~d) ^ c);
    a = b + ROTATE(t, 6);
    t = d + (0xbd3af235u) + ((a | ~c) ^ b);
    d = a + ROTATE(t, 10);
    t = c + (0x2ad7d2bbu + m2) + ((d | ~b) ^ a);
    c = d + ROTATE(t, 15);
    t = b + (0xeb86d391u) + ((c | ~a) ^ d);
    b = c + ROTATE(t, 21);

    m0 = a + 0x67452301u;
    m1 = b + 0xefcdab89u;
    m2 = c + 0x98badcfeu;
    m3 = d + 0x10325476u;
  }
  digest[0] = m0;
  digest[1] = m1;
  digest[2] = m2;
  digest[3] = m3;
}

/* The words of a digest are little-endian: the first byte is the lowest. */
static int read_digest(const char *hex, uint32_t digest[4]) {
  if (strlen(hex) != 32) return 0;
  memset(digest, 0, 16);
  for (int i = 0; i < 16; i++) {
    unsigned byte;
    if (sscanf(hex + 2 * i, "%2x", &byte) != 1) return 0;
    digest[i / 4] |= (uint32_t)byte << (8 * (i % 4));
  }
  return 1;
}

int main(int argc, char **argv) {
  uint32_t digest[4];
  if (argc != 3 || !read_digest(argv[1], digest)) {
    fprintf(stderr, "usage: md5-chain DIGEST COUNT\n");
    return 2;
  }
  uint64_t count = strtoull(argv[2], NULL, 10);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  md5_chain(digest, count);
  clock_gettime(CLOCK_MONOTONIC, &end);
  for (int i = 0; i < 16; i++) printf("%02x", (digest[i / 4] >> (8 * (i % 4))) & 0xff);
  printf(" %lld\n", (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec));
  return 0;
}
