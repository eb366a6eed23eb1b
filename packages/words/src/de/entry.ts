import type { CardVerdict, NumberFault } from "@dkek/ceremony";
import type { Advice } from "../advice.js";
import type { CardPlace, EntryWords } from "../entry-words.js";
import { rows } from "./rows.js";

const COMPARE = "Bitte vergleichen Sie Gruppe für Gruppe mit der Karte.";

export const entry: EntryWords = {
  setAhead: (set, file) => `Karten des Satzes ${set}${file === undefined ? "" : ` (${file})`}:`,
  start:
    "Die Karten werden nacheinander aufgenommen, in beliebiger Reihenfolge. Jederzeit können Sie den QR-Code einer Karte scannen oder „zurück“, „überspringen“ (diese Karte) oder „beenden“ eingeben.",
  askCard: (place, mayEnd) => {
    const ending =
      place.nth === 1
        ? "keine: nur die Eingabetaste"
        : "war das die letzte Karte: nur die Eingabetaste";
    return `${nameOf(place)}: „Share ID“ eingeben oder QR-Code scannen${mayEnd ? ` (${ending})` : ""}`;
  },
  askRow: (place, { id, row, orWhole, asRow, mayLeaveOut }) => {
    const number = row.part === "prime" ? "die Primzahl („Prime“)" : "der Wert („Share value“)";
    const start = `${nameOf(place)} (ID ${id})`;
    if (!asRow) return `${start}: ${number}`;
    const which = `„${rows.part(row.part)} row ${row.index + 1}“ von ${row.of}`;
    const whole = orWhole ? `; ohne Prüfziffern auf der Karte: ${number} als Ganzes` : "";
    const leave = mayLeaveOut
      ? "; die Eingabetaste allein lässt diese Zeilen aus: sie dienen nur der Prüfung der Karte"
      : "";
    return `${start}, ${which}: die Ziffern und ihre 3 Prüfziffern${whole}${leave}`;
  },
  cardIn: (place, ids) => {
    const left = place.of === undefined ? undefined : place.of - place.nth;
    const more = left === undefined ? "" : left === 0 ? "; das waren alle" : `; noch ${left} nötig`;
    const all = ids.length > 1 ? `; bisher die IDs ${listOf(ids)}` : "";
    return `${nameOf(place)} (ID ${ids.at(-1)}): aufgenommen${all}${more}`;
  },
  skipped: "Übersprungen: von dieser Karte wurde nichts behalten.",
  nothingBefore: {
    message: "In dieser Karte geht es nicht weiter zurück.",
    hint: "Mit „überspringen“ nehmen Sie eine andere Karte.",
  },
  fault: (fault) => {
    switch (fault.what) {
      case "nothing-typed":
        return {
          message: "Sie haben nichts eingegeben.",
          hint: "Wenn es nicht weitergeht: „zurück“, „überspringen“ oder „beenden“.",
        };
      case "bad-id":
        return {
          message: "Die „Share ID“ ist eine Zahl von 1 bis 255.",
          hint: "Sie steht auf der Karte über den Zeilen.",
        };
      case "already-in":
        return {
          message: `Die Karte mit der ID ${fault.id} ist schon aufgenommen.`,
          hint: "Jede Karte zählt einmal: bitte nehmen Sie die nächste.",
        };
      case "row":
        return rows.advice(fault.fault, fault.place);
      case "number":
        return onNumber(fault.fault);
      case "code":
        return fault.code === "card-version-unknown"
          ? {
              message: "Dieser Code stammt von einer neueren Version von dkek.",
              hint: "Verwenden Sie jene Version, oder geben Sie die Zeilen der Karte ein.",
            }
          : {
              message: "Das ist nicht der vollständige Code einer Karte.",
              hint: "Bitte scannen Sie noch einmal, langsam und bei gutem Licht, oder geben Sie die Zeilen ein.",
            };
      case "another-card":
        return {
          message: `Das ist Karte ${fault.id}, nicht Karte ${fault.asked}.`,
          hint: `Bitte nehmen Sie das Papier der Karte ${fault.asked}, oder geben Sie „überspringen“ ein.`,
        };
      case "other-set":
        return {
          message: `Karte ${fault.id} gehört zu einem anderen Satz.`,
          hint: "Bitte legen Sie sie beiseite: hinter „Set“ steht etwas anderes als bei dem Satz, um den es geht.",
        };
      case "other-prime":
        return {
          message: `Karte ${fault.id} gehört zu einem anderen Satz: ihre Primzahl ist eine andere.`,
          hint: "Bitte legen Sie sie beiseite, oder vergleichen Sie die Primzahlen Ziffer für Ziffer.",
        };
      case "record":
        return {
          message: onRecord(fault.id, fault.verdict),
          hint: "Mit „überspringen“ nehmen Sie eine andere Karte.",
        };
      case "not-this":
        return {
          message:
            fault.face === "row"
              ? "Das ist die Zeile einer Karte, aber nicht das, was auf dieser Karte dort steht."
              : "Das ist der Code einer Karte, aber nicht der, den diese Karte hat.",
          hint: "Bitte lesen Sie noch einmal vom Papier ab, von der ersten Ziffer an.",
        };
    }
  },
  unreadable: (path, { code }) => ({
    message: `${path}: ${UNREADABLE[code] ?? "In dieser Datei steht keine lesbare Karte."}`,
    hint: "Nennen Sie ein Bild des QR-Codes (PNG, JPEG) oder eine Textdatei, oder geben Sie die „Share ID“ ein.",
  }),
};

