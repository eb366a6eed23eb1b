import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { PbeError } from "./pbe-error.js";

/** Size of a .pbe file: 8 bytes of magic, 8 of salt, 48 of ciphertext. */
export const PBE_LENGTH_BYTES = 64;
export const SALT_LENGTH_BYTES = 8;
/** A DKEK share with one whole block of padding. */
export const CIPHERTEXT_LENGTH_BYTES = 48;

const MAGIC = utf8ToBytes("Salted__");
const SALT_END = MAGIC.length + SALT_LENGTH_BYTES;

/**
 * An encrypted DKEK share, as `sc-hsm-tool --create-dkek-share` writes it (`create_dkek_share` of
 * sc-hsm-tool.c; the layout is that of `openssl enc`). It holds nothing that tells a wrong password
 * but the padding of the plaintext.
 */
export interface PbeFile {
  /** 8 bytes. */
  readonly salt: Uint8Array;
  /** 48 bytes: AES-256-CBC of the DKEK share and 16 bytes of padding, each 10. */
  readonly ciphertext: Uint8Array;
  /** The whole file, 64 bytes. */
  readonly bytes: Uint8Array;
}

/**
 * Reads a .pbe file. The result is a copy.
 *
 * @throws {PbeError} `pbe-too-short`, `pbe-too-long` or `pbe-wrong-magic`; the stock tool takes a
 *   longer file, and reports success on a shorter one.
 */
export function parsePbe(bytes: Uint8Array): PbeFile {
  if (bytes.length !== PBE_LENGTH_BYTES) {
    const short = bytes.length < PBE_LENGTH_BYTES;
    throw new PbeError(
      short ? "pbe-too-short" : "pbe-too-long",
      `${bytes.length} bytes are too ${short ? "few" : "many"} for a .pbe file`,
      { hint: `a .pbe file has ${PBE_LENGTH_BYTES} bytes: choose another file or copy it again` },
    );
  }
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) {
    throw new PbeError("pbe-wrong-magic", "not a .pbe file: it does not begin with Salted__", {
      hint: "choose the file that was written when the DKEK share was created",
    });
  }
  const copy = Uint8Array.from(bytes);
  return {
    salt: copy.slice(MAGIC.length, SALT_END),
    ciphertext: copy.slice(SALT_END),
    bytes: copy,
  };
}

/**
 * The 64 bytes of a .pbe file.
 *
 * @param parts - `salt`: 8 bytes; `ciphertext`: 48 bytes
 * @throws {PbeError} `salt-wrong-length` or `ciphertext-wrong-length`.
 */
export function encodePbe(parts: Pick<PbeFile, "salt" | "ciphertext">): Uint8Array {
  checkSalt(parts.salt);
  if (parts.ciphertext.length !== CIPHERTEXT_LENGTH_BYTES) {
    throw new PbeError(
      "ciphertext-wrong-length",
      `a ciphertext of ${parts.ciphertext.length} bytes`,
      {
        hint: `give ${CIPHERTEXT_LENGTH_BYTES} bytes`,
      },
    );
  }
  return concatBytes(MAGIC, parts.salt, parts.ciphertext);
}

/** @throws {PbeError} `salt-wrong-length` unless there are 8 bytes. */
export function checkSalt(salt: Uint8Array): void {
  if (salt.length !== SALT_LENGTH_BYTES) {
    throw new PbeError("salt-wrong-length", `a salt of ${salt.length} bytes`, {
      hint: `give ${SALT_LENGTH_BYTES} random bytes`,
    });
  }
}
