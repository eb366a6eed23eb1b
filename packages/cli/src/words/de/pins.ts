import { type PinKind, SO_PIN_DIGITS, USER_PIN_MAX, USER_PIN_MIN } from "../../input/pin-kind.js";
import type { PinWords } from "../pin-words.js";

const NAMES: Readonly<Record<PinKind, string>> = { user: "Benutzer-PIN", so: "SO-PIN" };
const FORMATS: Readonly<Record<PinKind, string>> = {
  user: `${USER_PIN_MIN} bis ${USER_PIN_MAX} Zeichen`,
  so: `${SO_PIN_DIGITS} hexadezimale Ziffern`,
};
const WEAKNESSES = {
  "well-known": "Diese PIN steht in Anleitungen; sie wird als erste probiert.",
  run: "Ihre Zeichen folgen aufeinander, aufwärts oder abwärts.",
  repetition: "Sie wiederholt nur wenige Zeichen.",
} as const;

export const pins: PinWords = {
  ask: (kind, serial) => `${NAMES[kind]} des HSM ${serial} (${FORMATS[kind]})`,
  askNew: (kind, serial) => `neue ${NAMES[kind]} für das HSM ${serial} (${FORMATS[kind]})`,
  askAgain: (kind) => `die neue ${NAMES[kind]} noch einmal`,
  differ: (kind) =>
    `Die beiden sind nicht gleich: bitte die neue ${NAMES[kind]} noch einmal zweimal eingeben.`,
  fault: (kind, fault) => {
    const rule = `Eine ${NAMES[kind]} hat ${FORMATS[kind]}, diese hat`;
    switch (fault.what) {
      case "length":
        return `${rule} ${fault.typed}.`;
      case "not-hex":
        return `${rule} an Stelle ${fault.place} etwas anderes.`;
      case "characters":
        return "Bitte Ziffern, Buchstaben und Zeichen, die jede Tastatur hat, ohne Leerzeichen.";
      case "weak":
        return WEAKNESSES[fault.why];
    }
  },
  askPassword: "Passwort der .pbe-Datei",
  askNewPassword: "neues Passwort für die .pbe-Datei",
  askPasswordAgain: "dasselbe Passwort noch einmal",
};
