import type { KeyNames } from "@dkek/dkek-file/key-backup";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { HsmError } from "../hsm-error.js";
import type { HsmKey } from "./contents.js";

/** In bytes of UTF-8, so that a description is never long. */
export const KEY_LABEL_MAX = 64;
/** In bytes; a SHA-256 is the longest that others make of a key. */
export const KEY_ID_MAX = 32;

/** @throws {HsmError} `bad-key-names` for a label or an ID that a description can't hold. */
export function checkKeyNames({ label, id }: KeyNames): void {
  const length = utf8ToBytes(label).length;
  if (length === 0 || length > KEY_LABEL_MAX || /\p{C}/u.test(label)) {
    throw new HsmError("bad-key-names", "a label that the HSM can't hold or nobody can read", {
      hint: `give 1 to ${KEY_LABEL_MAX} bytes of printable text`,
    });
  }
  if (!/^(?:[0-9a-f]{2})+$/.test(id) || id.length > 2 * KEY_ID_MAX) {
    throw new HsmError("bad-key-names", `an ID that is not 1 to ${KEY_ID_MAX} bytes in hex`, {
      hint: "give two hex digits or more, always in pairs, such as 10",
    });
  }
}

/**
 * Programs choose a key by its label or its ID: two keys of one name are one key too many.
 *
 * @throws {HsmError} `name-in-use` if one of `keys` has this label or this ID.
 */
export function demandNewNames({ label, id }: KeyNames, keys: readonly HsmKey[]): void {
  for (const key of keys) {
    const same = key.id === id ? `ID ${id}` : key.label === label ? `label "${label}"` : undefined;
    if (same === undefined) continue;
    throw new HsmError(
      "name-in-use",
      `the key with reference ${key.reference} has ${same} already`,
      {
        hint: "choose another one: programs find a key by its label or ID",
      },
    );
  }
}
