import type { CreateWords } from "../create-words.js";

export const create: CreateWords = {
  intro: [
    "Hier entsteht ein Satz Karten. Zusammen öffnen sie die Sicherung des Hauptschlüssels Ihres HSM; jede für sich verrät nichts.",
    "Sie brauchen: alle Verwahrer in diesem Raum, einen Zeugen, für jede Karte einen Umschlag oder Beutel mit Siegel, und einen Drucker, den sonst niemand benutzt, oder leere Formulare (dkek sheet blank) und Stifte. Kein Telefon, keine Kamera.",
    "Was kommt: einige Einstellungen, die Namen der Verwahrer, dann jeder Verwahrer allein mit seiner Karte, die er vom Papier zurückliest. Erst wenn alle Karten stimmen, wird etwas behalten. Bis dahin können Sie jederzeit mit Strg-C oder „beenden“ aufhören, und nichts ist entstanden.",
  ],
  ready: "Sind alle bereit?",
  askLabel: "Wofür ist der Satz? Es steht auf allen Karten und ist öffentlich (etwa: Root CA 2026)",
  askTotal: "Wie viele Karten, eine für jeden Verwahrer? (oft 5)",
  askThreshold: (total) =>
    `Wie viele der ${total} Karten müssen zum Wiederherstellen zusammenkommen? (oft mehr als die Hälfte: ${Math.floor(total / 2) + 1})`,
  oneIsNoQuorum: {
    message: "Eine Karte, die allein genügt, ist kein geteiltes Geheimnis.",
    hint: "Mindestens 2 müssen zusammenkommen; für eine Person allein: dkek create --password.",
  },
  noSuchNumber: (min, max) => ({
    message: min === max ? `Es können nur ${min} sein.` : `Eine Zahl von ${min} bis ${max}, bitte.`,
    hint: "",
  }),
  askPrinter: (printers) =>
    `Welcher Drucker? (${printers.join(", ")}; nur die Eingabetaste: keiner, jede Karte wird gezeigt und von Hand abgeschrieben)`,
  unknownPrinter: (name) => ({
    message: `Einen bereiten Drucker „${name}“ gibt es nicht.`,
    hint: "Bitte den Namen wie in der Frage, oder nur die Eingabetaste.",
  }),
  askOut: "Ein neuer Ordner für die .pbe-Datei und das Protokoll (etwa auf einem USB-Stick)",
  noFolder: { message: "Sie haben nichts eingegeben.", hint: "Etwa: root-ca-2026." },
  refusedFolder: (out) => ({
    "wrong-use": {
      message: `${out}: So heißt nur, was noch nicht fertig ist.`,
      hint: "Bitte nennen Sie einen Ordner, der weder auf .dkek-unfinished endet noch in einem solchen liegt.",
    },
    "out-exists": {
      message: `${out} gibt es schon.`,
      hint: "Überschrieben wird nie etwas: bitte nennen Sie einen neuen Ordner.",
    },
    "out-unwritable": {
      message: `${out}: Dort lässt sich kein Ordner anlegen.`,
      hint: "Gibt es das, worin er liegen soll, ist dort Platz, und dürfen Sie dort schreiben?",
    },
    "file-unfinished": {
      message: `${out}: Dort macht gerade jemand anderes einen Satz.`,
      hint: "Bitte warten Sie, oder nennen Sie einen anderen Ordner.",
    },
  }),
  settled: {
    label: "wofür",
    total: "Karten",
    threshold: "stellen zusammen wieder her",
    printer: "Drucker",
    out: "Ordner",
  },
  consequences: ({ label, total, threshold, printer, out }) => [
    `${label === "" ? "Der Satz" : `„${label}“`}: beliebige ${threshold} von ${total} Karten.`,
    threshold === total
      ? `${total === 2 ? "BEIDE" : `ALLE ${total}`} Karten werden gebraucht: geht eine einzige verloren, ist alles verloren. Besser gibt es mehr Karten, als zusammenkommen müssen.`
      : `Verloren gehen ${total - threshold === 1 ? "darf 1 Karte" : `dürfen ${total - threshold} Karten`}. ${threshold} Menschen zusammen können wiederherstellen, ${threshold === 2 ? "einer allein kann" : `${threshold - 1} können`} es nicht.`,
    printer === undefined
      ? "Jede Karte wird einmal auf diesem Bildschirm gezeigt und von Hand auf ein Formular abgeschrieben."
      : `Die Karten werden nacheinander auf ${printer} gedruckt; keine bleibt in einer Datei.`,
    `Die .pbe-Datei und das Protokoll kommen nach ${out}.`,
  ],
  confirm: "Soll es so sein?",
  abandoned: (papers) => [
    "Eine Zeremonie für diesen Ordner wurde unterbrochen. Ihr Satz wurde nicht fertig, ist also ungültig und lässt sich nicht fortsetzen: ein neuer entsteht von vorn.",
    papers === ""
      ? "Soweit vermerkt, ist nichts vom ungültigen Satz auf Papier."
      : `Sammeln und vernichten Sie, was vom ungültigen Satz auf Papier ist: ${papers}.`,
  ],
  askErase: "Darf gelöscht werden, was vom ungültigen Satz übrig ist?",
  goOnAllTheSame: "Dieser Rechner ist nicht, wie er sein sollte. Trotzdem weiter?",
  askName: (nth, total, mayBeNobody) =>
    `Verwahrer der Karte ${nth} von ${total}: der Name, wie er auf der Karte und im öffentlichen Protokoll stehen soll${mayBeNobody ? " (nur die Eingabetaste: keine Namen)" : ""}`,
  named: (nth, name) => `Karte ${nth}: ${name}`,
  sameName: (name) => ({
    message: `${name} hat schon eine Karte.`,
    hint: "Jede Karte braucht ihren eigenen Menschen; bei gleichen Namen bitte unterscheiden.",
  }),
  askNamesRight:
    "Stimmen alle Namen? Später lassen sie sich nicht ändern („ja“, oder die Nummer der Karte, deren Name nicht stimmt)",
  answerNamesRight: (total) => ({
    message: `Bitte antworten Sie mit „ja“ oder einer Zahl von 1 bis ${total}.`,
    hint: "",
  }),
  everybodyOrNobody: {
    message: "Sie haben nichts eingegeben.",
    hint: "Bitte alle Verwahrer nennen; „zurück“ ändert den vorigen.",
  },
  refused: (text) => ({
    "wrong-use": { message: `Das sind ${text.length} Zeichen: zu viele.`, hint: "Bitte kürzen." },
    "text-too-long": {
      message: "Das ist zu lang für seinen Platz auf der Karte.",
      hint: "Bitte kürzen.",
    },
    "no-glyph": {
      message: "Nicht alle Zeichen darin lassen sich drucken.",
      hint: "Bitte schreiben Sie es mit lateinischen, griechischen oder kyrillischen Buchstaben.",
    },
  }),
  steps: {
    sealing: "Datei wird versiegelt",
    trying: "Karten werden zusammen erprobt",
    checking: "jede Karte wird geprüft",
    opening: "Datei wird wieder geöffnet",
  },
  custodianOf: (id) => `Verwahrer der Karte ${id}`,
  place: (nth, total) => `Karte ${nth} von ${total}`,
  onlyLooks: (name) =>
    `${name}: jetzt sehen nur Sie auf diesen Bildschirm. Alle anderen wenden sich ab. Sind Sie damit allein?`,
  checkDigits: "Die letzten drei Ziffern jeder Zeile sind Prüfziffern: auch sie abschreiben.",
  tooSmall:
    "Dieses Fenster ist zu klein für die Karte: es muss 80 Zeichen breit und 24 Zeilen hoch sein. Bitte vergrößern Sie es.",
  copy: (name) =>
    `${name}: bitte alles auf das Formular abschreiben, Ziffer für Ziffer. Haben Sie alles?`,
  printing: (name) =>
    `${name}: Ihre Karte wird gedruckt. Nehmen Sie das Papier, und zeigen Sie es niemandem.`,
  askPaper: (name) =>
    `${name}: ist das Papier vollständig und gut zu lesen? „ja“, oder „nochmal“ (es wird neu gedruckt)`,
  answerPaper: {
    message: "Bitte antworten Sie mit „ja“ oder „nochmal“.",
    hint: "Mit „beenden“ hört die Zeremonie auf.",
  },
  again: ["nochmal", "noch einmal"],
  proofread: (name) =>
    `${name}: nun lesen Sie Ihre Karte bitte vom Papier zurück, damit feststeht, dass sie stimmt. („zurück“: eine Zeile zurück; „nochmal“: das Papier wird neu gemacht)`,
  askRow: (name, nth, of) =>
    `${name}: „Value row ${nth}“ von ${of}, mit ihren 3 Prüfziffern, vom Papier`,
  askScan: (name) =>
    `${name}: bitte den QR-Code auf dem Papier mit dem Scanner lesen (nur die Eingabetaste, wenn hier kein Scanner ist)`,
  codeRight: "Der QR-Code stimmt.",
  handOver: (name) =>
    `${name}: Ihre Karte stimmt. Bitte falten Sie sie, versiegeln Sie sie vor dem Zeugen in ihrem Beutel, und unterschreiben Sie die Quittung. Der Bildschirm ist leer: alle dürfen wieder hersehen.`,
  paperOf: (id, name) => `Karte ${id} (${name})`,
  isVoid: (papers) =>
    `Dieser Satz ist ungültig: er wurde nicht fertig. Sammeln und vernichten Sie, was davon auf Papier ist: ${papers}. Dann fangen Sie neu an.`,
};
