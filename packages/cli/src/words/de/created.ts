import type { CreatedWords } from "../created-words.js";

export const created: CreatedWords = {
  made: (set, { index, of }) => {
    const share = of === 1 ? "" : ` (DKEK-Anteil ${index} von ${of})`;
    return `Satz ${set} ist fertig${share}.`;
  },
  opensWith: "öffnet mit",
  withPassword: "dem Passwort, das Sie gewählt haben",
  withCards: ({ threshold, total, scheme }) =>
    `beliebigen ${threshold} von ${total} Karten (Schema ${scheme})`,
  kcv: (kcv) => `${kcv}, Prüfwert dieses DKEK-Anteils`,
  triedOut: "erprobt",
  triedPassword: ["Die .pbe-Datei lässt sich wieder öffnen."],
  triedQuorums: (quorums) => [
    `${quorums} Quoren ergeben das Passwort, die .pbe-Datei öffnet sich`,
    "wieder, und jede Karte stimmt laut Protokoll.",
  ],
  fingerprint: "Fingerprint",
  writeDown: [
    "Lesen Sie diese Wörter vor, und schreiben Sie sie auf:",
    "An ihnen erkennt man dieses Protokoll unter allen anderen.",
  ],
  pbe: "der DKEK-Anteil, verschlüsselt: davon Kopien aufbewahren",
  record: "das Protokoll: öffentlich, gehört zur .pbe-Datei",
  recordSheet: "dasselbe zum Drucken und Unterschreiben",
  onPaper: (total) => `${total} Karten auf Papier, keine auf einer Festplatte`,
  secretCards: (total, endings) =>
    `GEHEIM: eine Karte je Verwahrer, „card-1“ bis „card-${total}“, .${endings.join(" und .")}`,
  toPrint: (ending) => `${ending} (zum Drucken)`,
  proveTyped: (threshold) =>
    `Beweisen lässt es sich mit beliebigen ${threshold} Karten; dkek fragt nach den Ziffern:`,
  proveFiles: (threshold) => `Beweisen lässt es sich mit beliebigen ${threshold} Karten, etwa:`,
};
