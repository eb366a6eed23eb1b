import { type Card, commitPart } from "./card.js";
import type { Initialisation } from "./state.js";

/**
 * As much as the maker of the Nitrokey HSM 2 says that it holds ("76 KB EEPROM", 38 RSA keys of 2048
 * bits); keys and files are counted as they are stored, which comes to about as many.
 */
export const CAPACITY_BYTES: number = 76 * 1024;

/** Changes keys or files, if there is room for what comes out. @returns whether there was. */
export function commitIfRoom(
  card: Card,
  initialisation: Initialisation,
  part: Pick<Partial<Initialisation>, "files" | "keys">,
): boolean {
  const before = bytesInUse(initialisation);
  const after = bytesInUse({ ...initialisation, ...part });
  if (after > card.capacityBytes && after > before) return false;
  commitPart(card, initialisation, part);
  return true;
}

function bytesInUse({ files, keys }: Pick<Initialisation, "files" | "keys">): number {
  const texts = [
    ...Object.values(files),
    ...Object.values(keys).flatMap(({ privateKey, attributes }) => [privateKey, attributes]),
  ];
  return texts.reduce((sum, hex) => sum + hex.length / 2, 0);
}
