import type { NewCardFacts, ReissueWords } from "../reissue-words.js";

export const reissue: ReissueWords = {
  intro: (card) => [
    card.type === "added"
      ? `Hier entsteht eine weitere Karte des Satzes: Karte ${card.id}${forWhom(card)}. Die anderen Karten bleiben, wie sie sind.`
      : `Hier entsteht Karte ${card.id} neu${forWhom(card)}: derselbe Anteil noch einmal, als Ausgabe ${card.issue}.`,
    ...revokesNothing(card),
    "Was kommt: So viele Karten, wie zum Wiederherstellen nötig sind, werden eingelesen und öffnen die Datei. Dann sieht nur auf diesen Bildschirm, wer die neue Karte verwahren wird, bringt sie zu Papier oder lässt sie drucken, und liest sie zurück. Dann öffnet die neue Karte mit den anderen zusammen die Datei. Erst danach steht sie im Protokoll; bis dahin können Sie mit Strg-C oder „beenden“ aufhören, und Satz und Protokoll sind, wie sie waren.",
  ],
  ready: "Sind alle bereit?",
  opening: "die .pbe-Datei wird geöffnet",
  openingWithNew: "die .pbe-Datei wird mit der neuen Karte geöffnet",
  place: ({ id, issue }, number) =>
    `Karte ${id}, Ausgabe ${issue}. Ihre Nummer ist ${number}: sie muss am Rand des Papiers stehen`,
  nowTried:
    "Nun öffnet die neue Karte zusammen mit den anderen die Datei. Das dauert einige Sekunden.",
  stopped: ({ id, issue }, folder) => [
    `Satz und Protokoll sind, wie sie waren. Von Karte ${id}, Ausgabe ${issue}, kann es ein Papier geben, das in keinem Protokoll steht; was man von ihr weiß, liegt in ${folder}.`,
    "Entweder kommt sie noch ins Protokoll (dkek reissue, „FILE.pbe --confirm NUMBER“), oder Sie vernichten das Papier und geben sie auf („--drop NUMBER“).",
  ],
  newCardFirst: ({ id, issue }) =>
    `Lesen Sie zuerst die neue Karte von ihrem Papier zurück (Karte ${id}, Ausgabe ${issue}), dann weitere des Satzes.`,
  made: ({ type, id, issue }, set) =>
    type === "added"
      ? `Karte ${id} ist zum Satz ${set} dazugekommen`
      : `Karte ${id} des Satzes ${set} ist neu gemacht, als Ausgabe ${issue}`,
  waits: "Sie steht NOCH NICHT im Protokoll: sie wartet, bis sie zurückgelesen ist",
  onRecord: (record) =>
    `Sie wurde zurückgelesen, hat mit anderen die Datei geöffnet und steht im Protokoll ${record}`,
  noRecord:
    "Sie wurde zurückgelesen und hat mit anderen die Datei geöffnet; dieser Satz hat kein Protokoll, in dem sie stehen könnte",
  number: (number) => `Nummer ${number}: sie bindet den nächsten Schritt an diese Karte`,
  provable: "Das Protokoll beweist diese Karte für sich allein",
  unprovable: (threshold) =>
    `Kein Protokoll kann diese Karte für sich allein beweisen: weniger als ${threshold} Karten kamen mit ihren „Blinding“-Zeilen`,
  notReadBack: "Ihr Wert stimmt; „Blinding“- oder „Salt“-Zeilen wurden mit ihr nicht zurückgelesen",
  revokesNothing,
  secret: "GEHEIM: die neue Karte",
  onPaper: "Die neue Karte gibt es nur auf Papier",
  readBack: (threshold) =>
    `Drucken Sie sie, geben Sie sie ihrem Verwahrer, und lassen Sie sie mit anderen zurücklesen, ${threshold} zusammen:`,
  orDrop: "Oder geben Sie sie auf:",
  printRecord:
    "Das Protokoll ist gewachsen: drucken Sie es neu, und legen Sie Kopien dorthin, wo die alten liegen",
  dropped: ({ id, issue }) =>
    `Karte ${id}, Ausgabe ${issue} ist aufgegeben; Satz und Protokoll sind, wie sie waren`,
  destroyPaper:
    "Vernichten Sie, was von ihr auf Papier ist: ein Anteil des Satzes ist sie trotzdem",
  alreadyOnRecord: "Sie steht im Protokoll: nur der Vermerk wurde gelöscht, und sie bleibt gültig",
  stillThere: (folder) =>
    `${folder}: dort hat jemand andere Dateien abgelegt; sehen Sie sie selbst durch`,
  warnOfOne: (name, cards) => [
    `WARNUNG: Diese Karten hat alle ${name} gekannt: ${cards}. Das genügt, um allein jede Kopie der .pbe-Datei zu öffnen.`,
    "Soll das niemand allein können, so wählen Sie jemand anderen, oder machen Sie einen neuen Satz und vernichten Sie den alten.",
  ],
  warnOfDeparted: (people, cards) => [
    `WARNUNG: ${people} verwahren keine Karte mehr und haben diese Karten gekannt: ${cards}. Das genügt, um jede Kopie der .pbe-Datei zu öffnen.`,
    "Keine neue Karte ändert das. Suchen und vernichten Sie die Kopien der .pbe-Datei; am Ende schließen nur neue Schlüssel sie aus.",
  ],
};

function forWhom({ custodian }: NewCardFacts): string {
  return custodian === "" ? "" : ` für ${custodian}`;
}

function revokesNothing({ type, id, before }: NewCardFacts): string[] {
  if (type === "added") {
    return [
      "Das widerruft nichts: alle anderen Karten bleiben gültig, und ein Mensch mehr verwahrt einen Anteil.",
    ];
  }
  const who = before === "" ? "" : ` ${before} kennt ihn weiterhin.`;
  return [
    `Das widerruft nichts: die alte Karte ${id} ist derselbe Anteil und bleibt gültig, wer immer sie findet.${who} Vernichten Sie das alte Papier, wenn es da ist.`,
  ];
}
