import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import {
  CERTIFICATE,
  DESCRIPTION,
  KEY,
  numbersOf,
  REFERENCE_MAX,
  REFERENCE_MIN,
} from "./object-files.js";

/**
 * The first reference that has no key, and nothing left behind by one.
 *
 * @param objects - see `enumerate`
 * @throws {HsmError} `device-full` where all 255 are taken.
 */
export function freeReference(
  { reader }: Pick<ApduChannel, "reader">,
  objects: readonly number[],
): number {
  const taken = new Set(
    [KEY, DESCRIPTION, CERTIFICATE].flatMap((kind) => numbersOf(kind, objects)),
  );
  for (let reference = REFERENCE_MIN; reference <= REFERENCE_MAX; reference++) {
    if (!taken.has(reference)) return reference;
  }
  throw new HsmError(
    "device-full",
    `the HSM in reader "${reader}" has no reference free for a key`,
    {
      hint: "delete what is no longer needed, or take another HSM",
    },
  );
}
