import { OCTET_STRING, SEQUENCE } from "./der-values.js";
import { encodeDer } from "./encode-der.js";

/** A key on its way out of an HSM, and what the HSM keeps beside it. */
export interface KeyBackupParts {
  /** As WRAP KEY answers. */
  readonly blob: Uint8Array;
  /** EF C4xx: one whole data object. */
  readonly description?: Uint8Array | undefined;
  /** EF CExx: one whole data object. */
  readonly certificate?: Uint8Array | undefined;
}

/**
 * A key backup, byte for byte as `sc-hsm-tool --wrap-key` writes it (`wrap_key` of sc-hsm-tool.c):
 * {@link parseKeyBackup} and `sc-hsm-tool --unwrap-key` read it.
 */
export function encodeKeyBackup({ blob, description, certificate }: KeyBackupParts): Uint8Array {
  const nothing = new Uint8Array(0);
  return encodeDer(
    SEQUENCE,
    encodeDer(OCTET_STRING, blob),
    description ?? nothing,
    certificate ?? nothing,
  );
}
