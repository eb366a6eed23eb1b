import { scryptSync } from "node:crypto";
import type { RescueMaterial } from "@dkek/ceremony/rescue";

/** In hex digits. */
const MARK_LENGTH = 4;

/** About half a second and 64 MiB (RFC 7914): several marks of the same cards together tell more bits. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 } as const;

/**
 * Tells a search from another one, with other cards, or a digit read otherwise: of 65536 that differ, one is
 * taken for the same. No more of the hash may stand on a disk: somebody with all cards but one could try
 * that one out by it, at no cost of a key derivation. 16 bits spare him all but one guess of 65536: of the
 * 2^63 that a stock set has, 2^47 remain, each at the cost of a derivation.
 */
export function searchMark({ setId, readings, record, threshold, age }: RescueMaterial): string {
  const cards = readings.map(({ name: _, asRead: __, besideCode: ___, ...card }) => card);
  const prime = record?.set.sharing?.prime;
  const told = JSON.stringify([setId, cards, prime, threshold, age], (_, value: unknown) =>
    value === undefined ? null : value,
  );
  const hash = scryptSync(`dkek/rescue/v1 ${told}`, setId, MARK_LENGTH, SCRYPT);
  return hash.toString("hex").slice(0, MARK_LENGTH);
}
