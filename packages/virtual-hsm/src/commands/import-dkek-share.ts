import { createHash } from "node:crypto";
import { type Card, commitPart, type Handler } from "../card.js";
import { fromHex, toHex } from "../hex.js";
import { DKEK_BYTES } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";

// The key check value and the XOR are worked out here, not by @dkek/dkek-file: what the card shows is
// held against what the toolkit predicted, and the same code on both sides would prove nothing.
const KCV_BYTES = 8;

/**
 * IMPORT DKEK SHARE, 80 52 (`sc_hsm_import_dkek_share` in card-sc-hsm.c): takes one 32-byte share in
 * the clear, or, without data, tells the status alone.
 *
 * The answer is total (1) ‖ missing (1) ‖ KCV (8), the KCV being zeros until the last share is in.
 * 6D00: never initialised, or not for DKEK shares; 6985: all shares are in already.
 */
export const importDkekShare: Handler = (card, { p1, p2, data }) => {
  if (p1 !== 0 || p2 !== 0) return answer(StatusWord.wrongParameters);
  const { initialisation } = card.state;
  const dkek = initialisation?.dkek;
  if (!initialisation || !dkek) return answer(StatusWord.instructionNotSupported);
  if (data === undefined) return ok(dkekStatus(card));
  if (data.length !== DKEK_BYTES) return answer(StatusWord.wrongLength);
  if (dkek.imported === dkek.total) return answer(StatusWord.notAllowed);
  const value = fromHex(dkek.value).map((byte, index) => byte ^ (data[index] ?? 0));
  commitPart(card, initialisation, {
    dkek: { ...dkek, imported: dkek.imported + 1, value: toHex(value) },
  });
  return ok(dkekStatus(card));
};

function dkekStatus(card: Card): Uint8Array {
  const dkek = card.state.initialisation?.dkek;
  if (!dkek) return new Uint8Array(0);
  const missing = dkek.total - dkek.imported;
  const hidden = missing > 0 || (card.kcvNeedsUserPin && !card.session.userPinVerified);
  const kcv = hidden
    ? new Uint8Array(KCV_BYTES)
    : createHash("sha256").update(fromHex(dkek.value)).digest().subarray(0, KCV_BYTES);
  return Uint8Array.of(dkek.total, missing, ...kcv);
}
