/** How a file of each kind begins: PNG (its signature, RFC 2083, 3.1), JPEG (SOI and another marker). */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
];

/** Do these bytes begin like a PNG or JPEG file? Whatever its name is; whether it is whole, no matter. */
export function isPicture(bytes: Uint8Array): boolean {
  return BEGINNINGS.some((beginning) => beginning.every((byte, place) => bytes[place] === byte));
}
