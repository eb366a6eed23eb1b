import { audit, entry } from "@dkek/words/de";
import type { PageWords } from "../page-words.js";

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
  unreadable: ({ code }) =>
    UNREADABLE[code] ?? "Das ist keine Datei, die sich prüfen ließe, oder sie ist beschädigt.",
  remove: "Entfernen",
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
  typedCard: (id) => `eingegebene Karte ${id}`,
  camera: "Kamera verwenden",
  cameraStop: "Kamera ausschalten",
  cameraRefused:
    "Die Kamera lässt sich hier nicht verwenden: wählen Sie stattdessen ein Bild, oder geben Sie die Zeilen ein.",

  more: "Ein Prüfwert (KCV) oder ein Passwort",
  kcv: "Der Prüfwert (KCV) des DKEK, wie das HSM ihn zeigt (16 Hex-Ziffern)",
  kcvBad: "Ein Prüfwert hat 16 Hex-Ziffern: berichtigen Sie ihn, oder lassen Sie das Feld leer.",
  password: "Das Passwort der .pbe-Datei, falls sie eines hat statt Karten",

  check: "Prüfen",
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
  made: (when, version) =>
    `Erstellt ${when} von der Prüfseite von dkek ${version}, ohne Netz, ohne HSM.`,
  howItWasChecked: "Wie geprüft wurde",
  whatWasChecked: "Was geprüft wurde",
  fileName: "Datei oder Karte",
  secretNotHashed: "geheim: ohne Prüfsumme",
  aPassword: "ein Passwort",
  namedKcv: "KCV, den der Prüfer angegeben hat",
  notProven: (subjects) => `Unbewiesen: ${subjects}`,
  signed: "Unterschrieben",
  signedColumns: ["Name", "Rolle", "Datum", "Unterschrift"],

  selfCheck: "Ist diese Seite selbst richtig?",
  selfCheckHelp:
    "Sie kann nachrechnen, was veröffentlicht ist, und vergleichen: Sätze, die das echte sc-hsm-tool gemacht hat, und Karten der Dokumentation. Das dauert eine halbe Minute, auf einem alten Rechner einige Minuten.",
  runSelfCheck: "Selbstprüfung beginnen",
  selfCheckNames: {
    quorum: "drei Karten des sc-hsm-tool öffnen ihre .pbe-Datei, mit dem veröffentlichten KCV",
    "wrong-digit": "dieselben Karten mit einer falschen Ziffer werden als falsch erkannt",
    password: "ein Passwort öffnet die .pbe-Datei, die sc-hsm-tool damit gemacht hat",
    code: "der Code einer veröffentlichten Karte wird gelesen, ein veränderter abgelehnt",
    backup: "eine Schlüsselsicherung wird als wiederherstellbar erkannt",
  },
  right: "richtig",
  notRight: "NICHT RICHTIG",
  allRight: "Die Selbstprüfung ist richtig.",
  someNotRight:
    "Die Selbstprüfung ist NICHT RICHTIG: verwenden Sie diese Seite nicht in diesem Browser.",
  thisPage:
    "Eine Seite, die jemand verändert hat, würde behaupten, sie sei richtig. Ob dies die Seite ist, die veröffentlicht wurde, zeigt nur ihre SHA-256-Prüfsumme, die ein anderes Programm berechnet:",
  licences: "Lizenzen dessen, was in dieser Seite steckt",
  thisPageSteps: [
    "Unter Linux: sha256sum verify.html; unter macOS: shasum -a 256 verify.html; unter Windows: certutil -hashfile verify.html SHA256.",
    "Vergleichen Sie alle 64 Ziffern mit dem veröffentlichten Wert, von Papier oder von einem anderen Rechner. Die Datei SHA256SUMS auf demselben Stick zählt nicht: wer die eine ändert, kann auch die andere ändern.",
    "Eine einzige andere Ziffer heißt: es ist eine andere Datei. Verwenden Sie sie nicht.",
  ],
};

/** By the codes of errors; the commonest. */
const UNREADABLE: Readonly<Record<string, string>> = {
  "pbe-too-short": "Dieser .pbe-Datei fehlt etwas: sie ist zu kurz.",
  "pbe-too-long": "Diese .pbe-Datei ist zu lang: es hängt etwas daran.",
  "pbe-wrong-magic": "Das ist keine .pbe-Datei, oder ihr Anfang ist beschädigt.",
  "record-malformed": "Das ist kein Protokoll, oder es ist beschädigt.",
  "record-chain-broken": "Die Kette dieses Protokolls ist gerissen: es wurde verändert.",
  "record-version-unknown": "Dieses Protokoll stammt von einer neueren Version von dkek.",
  "card-checksum": "Die Prüfsumme dieser Karte stimmt nicht: eine Ziffer ist falsch.",
  "card-line-unknown": "In dieser Datei steht keine lesbare Karte.",
  "file-unreadable": "Der Browser kann das nicht lesen: geben Sie Dateien an, keine Ordner.",
  pdf: "Das ist ein PDF, wie dkek es macht, aber nicht liest: geben Sie die .txt-Datei der Karte oder ein Bild ihres QR-Codes an.",
  "file-too-large": "Diese Datei ist zu groß für etwas, das sich hier prüfen ließe.",
  "picture-unreadable": "Dieses Bild lässt sich nicht lesen.",
  "no-code": "Auf diesem Bild ist kein lesbarer QR-Code einer Karte.",
  "several-codes": "Auf diesem Bild sind die QR-Codes mehrerer Karten.",
};
