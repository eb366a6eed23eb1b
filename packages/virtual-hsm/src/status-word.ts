import type { ResponseApdu } from "@dkek/hsm";

/**
 * The status words in use, as OpenSC's driver expects them of a genuine card (card-sc-hsm.c,
 * pkcs15-sc-hsm.c and the table in iso7816.c).
 */
export const StatusWord = {
  ok: 0x9000,
  endOfFile: 0x6282,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  secureMessagingNotSupported: 0x6882,
  chainingNotSupported: 0x6884,
  notAuthenticated: 0x6982,
  blocked: 0x6983,
  notAllowed: 0x6985,
  noCurrentFile: 0x6986,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  noSpace: 0x6a84,
  wrongParameters: 0x6a86,
  notFound: 0x6a88,
  alreadyThere: 0x6a89,
  wrongOffset: 0x6b00,
  instructionNotSupported: 0x6d00,
  classNotSupported: 0x6e00,
} as const;

const NO_DATA = new Uint8Array(0);

/** An answer without data. */
export function answer(sw: number): ResponseApdu {
  return { data: NO_DATA, sw };
}

/** 9000 with data. */
export function ok(data: Uint8Array = NO_DATA): ResponseApdu {
  return { data, sw: StatusWord.ok };
}

/** Wrong PIN, or not verified yet: 63Cx with x tries left (at most 15), 6983 where none is. */
export function triesLeft(tries: number): ResponseApdu {
  return answer(tries === 0 ? StatusWord.blocked : 0x63c0 | Math.min(tries, 15));
}
