import type { Handler } from "../card.js";
import { DEVICE_KEY, KEYS, TOKEN_INFO } from "../files.js";
import { answer, ok, StatusWord } from "../status-word.js";

/**
 * ENUMERATE OBJECTS, 80 58: the identifiers of keys and files, two bytes each, keys first
 * (`sc_hsm_list_files` in card-sc-hsm.c). The files below 3000 are not listed.
 */
export const enumerateObjects: Handler = (card, { p1, p2, le = 0x10000 }) => {
  if (p1 !== 0 || p2 !== 0) return answer(StatusWord.wrongParameters);
  const keys = numbers(card.state.initialisation?.keys).map((reference) => KEYS + reference);
  const files = numbers(card.state.initialisation?.files).filter((id) => id !== TOKEN_INFO);
  const list = Uint8Array.from(
    [DEVICE_KEY, ...keys, ...files].flatMap((id) => [id >> 8, id & 0xff]),
  );
  return ok(list.subarray(0, le));
};

/** The names under which the state keeps things are hex numbers. */
function numbers(things: object = {}): number[] {
  return Object.keys(things)
    .map((name) => Number.parseInt(name, 16))
    .sort((a, b) => a - b);
}
