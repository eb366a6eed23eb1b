import type { RescueWords } from "../rescue-words.js";

export const rescue: RescueWords = {
  start:
    "Bitte jede Karte so eingeben, wie sie zu lesen ist, mit einem Fragezeichen für jede unleserliche Ziffer. Ein gescannter Code oder der Name einer Kartendatei geht auch. Jederzeit: „zurück“ oder „beenden“.",
  askId: (nth, mayEnd) =>
    `Karte ${nth}: die Share-ID, wie sie dasteht, ? wenn unleserlich${mayEnd ? " (Enter, wenn das die letzte Karte war)" : ""}`,
  askPrime: (nth, known) =>
    `Karte ${nth}: die Primzahl${known ? " (Enter, wenn sie dieselbe ist)" : ""}`,
  askValue: (nth) => `Karte ${nth}: der Share-Wert; Prüfziffern in Klammern, wo es welche gibt`,
  taken: (nth, digits, open) =>
    `Karte ${nth}: ${digits} Ziffern${open === 0 ? "" : `, davon ${open} unleserlich`}`,
  tooFew: {
    message: "Das sind zu wenige Karten.",
    hint: "Mindestens zwei sind nötig; „beenden“, wenn es keine weiteren gibt.",
  },
  nothing: {
    message: "Sie haben nichts eingegeben.",
    hint: "Bitte ? für jede unleserliche Ziffer.",
  },
  notDigits: {
    message: "Das sind kaum Ziffern.",
    hint: "Bitte eingeben, was auf der Karte steht: 0 bis 9 und a bis f, und ? für jede unleserliche Ziffer.",
  },
  askFolder:
    "Die berichtigten Karten in einen neuen Ordner schreiben? Sein Name, oder Enter für keinen",
  folderExists: (name) => ({
    message: `${name} gibt es schon.`,
    hint: "Bitte einen neuen Ordner nennen.",
  }),
};
