import type { Identity } from "./identity.js";
import { decodeTlvs, encodeTlv, findTlv } from "./tlv.js";

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const LABEL = 0x80;

/** What OpenSC shows for a SmartCard-HSM that was initialised without a label. */
const DEFAULT_LABEL = "SmartCard-HSM";

/** PKCS#15 version 1, written as 0. */
const VERSION_1 = Uint8Array.of(0);
/** Token flags with bit 2 alone set: prnGeneration. */
const PRN_GENERATION = Uint8Array.of(5, 0x20);

/**
 * The content of EF 2F03 (PKCS#15 TokenInfo) as the card gives it out: the label that was written,
 * marked as virtual. OpenSC writes the whole file when it initialises with a label; here only the
 * label is taken from it, so that no command can take the mark off.
 *
 * @param written what was written into the file, undefined if nothing was
 */
export function encodeTokenInfo(identity: Identity, written: Uint8Array | undefined): Uint8Array {
  const label = (written && labelIn(written)) || DEFAULT_LABEL;
  const marked = label.startsWith(identity.labelPrefix) ? label : identity.labelPrefix + label;
  return encodeTlv(
    SEQUENCE,
    encodeTlv(INTEGER, VERSION_1),
    encodeTlv(OCTET_STRING, Buffer.from(identity.serial, "latin1")),
    encodeTlv(UTF8_STRING, Buffer.from(identity.manufacturer, "utf8")),
    encodeTlv(LABEL, Buffer.from(marked, "utf8")),
    encodeTlv(BIT_STRING, PRN_GENERATION),
  );
}

function labelIn(tokenInfo: Uint8Array): string | undefined {
  const sequence = findTlv(decodeTlvs(tokenInfo) ?? [], SEQUENCE);
  const label = sequence && findTlv(decodeTlvs(sequence) ?? [], LABEL);
  return label && Buffer.from(label).toString("utf8");
}
