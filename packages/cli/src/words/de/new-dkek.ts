import type { NewDkekWords } from "../new-dkek-words.js";

const counted = (backups: number): string =>
  backups === 1 ? "1 Schlüsselsicherung" : `${backups} Schlüsselsicherungen`;

const revokesNothing = [
  "Das nimmt nichts zurück, was vorher kopiert wurde: so viele alte Karten, wie nötig waren, eine Kopie der alten .pbe-Datei und eine Kopie einer alten Schlüsselsicherung ergeben zusammen weiterhin dieselben privaten Schlüssel. Nur neue Schlüsselpaare schließen frühere Verwahrer endgültig aus.",
];

export const newDkek: NewDkekWords = {
  intro: (oldSets, backups) => [
    `Hier entsteht ein neuer DKEK, mit einem neuen Kartensatz und einer neuen .pbe-Datei. Mit dem DKEK von Satz ${oldSets} hat er nichts zu tun.`,
    backups === 0
      ? "Es wurde keine Schlüsselsicherung genannt, also wird keine umgeschlüsselt: ein Schlüssel, der nur unter dem alten DKEK gesichert ist, bleibt es. Nennen Sie sie mit --backup."
      : `${counted(backups)} unter dem alten DKEK ${backups === 1 ? "wird" : "werden"} hier für den neuen umgeschlüsselt, ohne HSM. Die alten bleiben, wie sie sind.`,
    ...revokesNothing,
    "Sie brauchen: so viele alte Karten, wie zum Wiederherstellen des alten DKEK nötig sind, alle Verwahrer des neuen Satzes, Umschläge, und einen Drucker, den sonst niemand benutzt, oder leere Vordrucke und Stifte.",
    "Was kommt: Einige Einstellungen; dann werden die alten Karten eingelesen und öffnen die alte Datei; die Schlüsselsicherungen werden umgeschlüsselt. Dann die Namen der Verwahrer; dann bekommt jeder allein seine neue Karte und liest sie zurück. Dann öffnen die neuen Karten die neue Datei, und jede neue Schlüsselsicherung wird mit ihrem Inhalt geprüft. Erst danach gilt es; bis dahin können Sie mit Strg-C oder „beenden“ aufhören, und der alte Satz ist, wie er war. Die HSMs kommen zuletzt und werden hier nicht angerührt.",
  ],
  exposure: (backups) => [
    `Um ${counted(backups)} umzuschlüsseln, muss jeder private Schlüssel einen Augenblick lang unverschlüsselt im Speicher dieses Rechners liegen. Er hat dann den Schutz des HSM verlassen: wer diesen Rechner beherrscht, kann ihn mitnehmen.`,
    "Tun Sie das auf einem Rechner ohne jede Verbindung zur Außenwelt (Air Gap): ohne Netz, von einem Datenträger gestartet, dem Sie vertrauen, und danach ausgeschaltet. dkek doctor sieht sich diesen hier an.",
  ],
  askExposure: "Sind alle Verantwortlichen einverstanden, und ist das ein solcher Rechner?",
  rewrapping: "die Schlüsselsicherungen werden umgeschlüsselt",
  takesOver: (oldSets) => `Er ist von einem neuen DKEK, der dem von Satz ${oldSets} folgen soll`,
  rewrapped: (backups, folder) =>
    `${counted(backups)} für ihn umgeschlüsselt, im Ordner ${folder}: benutzen Sie sie erst, wenn er bestätigt ist`,
  noBackups: "Es wurde keine Schlüsselsicherung umgeschlüsselt: mit --backup wurde keine genannt",
  revokesNothing,
  confirmed: (set, oldSets) =>
    `Satz ${set} ist bestätigt: sein DKEK folgt auf den von Satz ${oldSets}`,
  kcvs: (kcv, oldKcv) => `KCV des neuen DKEK ${kcv}, des alten ${oldKcv}`,
  proven: (backups) =>
    `Jede Karte wurde zurückgelesen, und zusammen haben sie seine .pbe-Datei geöffnet${
      backups === 0
        ? ""
        : `; der DKEK darin stellt ${backups === 1 ? "die eine Schlüsselsicherung" : `alle ${backups} Schlüsselsicherungen`} wieder her (MAC und KCV)`
    }`,
  now: "Kopieren Sie zuerst den neuen Ordner auf zwei Datenträger. Dann die HSMs, eines nach dem anderen. Der erste Schritt löscht das HSM: vergewissern Sie sich, dass jeder Schlüssel darauf in einer der Sicherungen ist.",
  plan: (path) =>
    `Was danach zu tun, was zu vernichten ist und welche Schlüsselpaare zu ersetzen sind, steht in ${path}: drucken Sie es aus und haken Sie es ab.`,
};
