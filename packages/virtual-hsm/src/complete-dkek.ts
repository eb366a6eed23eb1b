import type { ResponseApdu } from "@dkek/hsm";
import type { Card } from "./card.js";
import { fromHex } from "./hex.js";
import { answer, StatusWord } from "./status-word.js";

/** The DKEK, 32 bytes; or why there is none, as the answer. */
export function completeDkek(card: Card): Uint8Array | ResponseApdu {
  const dkek = card.state.initialisation?.dkek;
  if (!dkek) return answer(StatusWord.instructionNotSupported);
  if (dkek.imported < dkek.total) return answer(StatusWord.notAllowed);
  return fromHex(dkek.value);
}
