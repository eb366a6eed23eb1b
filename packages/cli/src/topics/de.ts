import type { Topics } from "./topic.js";

export const de: Topics = {
  ceremony: {
    title: "ceremony: wie Karten entstehen, und was die Menschen damit tun",
    paragraphs: [
      "Alle Verwahrer kommen in einem Raum zusammen, mit einem Zeugen. dkek create führt sie am Terminal: Einstellungen, Namen, dann jeder Verwahrer allein mit seiner Karte, die er vom Papier zurückliest. Erst wenn jede Karte zurückgelesen ist, wird etwas behalten.",
      "Am Tag davor spielt dkek rehearse alles mit virtuellen HSMs durch, und dkek doctor sieht nach, ob der Rechner taugt. docs/CEREMONY.md ist das Drehbuch für den Tag, zum Abhaken.",
      "Einmal im Jahr prüft jeder Verwahrer seine Karte, allein:",
      "  dkek verify --record record.json",
    ],
  },
  cards: {
    title: "cards: was ein Verwahrer hat",
    paragraphs: [
      "Auf einer Karte stehen „Share ID“ (1 bis 255), „Share value“, die Primzahl („Prime“, auf allen Karten eines Satzes gleich) und was die Karte für sich beweist. Auf Papier stehen die Ziffern in Zeilen zu acht, mit je drei Prüfziffern: dkek sagt beim Tippen, ob eine Zeile stimmt, welche Ziffer wohl nicht, oder von welcher anderen Zeile oder Karte sie ist.",
      "Der QR-Code sagt dasselbe. Wo dkek eine Karte will, nimmt es einen Text, ein Bild des Codes (PNG, JPEG), - für die Standardeingabe, oder Eintippen; ein USB-Scanner tippt den Code.",
      "Weniger Karten als nötig verraten gar nichts über das Passwort. Genug davon, mit der .pbe-Datei, verraten alles. Eine Karte, die jemand gesehen hat, hat er.",
    ],
  },
  record: {
    title: "record: das öffentliche Protokoll eines Satzes",
    paragraphs: [
      "record.json enthält kein Geheimnis: welche .pbe-Datei es ist (SHA-256), wie viele Karten, was jede beweist, wer sie hat, und was geschah, jedes Ereignis mit dem vorigen verkettet. Es gehört zu jeder Kopie der .pbe-Datei.",
      "Sein Fingerabdruck sind 20 Wörter. Sie werden vorgelesen, wenn der Satz entsteht, aufgeschrieben und später alle verglichen: dieselben Wörter heißen, dass niemand den Satz ausgetauscht hat.",
      "  dkek inspect record.json",
      "  dkek sheet record --record record.json --printer NAME",
    ],
  },
  schemes: {
    title: "schemes: p224 und sc-hsm",
    paragraphs: [
      "p224 (wenn nichts anderes gesagt ist): das Passwort hat 28 zufällige Bytes, die Primzahl ist die Ordnung der Kurve P-224. Jede Karte ist allein mit dem Protokoll beweisbar, durch Bindungen, die vollkommen verbergen. 7 Zeilen zu tippen.",
      "sc-hsm: wie sc-hsm-tool es selbst macht: 8 Bytes (63 Bit) und eine frische 64-Bit-Primzahl. 2 Zeilen zu tippen; Karten werden durch gesalzene Hashwerte bewiesen. 63 Bit sind wenig: wer die .pbe-Datei und viel Geld hat, kann sie durchsuchen.",
      "Das sc-hsm-tool von OpenSC öffnet beide.",
    ],
  },
  importing: {
    title: "importing: von den Karten ins HSM",
    paragraphs: [
      "Das HSM muss für DKEK-Anteile initialisiert sein, was es löscht (dkek hsm init --dkek-shares N). Ein DKEK-Anteil ist eine .pbe-Datei mit einem eigenen Satz Karten; das HSM setzt seinen DKEK aus allen N zusammen, in beliebiger Folge, auch mit Tagen dazwischen.",
      "dkek import öffnet die Dateien mit den Karten, hält alles an die Protokolle und schickt erst dann den Anteil ans HSM; danach vergleicht es den Prüfwert (KCV). Mehrere HSMs bekommen ihn in einer Sitzung: --all-readers, oder --serial für jedes.",
      "Derselbe Anteil zweimal hebt sich auf: die Protokolle zählen mit, und dkek weigert sich.",
    ],
  },
  backup: {
    title: "backup: Schlüssel, und was sie zum Wiederkommen brauchen",
    paragraphs: [
      "dkek hsm backup schreibt jeden Schlüssel in eine Datei, die mit dem DKEK verschlüsselt ist. Zum Wiederherstellen braucht es diese Datei und ein HSM mit demselben DKEK: und dafür die .pbe-Datei und genügend Karten. Fehlt eines der drei, ist der Schlüssel mit seinem HSM verloren.",
      "Beweisen lässt es sich heute, ohne HSM:",
      "  dkek verify dkek.pbe --card A B C --backup keys/*.bin",
      "dkek hsm restore prüft dasselbe, bevor das HSM eine Sicherung sieht, und lässt den wiederhergestellten Schlüssel eine Probe unterschreiben.",
    ],
  },
  damage: {
    title: "damage: Karten, die ihre Datei nicht öffnen",
    paragraphs: [
      "Bitte HSM und Papiere lassen, wie sie sind, die .pbe-Datei kopieren, und an einem Rechner ohne Netz arbeiten. Jede Karte kommt so in eine Datei, wie sie zu lesen ist, mit ? für jede unleserliche Ziffer.",
      "  dkek rescue dkek.pbe --threshold 3 --card card-1.txt card-3.txt card-5.txt",
      "Es findet bis zu zwei Fehler in allen Karten zusammen, und was sc-hsm-tool anders liest, als es zeigt. Eine Karte mehr als nötig, Prüfziffern oder das Protokoll ersparen das meiste Suchen. Es sagt vorher, wie lange es dauert; nach Strg-C geht derselbe Befehl weiter.",
      "Ein gefundenes Passwort ist das richtige. Welche Karte falsch ist, ist nur mit einer weiteren sicher, wo es „either“ und „or“ sagt. Mit weniger Karten als nötig kann niemand helfen. Alles Weitere steht in docs/RESCUE.md.",
    ],
  },
  secrets: {
    title: "secrets: wo Geheimnisse sind, und wo nicht",
    paragraphs: [
      "PINs, Karten und Passwörter stehen nie in Argumenten, in der Umgebung, in Protokolldateien oder Meldungen. Sie kommen an einer Eingabe herein, die sich selbst löscht, über Dateideskriptoren (--pin-fd 3 3< DATEI), oder aus Dateien und Bildern, die Sie nennen.",
      "Mit --printer wird keine Karte je auf einen Datenträger geschrieben; --out ORDNER schreibt Dateien, die so geheim sind wie die Karten. Was auf einem Datenträger gelöscht ist, ist nicht sicher fort.",
      "Was dieses Programm nicht kann, steht in SECURITY.md: der Rechner der Zeremonie sieht alles.",
    ],
  },
  "stock-tool": {
    title: "stock-tool: allein mit dem sc-hsm-tool von OpenSC",
    paragraphs: [
      "Jeder Satz öffnet sich auch ohne dkek:",
      "  sc-hsm-tool --import-dkek-share FILE.pbe --pwd-shares-total 3",
      "Es fragt nach „prime“, dann nach ID und Wert von drei Karten. Bitte die Gruppen ohne Prüfziffern und ohne Leerzeichen. IDs liest es hexadezimal: Karte 10 ist a, Karte 11 ist b, Karte 16 ist 10.",
      "dkek öffnet die Sätze, die sc-hsm-tool gemacht hat: was es zeigte, kommt je Anteil in eine Datei oder wird eingetippt. Ohne OpenSC gibt es docs/RECOVERY-BY-HAND.md, mit einem kurzen Python-Programm.",
    ],
  },
  "exit-status": {
    title: "exit-status: wonach sich Skripte richten",
    paragraphs: [
      [
        "  0    getan",
        "  1    geprüft und falsch: eine Karte, ein Quorum, eine Sicherung, ein Protokoll",
        "  2    falsch aufgerufen, Eingabe nicht lesbar, Ausgabe nicht schreibbar",
        "  3    das HSM oder OpenSC hat versagt",
        "  70   ein Fehler in dkek",
        "  130  abgebrochen; nichts Halbfertiges ist zurückgeblieben",
        "  141  getan, aber niemand hat die Ausgabe bis zum Ende gelesen",
      ].join("\n"),
      "Mit --json kommt in jedem Fall ein Bericht auf der Standardausgabe; ok sagt, ob alles gut ging.",
    ],
  },
};
