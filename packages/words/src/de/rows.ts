import {
  CHECK_DIGITS,
  type RowAdvice,
  type RowFault,
  type RowPlace,
  type RowSuspect,
} from "@dkek/ceremony";
import { partOnCard } from "../part-on-card.js";
import type { RowWords } from "../row-words.js";

export const rows: RowWords = {
  part: partOnCard,
  advice: (fault, asked) => {
    switch (fault.what) {
      case "length":
        return onLength(fault.typed, fault.dataDigits);
      case "bad-character":
        return onCharacter(fault);
      default:
        return onSuspects(fault.suspects, fault.dataDigits, asked);
    }
  },
};

function onLength(typed: number, dataDigits: number): RowAdvice {
  const expected = dataDigits + CHECK_DIGITS;
  if (typed === dataDigits) {
    return {
      message: `Das sind ${typed} Ziffern: die ${CHECK_DIGITS} Prüfziffern fehlen.`,
      hint: "Bitte geben Sie auch die Ziffern hinter dem Strich ein.",
    };
  }
  const off = Math.abs(typed - expected);
  const message =
    typed < expected
      ? `${off === 1 ? "Eine Ziffer fehlt" : `${off} Ziffern fehlen`}: ${typed} von ${expected}.`
      : `${off === 1 ? "Eine Ziffer" : `${off} Ziffern`} zu viel: ${typed} statt ${expected}.`;
  return { message, hint: "Bitte vergleichen Sie Gruppe für Gruppe mit der Karte." };
}

function onCharacter({
  position,
  character,
  suggestion,
  dataDigits,
}: Extract<RowFault, { what: "bad-character" }>): RowAdvice {
  return {
    message: `${digitName(position, dataDigits)} ist „${character}“, und das ist keine der Ziffern 0 bis 9 und a bis f.`,
    hint:
      suggestion === undefined
        ? (LOOKALIKES[character.toLowerCase()] ?? "Bitte vergleichen Sie mit der Karte.")
        : `Nach den übrigen Ziffern müsste dort ${suggestion} stehen: bitte vergleichen Sie mit der Karte.`,
  };
}

function onSuspects(
  suspects: readonly RowSuspect[],
  dataDigits: number,
  asked: RowPlace,
): RowAdvice {
  const [first, ...others] = suspects.map((suspect) => inWords(suspect, dataDigits, asked));
  if (first === undefined) {
    return {
      message: "Diese Zeile gehört nicht hierher.",
      hint: "Entweder sind mehrere Ziffern falsch, oder es ist eine andere Zeile, oder die Zeile einer anderen Karte: bitte vergleichen Sie von der ersten Ziffer an.",
    };
  }
  if (others.length === 0) {
    return {
      message: `${first.charAt(0).toUpperCase()}${first.slice(1)}.`,
      hint: "Bitte sehen Sie erst auf die Karte, bevor Sie etwas ändern.",
    };
  }
  return {
    message: `Eines davon: ${[first, ...others].join("; oder ")}.`,
    hint: "Was davon zutrifft, zeigt nur die Karte: bitte sehen Sie erst nach, bevor Sie etwas ändern.",
  };
}

function inWords(suspect: RowSuspect, dataDigits: number, asked: RowPlace): string {
  switch (suspect.kind) {
    case "swap": {
      const left = digitName(suspect.position, dataDigits);
      return `${left} und ${digitName(suspect.position + 1, dataDigits)} sind wohl vertauscht`;
    }
    case "digit":
      return `${digitName(suspect.position, dataDigits)} müsste wohl ${suspect.suggestion} sein`;
    case "elsewhere": {
      const { shareId, part, index } = suspect.place;
      const row = `„${partOnCard(part)} row ${index + 1}“`;
      return shareId === asked.shareId
        ? `das ist wohl die Zeile ${row} dieser Karte`
        : `das ist wohl die Zeile ${row} der Karte ${shareId}, nicht der Karte ${asked.shareId}`;
    }
  }
}

function digitName(position: number, dataDigits: number): string {
  return position > dataDigits ? `Prüfziffer ${position - dataDigits}` : `Ziffer ${position}`;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  o: "Das ist ein Buchstabe: ist es eine 0 (Null)?",
  i: "Das ist ein Buchstabe: ist es eine 1 (Eins)?",
  l: "Das ist ein Buchstabe: ist es eine 1 (Eins)?",
  z: "Das ist ein Buchstabe: ist es eine 2?",
  s: "Das ist ein Buchstabe: ist es eine 5?",
  g: "Das ist ein Buchstabe: ist es eine 6 oder eine 9?",
  q: "Das ist ein Buchstabe: ist es eine 9 oder eine 0 (Null)?",
  t: "Das ist ein Buchstabe: ist es eine 7?",
};
