import { audit, entry } from "@dkek/words/de";
import type { PageWords } from "../page-words.js";
import { unreadable } from "./unreadable.js";

export const de: PageWords = {
  language: "de",
  entry,
  audit,
  title: "Eine DKEK-Sicherung prüfen",
  purpose:
    "Öffnen diese Karten diese .pbe-Datei, bürgt das Protokoll für sie, und ließen sich die Schlüsselsicherungen wiederherstellen?",
  promise:
    "Diese Seite prüft das hier, auf diesem Rechner. Sie erreicht kein Netz und speichert nichts; wenn Sie sie schließen, ist fort, was Sie ihr gegeben haben.",
  forget: "Alles vergessen",
  forgotten: "Alles, was Sie angegeben hatten, ist vergessen.",

  files: "Dateien",
  filesHelp:
    "Die .pbe-Datei, das Protokoll des Satzes (record.json), Schlüsselsicherungen, und Karten als Text oder als Bilder ihrer QR-Codes.",
  choose: "Dateien wählen",
  dropHere: "oder hier ablegen",
  nothingYet: "Noch nichts.",
  kinds: {
    pbe: ".pbe-Datei",
    record: "Protokoll",
    backup: "Schlüsselsicherung",
    card: "Karte",
    report: "früherer Bericht",
    unreadable: "nicht lesbar",
  },
  unreadable,
  remove: "Entfernen",
  removed: (name) => `${name}: entfernt.`,
  tookFiles: (count) => (count === 1 ? "1 Datei aufgenommen." : `${count} Dateien aufgenommen.`),

  cards: "Karten auf Papier",
  cardsHelp:
    "Geben Sie eine Karte Zeile für Zeile ein, oder scannen Sie ihren QR-Code mit einem USB-Scanner, der ihn hier eintippt. Geben Sie zuerst die .pbe-Datei oder das Protokoll an: dann wird jede Zeile gleich bei der Eingabe geprüft.",
  take: "Eingeben",
  back: "Zurück",
  skip: "Diese Karte überspringen",
  noFileHere: {
    message: "Das ist weder eine „Share ID“ noch der Code einer Karte.",
    hint: "Dateien wählen Sie mit der Schaltfläche weiter oben.",
  },
  nothingTypedHint: "Geben Sie „zurück“ oder „überspringen“ ein, wenn es nicht weitergeht.",
  scannedCard: (id) => `gescannte Karte ${id}`,
  typedCard: (id) => `eingegebene Karte ${id}`,
  camera: "Kamera verwenden",
  cameraStop: "Kamera ausschalten",
  cameraRefused:
    "Die Kamera lässt sich hier nicht verwenden: wählen Sie stattdessen ein Bild, oder geben Sie die Zeilen ein.",

  checkTitle: "Die Prüfung",
  more: "Ein Prüfwert (KCV) oder ein Passwort",
  kcv: "Der Prüfwert (KCV) des DKEK, wie das HSM ihn zeigt (16 Hex-Ziffern)",
  kcvBad: "Ein Prüfwert hat 16 Hex-Ziffern: berichtigen Sie ihn, oder lassen Sie das Feld leer.",
  password: "Das Passwort der .pbe-Datei, falls sie eines hat statt Karten",

  check: "Prüfen",
  checking: "Die Prüfung hat begonnen.",
  cancel: "Abbrechen",
  cancelled: "Abgebrochen: es wurde nichts geprüft.",
  nothingToCheck:
    "Es ist noch nichts zu prüfen da: wählen Sie Dateien, oder geben Sie eine Karte ein.",
  passwordAndCards:
    "Ein Passwort öffnet eine einzige .pbe-Datei, und daneben gibt es keine Karten.",
  opening: "Die .pbe-Datei wird geöffnet",
  checkingCards: "Die Karten werden gegen das Protokoll geprüft",

  defect:
    "In dieser Seite ist etwas schiefgegangen, das nicht vorkommen darf. Verlassen Sie sich auf kein Ergebnis, und laden Sie sie neu.",

  result: "Ergebnis",
  print: "Bericht drucken",
  reportTitle: "Prüfung von DKEK-Anteilen",
  made: (when, version, browser) =>
    `Erstellt ${when} von der Prüfseite von dkek ${version}, ohne Netz, ohne HSM, im Browser ${browser}.`,
  setOnPaper: (setId, kcv) => `Satz ${setId}, KCV ${kcv ?? "nicht gesehen"}`,
  howItWasChecked: "Wie geprüft wurde",
  whatWasChecked: "Was geprüft wurde",
  fileName: "Datei oder Karte",
  secretNotHashed: "geheim: ohne Prüfsumme",
  aPassword: "ein Passwort",
  namedKcv: "KCV, den der Prüfer angegeben hat",
  notProven: (subjects) => `Unbewiesen: ${subjects}`,
  toCompare: (count) =>
    count === 1
      ? "Eine Zeile ist unbewiesen und zählt dabei nicht: sie sagt, was Sie selbst vergleichen oder wissen sollten."
      : `${count} Zeilen sind unbewiesen und zählen dabei nicht: sie sagen, was Sie selbst vergleichen oder wissen sollten.`,
  signed: "Unterschrieben",
  signedColumns: ["Name", "Rolle", "Datum", "Unterschrift"],

  selfCheck: "Ist diese Seite selbst richtig?",
  selfCheckHelp:
    "Sie kann nachrechnen, was veröffentlicht ist, und vergleichen: Sätze, die das echte sc-hsm-tool gemacht hat, und Karten und ein Protokoll der Dokumentation. Das dauert eine halbe Minute, auf einem alten Rechner einige Minuten.",
  runSelfCheck: "Selbstprüfung beginnen",
  selfCheckNames: {
    quorum: "drei Karten des sc-hsm-tool öffnen ihre .pbe-Datei, mit dem veröffentlichten KCV",
    "wrong-digit": "dieselben Karten mit einer falschen Ziffer werden als falsch erkannt",
    password: "ein Passwort öffnet die .pbe-Datei, die sc-hsm-tool damit gemacht hat",
    code: "der Code einer veröffentlichten Karte wird gelesen, ein veränderter abgelehnt",
    picture: "ein Bild des QR-Codes einer Karte wird gelesen",
    record:
      "eine veröffentlichte Karte wird durch ihr Protokoll bewiesen (P-224), mit einer veränderten Ziffer als falsch erkannt",
    backup: "eine Schlüsselsicherung wird als wiederherstellbar erkannt",
  },
  right: "richtig",
  notRight: "NICHT RICHTIG",
  allRight: "Die Selbstprüfung ist richtig.",
  someNotRight:
    "Die Selbstprüfung ist NICHT RICHTIG: verwenden Sie diese Seite nicht in diesem Browser.",
  selfCheckCancelled: "Abgebrochen: die Selbstprüfung sagt nichts.",
  thisPage:
    "Eine Seite, die jemand verändert hat, würde behaupten, sie sei richtig. Ob dies die Seite ist, die veröffentlicht wurde, zeigt nur ihre SHA-256-Prüfsumme, die ein anderes Programm berechnet:",
  licences: "Lizenzen dessen, was in dieser Seite steckt",
  thisPageSteps: [
    "Unter Linux: sha256sum verify.html; unter macOS: shasum -a 256 verify.html; unter Windows: certutil -hashfile verify.html SHA256.",
    "Vergleichen Sie alle 64 Ziffern mit dem veröffentlichten Wert, von Papier oder von einem anderen Rechner. Die Datei SHA256SUMS auf demselben Stick zählt nicht: wer die eine ändert, kann auch die andere ändern.",
    "Eine einzige andere Ziffer heißt: es ist eine andere Datei. Verwenden Sie sie nicht.",
  ],
};
