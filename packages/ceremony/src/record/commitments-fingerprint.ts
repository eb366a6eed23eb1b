import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import type { RecordedSharing } from "./record.js";

/**
 * All proofs of a set as one number that fits on a line of paper: SHA-256 over the bytes of its
 * commitments (`p224`: 29 each) or card hashes (`sc-hsm`: 32 each), joined in the record's order, as 64
 * lower-case hex digits. Of the cards that were made at first: what was issued later stands in the chain.
 */
export function commitmentsFingerprint(sharing: RecordedSharing): string {
  const proofs = sharing.scheme === "p224" ? sharing.commitments : sharing.cardHashes;
  return bytesToHex(sha256(concatBytes(...proofs.map(hexToBytes))));
}
