import type { ErasureWords } from "../erasure-words.js";

export const erasure: ErasureWords = {
  inReader: (reader) => `Das HSM im Leser „${reader}“:`,
  keys: "Schlüssel",
  keysUnknown: "waren nicht aufzulisten",
  none: "keine",
  noName: "ohne Namen",
  andMore: (count) => `und ${count} weitere`,
  certificates: "Zertifikate",
  besideKeys: (count) => `${count === 0 ? "keine" : count} außer denen der Schlüssel`,
  otherFiles: "weitere",
  allIsLost: [
    "Beim Initialisieren wird alles gelöscht, was darauf ist, für immer. Ein Schlüssel",
    "ohne Sicherung ist verloren; ebenso eine Sicherung, deren DKEK-Anteile niemand hat.",
  ],
  nothingIsLost: [
    "Es wurde nie initialisiert: nichts geht verloren. Seine SO-PIN wird jetzt gewählt;",
    "nichts ersetzt sie, wenn sie vergessen wird.",
  ],
  toBecome: "Es soll werden:",
  label: "Name",
  dkek: (shares) => {
    if (shares === undefined)
      return "keiner: KEIN SCHLÜSSEL KANN ES JE VERLASSEN, auch nicht gesichert";
    if (shares === 0) return "einer, den sonst niemand hat: Sicherungen passen nur zu diesem HSM";
    return shares === 1 ? "aus 1 DKEK-Anteil" : `aus ${shares} DKEK-Anteilen`;
  },
  askSerial:
    "Zum Weitermachen bitte die Seriennummer des HSM eingeben; Strg-C hört auf, und nichts ist geändert",
  otherSerial: (serial) => `Das ist nicht die Seriennummer dieses HSM, sie ist ${serial}.`,
  typed: (serial) => `Seriennummer ${serial}: eingegeben`,
};
