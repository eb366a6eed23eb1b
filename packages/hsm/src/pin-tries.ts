/** What the card says of a PIN when asked without presenting it. */
export type PinState =
  /** Never set: the HSM was never initialised. */
  | { readonly state: "absent" }
  /** `tries` left, 0 for a blocked PIN. */
  | { readonly state: "set"; readonly tries: number }
  /** It must be changed before it is used; before version 2.0 also: never set. */
  | { readonly state: "unusable" }
  /** Set, but the card does not tell: verified already, replaced by public keys, an unknown status. */
  | { readonly state: "untold" };

/** Reads the status word of VERIFY without data (ISO/IEC 7816-4, section 11.6.6). */
export function readPinState(sw: number): PinState {
  if ((sw & 0xfff0) === 0x63c0) return { state: "set", tries: sw & 0x0f };
  switch (sw) {
    case 0x6983:
      return { state: "set", tries: 0 };
    case 0x6984:
      return { state: "unusable" };
    case 0x6a88:
      return { state: "absent" };
    default:
      return { state: "untold" };
  }
}