const UNREADABLE: Readonly<Record<string, string>> = {
  "file-not-found": "Diese Datei gibt es nicht.",
  "file-unreadable": "Diese Datei lässt sich nicht lesen.",
  "file-too-large": "Diese Datei ist zu groß für eine Karte.",
  "picture-unreadable": "Dieses Bild lässt sich nicht lesen.",
  "no-code": "Auf diesem Bild ist kein lesbarer QR-Code einer Karte.",
  "several-codes": "Auf diesem Bild sind die QR-Codes mehrerer Karten.",
};

function nameOf({ nth, of }: CardPlace): string {
  return of === undefined ? `Karte ${nth}` : `Karte ${nth} von ${of}`;
}

function listOf(ids: readonly number[]): string {
  return `${ids.slice(0, -1).join(", ")} und ${ids.at(-1)}`;
}

function onNumber(fault: NumberFault): Advice {
  switch (fault.what) {
    case "bad-character":
      return {
        message: `Ziffer ${fault.position} ist „${fault.character}“, und das ist keine der Ziffern 0 bis 9 und a bis f.`,
        hint: COMPARE,
      };
    case "pairs":
      return { message: "Zwischen den Doppelpunkten stehen nicht je zwei Ziffern.", hint: COMPARE };
    case "nothing":
      return { message: "Es sind keine Ziffern da.", hint: COMPARE };
    case "odd":
      return {
        message: `${fault.typed} Ziffern: eine fehlt, oder eine ist zu viel.`,
        hint: COMPARE,
      };
    case "length":
      return {
        message: `${fault.typed} Ziffern, wo die Primzahl ${fault.expected} hat.`,
        hint: COMPARE,
      };
    case "too-large":
      return {
        message: "Größer als die Primzahl: das kann kein Wert einer Karte sein.",
        hint: COMPARE,
      };
    case "no-prime":
      return { message: "Das ist keine Primzahl, die ein Satz haben kann.", hint: COMPARE };
  }
}

function onRecord(id: number, verdict: CardVerdict): string {
  switch (verdict) {
    case "unknown":
      return `Das Protokoll kennt keine Karte ${id}, oder keine solche Ausgabe von ihr.`;
    case "other-set":
      return `Karte ${id} gehört zu einem anderen Satz.`;
    default:
      return `Karte ${id} ist nicht, was das Protokoll festhält: sie wurde verändert oder falsch abgeschrieben.`;
  }
}
