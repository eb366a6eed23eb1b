import { SecretBytes } from "@dkek/foundation";
import { type PinWeakness, weaknessOf } from "./weak-pin.js";

export type PinKind = "user" | "so";

/** Why something can't be a PIN; it is not shown in it. */
export type PinFault =
  | { readonly what: "length"; readonly typed: number }
  /** No hex digit, at this place, from 1. */
  | { readonly what: "not-hex"; readonly place: number }
  /** Characters that not every keyboard has. */
  | { readonly what: "characters" }
  | { readonly what: "weak"; readonly why: PinWeakness };

/** How one of the two PINs is typed, and what the HSM gets of it. */
export interface PinRules {
  /** Why this can't be the PIN; undefined if it can be. */
  readonly refuse: (pin: string) => PinFault | undefined;
  /** The same for one that is chosen now. */
  readonly refuseNew: (pin: string) => PinFault | undefined;
  /** The bytes that the HSM gets, of a PIN that was not refused. */
  readonly encode: (pin: string) => SecretBytes;
}

/** In bytes of UTF-8. */
export const USER_PIN_MIN = 6;
export const USER_PIN_MAX = 15;
export const SO_PIN_DIGITS = 16;

const user: PinRules = {
  refuse: (pin) => {
    const { length } = new TextEncoder().encode(pin);
    if (length >= USER_PIN_MIN && length <= USER_PIN_MAX) return undefined;
    return { what: "length", typed: length };
  },
  refuseNew: (pin) =>
    user.refuse(pin) ?? (/^[!-~]+$/.test(pin) ? weak(weaknessOf(pin)) : { what: "characters" }),
  encode: (pin) => SecretBytes.own(new TextEncoder().encode(pin)),
};

const so: PinRules = {
  refuse: (pin) => {
    const wrong = pin.search(/[^0-9a-f]/i);
    if (wrong !== -1) return { what: "not-hex", place: wrong + 1 };
    return pin.length === SO_PIN_DIGITS ? undefined : { what: "length", typed: pin.length };
  },
  refuseNew: (pin) => so.refuse(pin) ?? weak(soPinWeakness(pin)),
  encode: (pin) => SecretBytes.own(Uint8Array.from(Buffer.from(pin, "hex"))),
};

export const PIN_KINDS: Readonly<Record<PinKind, PinRules>> = { user, so };

/** Is an SO-PIN that was accepted long ago one that everybody knows? */
export function isWellKnownSoPin(soPin: SecretBytes): boolean {
  return soPinWeakness(Buffer.from(soPin.expose()).toString("hex")) !== undefined;
}

/** Hex digits may stand for a text, as in the manuals: 3537363231383830 is 57621880. */
function soPinWeakness(digits: string): PinWeakness | undefined {
  return weaknessOf(digits) ?? weaknessOf(Buffer.from(digits, "hex").toString("latin1"));
}

function weak(why: PinWeakness | undefined): PinFault | undefined {
  return why && { what: "weak", why };
}
