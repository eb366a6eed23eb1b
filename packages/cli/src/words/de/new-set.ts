import type { NewSetWords } from "../new-set-words.js";

const revokesNothing = [
  "Das widerruft nichts: die alten Karten, so viele wie bisher nötig waren, öffnen weiterhin jede Kopie der alten .pbe-Datei, und heraus kommt derselbe DKEK-Anteil.",
];

export const newSet: NewSetWords = {
  intro: (oldSet) => [
    `Hier entsteht ein neuer Kartensatz für den DKEK-Anteil von Satz ${oldSet}: eine neue .pbe-Datei mit einem neuen Passwort. Der DKEK bleibt derselbe, und HSMs und Schlüsselsicherungen bleiben, wie sie sind.`,
    ...revokesNothing,
    "Sie brauchen: so viele alte Karten, wie zum Wiederherstellen nötig sind, alle Verwahrer des neuen Satzes, Umschläge, und einen Drucker, den sonst niemand benutzt, oder leere Vordrucke und Stifte.",
    "Was kommt: Einige Einstellungen; dann werden die alten Karten eingelesen und öffnen die alte Datei. Dann die Namen der Verwahrer; dann bekommt jeder allein seine neue Karte und liest sie zurück. Dann öffnen die neuen Karten die neue Datei. Erst danach tritt der neue Satz an die Stelle des alten; bis dahin können Sie mit Strg-C oder „beenden“ aufhören, und der alte Satz ist, wie er war.",
  ],
  opening: "die neue .pbe-Datei wird geöffnet",
  nowTried: "Nun öffnen die neuen Karten zusammen die neue Datei. Das dauert einige Sekunden.",
  stopped:
    "Der alte Satz ist, wie er war: seine Karten, seine .pbe-Datei und sein Protokoll gelten.",
  notNoted: (pbe, number, folder) =>
    `Der neue Satz ist fertig, in ${folder}. Nur das Protokoll des alten Satzes sagt es noch nicht; das holt dieser Befehl nach: dkek reissue ${pbe} --confirm ${number} --out ${folder}`,
  takesOver: (oldSet) => `Er enthält den DKEK-Anteil von Satz ${oldSet}, mit demselben KCV`,
  waits:
    "Er ist NOCH NICHT an dessen Stelle getreten: er wartet, bis jede Karte zurückgelesen ist und so viele, wie nötig sind, seine .pbe-Datei geöffnet haben",
  number: (number) => `Nummer ${number}: sie bindet den nächsten Schritt an diesen Satz`,
  revokesNothing,
  readBack:
    "Geben Sie die Karten aus, und lassen Sie jede von ihrem Papier zurücklesen, alle auf einmal oder nach und nach:",
  orDrop: "Oder geben Sie den neuen Satz auf:",
  stillWaits: (set) => `Satz ${set} ist NOCH NICHT bestätigt; der alte Satz ist, wie er war`,
  notReadBack: (cards) => `Noch nicht zurückgelesen: Karten ${cards}`,
  notOpened:
    "Seine .pbe-Datei wurde noch nicht geöffnet: dazu braucht es so viele Karten auf einmal, wie zum Wiederherstellen nötig sind",
  partNoted: (folder) =>
    `Was zurückgelesen ist, steht im Protokoll des neuen Satzes, im Ordner ${folder}`,
  confirmed: (set, oldSet) => `Satz ${set} ist an die Stelle von Satz ${oldSet} getreten`,
  sameKcv: (kcv) => `Der KCV seines DKEK-Anteils ist ${kcv}, wie zuvor`,
  compareKcv:
    "Kein Protokoll hat diesen KCV bestätigt: vergleichen Sie ihn mit dem, den das HSM zeigt, bevor die alte Datei vernichtet wird",
  proven: "Jede Karte wurde zurückgelesen, und zusammen haben sie seine .pbe-Datei geöffnet",
  printRecords:
    "Drucken Sie sein Protokoll neu, und das des alten Satzes, wenn er eines hat, und legen Sie Kopien dorthin, wo die alten liegen",
  findCopies: [
    "Suchen Sie also jede Kopie der alten .pbe-Datei und vernichten Sie sie: auf Sticks und Speicherkarten, anderen Platten und Rechnern, in Mails und Chats, in Backups und Snapshots, und auf Papier: beim Protokoll kann eine Seite mit ihr liegen, als Base64 und als QR-Code. Vernichten Sie auch die alten Karten.",
    "Halten Sie jede vernichtete Kopie fest:",
  ],
  dropped: "Der neue Satz ist aufgegeben; der alte Satz ist, wie er war",
  destroyPapers:
    "Vernichten Sie, was von ihm auf Papier ist: mit einer Kopie seiner .pbe-Datei öffnet er sich",
  stillThere: (folder) =>
    `${folder}: dort hat jemand andere Dateien abgelegt; sehen Sie sie selbst durch`,
  alreadyConfirmed:
    "Er kann nicht mehr aufgegeben werden: er war schon bestätigt, und was davon noch festzuhalten war, steht jetzt fest",
  destroyedNoted: (set, record) =>
    `Steht jetzt in ${record}, dem Protokoll von Satz ${set}; drucken Sie es neu, und legen Sie Kopien dorthin, wo die alten liegen`,
};
