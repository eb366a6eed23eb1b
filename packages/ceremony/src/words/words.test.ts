import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CeremonyError } from "../ceremony-error.js";
import { FINGERPRINT_BYTES, fingerprintOf } from "./fingerprint.js";
import { EVEN_WORDS, ODD_WORDS } from "./pgp-words.js";
import published from "./published.json" with { type: "json" };
import { bytesOf, wordsOf } from "./words.js";

describe("the list", () => {
  test("is the one of the DNSSEC root key ceremonies", () => {
    // Digests taken of IANA's own copy (sha2wordlist.h), the words joined by line feeds.
    expect(sha256(EVEN_WORDS.join("\n"))).toBe(
      "dc8ab3dc96fe33b8bdaadd02b308f03819564be7e3a18fb1d9d18a2c2fba1845",
    );
    expect(sha256(ODD_WORDS.join("\n"))).toBe(
      "d370a975447ee8bbaac0cb66e344dd689eea252ab8a86645f71f192c8c475c85",
    );
  });

  test("has 512 different words, 256 for even places and 256 for odd ones", () => {
    expect([EVEN_WORDS.length, ODD_WORDS.length]).toEqual([256, 256]);
    const all = [...EVEN_WORDS, ...ODD_WORDS].map((word) => word.toLowerCase());
    expect(new Set(all).size).toBe(512);
    for (const word of all) expect(word).toMatch(/^[a-z]{4,11}$/);
  });
});

describe("published examples, there and back", () => {
  test.each(published.examples)("$source", ({ hex, words }) => {
    expect(wordsOf(Buffer.from(hex, "hex")).join(" ")).toBe(words);
    expect(Buffer.from(bytesOf(words.split(" "))).toString("hex")).toBe(hex);
    expect(Buffer.from(bytesOf(words.toUpperCase().split(" "))).toString("hex")).toBe(hex);
  });
});

test("any bytes come back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOf(wordsOf(bytes))).toEqual(bytes);
    }),
  );
});

describe("what are no words of the list is refused, with the word", () => {
  const cases = [
    {
      name: "a letter more",
      words: "topmosst Istanbul",
      code: "word-unknown",
      says: '1: "topmosst"',
      hint: '"topmost"',
    },
    {
      name: "a letter less",
      words: "topmost Istanbl",
      code: "word-unknown",
      says: '2: "Istanbl"',
      hint: '"Istanbul"',
    },
    {
      name: "letters swapped",
      words: "topmost Istanbul Pltuo",
      code: "word-unknown",
      says: '3: "Pltuo"',
      hint: '"Pluto"',
    },
    {
      name: "nothing near",
      words: "xyzzyxq",
      code: "word-unknown",
      says: '1: "xyzzyxq"',
      hint: "only words of",
    },
    {
      name: "nothing at all",
      words: "",
      code: "word-unknown",
      says: '1: ""',
      hint: "only words of",
    },
    {
      name: "a word left out",
      words: "topmost Pluto",
      code: "word-misplaced",
      says: '2: "Pluto"',
      hint: "left out",
    },
    {
      name: "a word doubled",
      words: "topmost topmost",
      code: "word-misplaced",
      says: '2: "topmost"',
      hint: "doubled",
    },
    {
      name: "two words swapped",
      words: "Istanbul topmost",
      code: "word-misplaced",
      says: '1: "Istanbul"',
      hint: "swapped",
    },
  ];
  test.each(cases)("$name", ({ words, code, says, hint }) => {
    const error = thrownBy(() => bytesOf(words.split(" ")));
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
    expect(error.hint).toContain(hint);
  });

  test("two letters swapped are one slip: acme is nearer to amce than ammo is", () => {
    const { hint } = thrownBy(() => bytesOf(["amce"]));
    expect(hint).toContain('"acme"');
    expect(hint).not.toContain("ammo");
  });

  test("a word of a million letters is neither compared nor repeated", () => {
    const error = thrownBy(() => bytesOf(["a".repeat(1_000_000)]));
    expect(error.message.length).toBeLessThan(100);
  });

  test("every word with one letter lost leads back to itself", () => {
    EVEN_WORDS.forEach((word) => {
      const typo = word.slice(0, 2) + word.slice(3);
      if (EVEN_WORDS.includes(typo) || ODD_WORDS.includes(typo)) return;
      expect(thrownBy(() => bytesOf([typo])).hint).toContain(`"${word}"`);
    });
  });
});

test("a word with its accent is the same word", () => {
  expect(bytesOf(["aardvark", "Yucatán"])).toEqual(Uint8Array.of(0, 255));
});

describe("fingerprints", () => {
  test("are the first 20 bytes of OpenSSL's SHA-256, as words", () => {
    const record = Buffer.from('{"version":1}\n');
    const words = fingerprintOf(record);
    expect(words).toHaveLength(FINGERPRINT_BYTES);
    expect(Buffer.from(bytesOf(words)).toString("hex")).toBe(sha256(record).slice(0, 40));
  });

  test("of nothing: e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4", () => {
    // The well-known digest of the empty string, in words that a script took from IANA's copy of the list.
    expect(fingerprintOf(new Uint8Array()).join(" ")).toBe(published.empty);
  });
});

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function thrownBy(action: () => unknown): CeremonyError {
  try {
    action();
  } catch (error) {
    if (error instanceof CeremonyError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
