import { type PinKind, SO_PIN_DIGITS, USER_PIN_MAX, USER_PIN_MIN } from "../../input/pin-kind.js";
import type { PinWords } from "../pin-words.js";

const NAMES: Readonly<Record<PinKind, string>> = { user: "user PIN", so: "SO-PIN" };
const FORMATS: Readonly<Record<PinKind, string>> = {
  user: `${USER_PIN_MIN} to ${USER_PIN_MAX} characters`,
  so: `${SO_PIN_DIGITS} hex digits`,
};
const WEAKNESSES = {
  "well-known": "this PIN stands in manuals, and is the first that anybody tries",
  run: "its characters follow each other, up or down",
  repetition: "it repeats a few characters",
} as const;

export const pins: PinWords = {
  ask: (kind, serial) => `${NAMES[kind]} of HSM ${serial} (${FORMATS[kind]})`,
  askNew: (kind, serial) => `new ${NAMES[kind]} for HSM ${serial} (${FORMATS[kind]})`,
  askAgain: (kind) => `the new ${NAMES[kind]} again`,
  differ: (kind) => `the two are not the same: type the new ${NAMES[kind]} twice once more`,
  fault: (kind, fault) => {
    const rule = `${kind === "so" ? "an" : "a"} ${NAMES[kind]} has ${FORMATS[kind]}, and this has`;
    switch (fault.what) {
      case "length":
        return `${rule} ${fault.typed}`;
      case "not-hex":
        return `${rule} something else at place ${fault.place}`;
      case "characters":
        return "take digits, letters and signs that every keyboard has, and no space";
      case "weak":
        return WEAKNESSES[fault.why];
    }
  },
  askPassword: "password of the .pbe file",
  askNewPassword: "new password for the .pbe file",
  askPasswordAgain: "the same password again",
};
