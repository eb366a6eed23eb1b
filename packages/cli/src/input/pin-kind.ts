import { SecretBytes } from "@dkek/foundation";
import { weaknessOf } from "./weak-pin.js";

export type PinKind = "user" | "so";

/** How one of the two PINs is typed, and what the HSM gets of it. */
export interface PinRules {
  readonly name: string;
  /** What it looks like, for the question. */
  readonly format: string;
  /** Why this can't be the PIN, without showing it; undefined if it can be. */
  readonly refuse: (pin: string) => string | undefined;
  /** The same for one that is chosen now. */
  readonly refuseNew: (pin: string) => string | undefined;
  /** The bytes that the HSM gets, of a PIN that was not refused. */
  readonly encode: (pin: string) => SecretBytes;
}

const USER_PIN_MIN = 6;
const USER_PIN_MAX = 15;
const SO_PIN_DIGITS = 16;

const user: PinRules = {
  name: "user PIN",
  format: `${USER_PIN_MIN} to ${USER_PIN_MAX} characters`,
  refuse: (pin) => {
    const { length } = new TextEncoder().encode(pin);
    if (length >= USER_PIN_MIN && length <= USER_PIN_MAX) return undefined;
    return `a user PIN has ${user.format}, and this has ${length}`;
  },
  refuseNew: (pin) =>
    user.refuse(pin) ??
    (/^[!-~]+$/.test(pin)
      ? weaknessOf(pin)
      : "take digits, letters and signs that every keyboard has, and no space"),
  encode: (pin) => SecretBytes.own(new TextEncoder().encode(pin)),
};

const so: PinRules = {
  name: "SO-PIN",
  format: `${SO_PIN_DIGITS} hex digits`,
  refuse: (pin) =>
    /^[0-9a-f]{16}$/i.test(pin)
      ? undefined
      : `an SO-PIN has ${so.format}, and this has ${describe(pin)}`,
  refuseNew: (pin) => so.refuse(pin) ?? soPinWeakness(pin),
  encode: (pin) => SecretBytes.own(Uint8Array.from(Buffer.from(pin, "hex"))),
};

export const PIN_KINDS: Readonly<Record<PinKind, PinRules>> = { user, so };

/** Is an SO-PIN that was accepted long ago one that everybody knows? */
export function isWellKnownSoPin(soPin: SecretBytes): boolean {
  return soPinWeakness(Buffer.from(soPin.expose()).toString("hex")) !== undefined;
}

/** Hex digits may stand for a text, as in the manuals: 3537363231383830 is 57621880. */
function soPinWeakness(digits: string): string | undefined {
  return weaknessOf(digits) ?? weaknessOf(Buffer.from(digits, "hex").toString("latin1"));
}

/** Lengths and places, no digits. */
function describe(pin: string): string {
  const wrong = pin.search(/[^0-9a-f]/i);
  return wrong === -1 ? `${pin.length}` : `something else at place ${wrong + 1}`;
}
