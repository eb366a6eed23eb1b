import {
  type AuditFact,
  type AuditTexts,
  type BackedUpKey,
  type NamedCard,
  type NewerSet,
  textOf,
} from "@dkek/ceremony";
import type { AuditWords } from "../audit-words.js";

export const audit: AuditWords = {
  marks: { proven: "bewiesen", wrong: "FALSCH", unproven: "unbewiesen" },
  subject: (about) => {
    if (typeof about === "string") return about;
    switch (about.what) {
      case "cards":
        return listOf(about.cards);
      case "cards-together":
        if (about.count === 0) return "Die Karten";
        return about.count === 1 ? "1 Karte" : `${about.count} Karten`;
      case "set":
        return "Der Satz";
      case "dkek":
        return "Der DKEK";
      case "kcv":
        return `Der KCV ${about.kcv}`;
    }
  },
  text: (fact) => textOf(TEXTS, fact),
  opens: (set, threshold, kcv) => {
    const cards = threshold === undefined ? "" : ` mit beliebigen ${threshold} Karten`;
    return `Satz ${set} öffnet sich${cards}, KCV ${kcv}`;
  },
  methods: {
    "record-chain": "Protokoll: seine Form, und die Hash-Kette seiner Ereignisse.",
    "record-commitments": "Protokoll: seine Commitments, als Punkte der Kurve P-224.",
    "file-hash": ".pbe-Datei: ihr SHA-256, verglichen mit dem im Protokoll.",
    "file-opened-with-cards":
      ".pbe-Datei: geöffnet mit dem Passwort, das die Karten ergeben; der KCV dessen, was darin ist.",
    "file-opened-with-password":
      ".pbe-Datei: geöffnet mit dem angegebenen Passwort; der KCV dessen, was darin ist.",
    "card-pedersen":
      "Karte: „Value“ und „Blinding“, geprüft an den Pedersen-Commitments des Protokolls (P-224).",
    "card-hash": "Karte: „Value“ und „Salt“, geprüft am SHA-256 im Protokoll.",
    "cards-together": "Karten: aneinander geprüft.",
    "backup-mac":
      "Schlüsselsicherung: ihr KCV und ihr AES-CMAC unter dem DKEK, ohne sie zu entschlüsseln.",
    "backup-form": "Schlüsselsicherung: ihre Form, und der KCV, den sie nennt.",
    "request-signature":
      "Schlüsselsicherung: die Signatur der Zertifikatsanforderung, die dabei liegt.",
  },
  result: (verdict, open) => {
    if (verdict === "wrong") return "NICHT IN ORDNUNG.";
    if (verdict === "right") return "Nichts ist falsch.";
    return `Nichts Falsches wurde gefunden, aber ${open === 1 ? "1 Sache ist" : `${open} Dinge sind`} NICHT bewiesen.`;
  },
};

/** Whole sentences; without a full stop where a value follows. */
const TEXTS: AuditTexts = {
  "of-set-not-given": ({ set }) =>
    `Sie gehört zum Satz ${set}, und von dem ist weder die .pbe-Datei noch das Protokoll da.`,
  "of-older-set": ({ set, ...newer }) => `Sie gehört zum Satz ${set}. ${cameBefore(newer)}`,
  "prime-not-given": () => "Ihre Primzahl hat keiner der Sätze, die da sind.",
  "prime-of-older-set": (newer) =>
    `Ihre Primzahl ist die eines älteren Satzes. ${cameBefore(newer)}`,
  "prime-unlike-most": () =>
    "Ihre Primzahl ist eine andere als die der meisten: sie gehört zu einem anderen Satz, oder sie wurde falsch abgeschrieben.",
  "card-right": ({ scheme, replacedBy: later }) => {
    const proof = scheme === "sc-hsm" ? "Salt" : "Blinding";
    const now = later === undefined ? "" : ` An ihre Stelle ist die Ausgabe ${later} getreten.`;
    return `Sie gehört zum Satz, und ihre Zeilen „Value“ und „${proof}“ stimmen laut Protokoll.${now}`;
  },
  "card-wrong": ({ mayBeNewer }) =>
    mayBeNewer
      ? "Das ist nicht die Karte, die das Protokoll kennt: eine Ziffer ist falsch, oder die Karte ist neuer als dieses Exemplar des Protokolls."
      : "Das ist nicht die Karte, die das Protokoll kennt: eine Ziffer ist falsch.",
  "card-of-other-set": () =>
    "Sie gehört zu einem anderen Satz: das sagt ihre Primzahl, oder was auf ihr hinter „Set“ steht.",
  "card-unknown": () =>
    "Das Protokoll kennt keine solche Karte, oder keine solche Ausgabe von ihr.",
  "card-without-proof": () =>
    "Das Protokoll kann diese Karte nicht beweisen: ihre Zeilen „Blinding“ oder „Salt“ fehlen hier.",
  "card-unrecorded": ({ id }) =>
    `Ihre Zahlen sind bewiesen. Dieses Exemplar des Protokolls kennt aber keine Karte ${id}: besorgen Sie ein neueres.`,
  "issue-unrecorded": ({ issue }) =>
    `Ihre Zahlen sind bewiesen. Dieses Exemplar des Protokolls kennt aber keine Ausgabe ${issue} von ihr: besorgen Sie ein neueres.`,
  "threshold-unlike-record": ({ said, recorded }) =>
    `Sie sagt, dass ${said} Karten nötig sind, und das Protokoll, dass es ${recorded} sind.`,
  "total-above-record": ({ said, recorded }) =>
    `Sie sagt, dass es ${said} Karten gibt, und das Protokoll kennt ${recorded}: entweder ist ihre Gesamtzahl falsch, oder es gibt ein neueres Exemplar des Protokolls.`,
  "card-twice": ({ first }) => `Das ist dieselbe Karte wie ${first}: sie zählt einmal.`,
  "id-twice-one-right": ({ id, right }) =>
    `Die Share ID ${id} ist zweimal da, und die richtige Karte ist ${right}.`,
  "id-twice": ({ id }) =>
    `Die Share ID ${id} ist zweimal da, mit verschiedenen Werten: einer davon ist falsch, und keiner wurde verwendet.`,
  "fits-proven-cards": () => "Sie passt zu den Karten, die das Protokoll beweist: ihr Wert stimmt.",
  "unlike-proven-cards": () =>
    "Sie passt nicht zu den Karten, die das Protokoll beweist: eine Ziffer ist falsch.",
  "contradicts-others": () =>
    "Sie widerspricht den anderen Karten: sie wurde falsch abgeschrieben, hat eine andere Share ID oder gehört zu einem anderen Satz.",
  "contradicts-proven": ({ proven }) => {
    const which =
      proven.length === 1
        ? "die das Protokoll beweist"
        : "die das Protokoll beweist, alle zusammengenommen";
    return `Sie widerspricht ${listOf(proven)}, ${which}: diese Karte, oder eine andere unbewiesene, wurde falsch abgeschrieben oder gehört zu einem anderen Satz.`;
  },

  "primes-differ": () =>
    "Sie haben verschiedene Primzahlen: entweder gehören sie zu verschiedenen Sätzen, oder eine Primzahl wurde falsch abgeschrieben.",
  "thresholds-differ": ({ said }) =>
    `Sie widersprechen einander darin, wie viele Karten nötig sind: ${said.join(" oder ")}.`,
  "none-may-be-right": () => "Keine davon kann richtig sein.",
  "too-few-for-set": ({ missing, threshold }) =>
    `Das sind zu wenige, um den Satz zu öffnen: es ${missing === 1 ? "fehlt noch 1" : `fehlen noch ${missing}`} von den ${threshold}, die nötig sind.`,
  "too-few-to-compare": () =>
    "Das sind zu wenige, um sie miteinander zu vergleichen, und ein Satz braucht mindestens 2.",
  "all-of-one-value": () =>
    "Alle haben denselben Wert, und das haben keine zwei Karten eines Satzes: er wurde unter mehreren Share IDs eingegeben.",
  "several-readings": () =>
    "Sie lassen sich auf mehr als eine Art deuten: einige haben denselben Fehler, oder sie wurden aufeinander abgestimmt.",
  "threshold-unknown": ({ count }) =>
    count < 2
      ? "Nichts zeigt, wie viele Karten nötig sind: die .pbe-Datei oder das Protokoll würde es zeigen."
      : `Nichts zeigt, wie viele Karten nötig sind, und wenn es ${count} sind, dann passen ${count} Karten immer zueinander: weitere Karten, die .pbe-Datei oder das Protokoll würden es zeigen.`,
  "cards-contradict": ({ tells }) =>
    tells === undefined
      ? "Sie widersprechen einander, und zu viele sind falsch, als dass sich zeigen ließe, welche."
      : `Sie widersprechen einander: mindestens eine ist falsch. Welche, würden ${tells} Karten zeigen.`,
  "cards-agree": ({ threshold }) =>
    `Sie stimmen miteinander überein: beliebige ${threshold} davon ergeben dieselbe Zahl. Das täten auch Karten, die gemeinsam verändert wurden.`,
  "cards-just-enough": ({ threshold }) =>
    `Das sind gerade so viele, wie nötig sind: ${threshold} Karten passen immer zueinander.`,
  "only-file-or-record-shows": ({ count }) =>
    count === 1
      ? "Dass sie richtig ist, kann nur die .pbe-Datei oder das Protokoll zeigen."
      : "Dass sie richtig sind, kann nur die .pbe-Datei oder das Protokoll zeigen.",
  "of-no-set": () =>
    "Nicht verwendet: auf den Karten steht nicht, zu welchem Satz sie gehören, und so, wie sie sind, öffnen sie keinen, zu dem sie gehören könnten. Ergänzen Sie auf jeder eine Zeile „Set: “ mit den ersten 20 Ziffern der Satz-ID, oder prüfen Sie einen Satz nach dem anderen.",

  "record-whole": ({ set, events }) =>
    `Das Protokoll des Satzes ${set} ist wohlgeformt; seine Kette aus ${events === 1 ? "1 Ereignis" : `${events} Ereignissen`} ist lückenlos und endet mit dem Hash`,
  "record-to-compare": () =>
    "Ob es das Protokoll ist, das damals entstand, zeigt nur sein Fingerprint: vergleichen Sie ihn mit einem gedruckten",
  "replaces-sets": ({ sets }) =>
    `Es sagt, dass sein Satz an die Stelle von Satz ${sets.join(", ")} getreten ist, mit demselben DKEK-Anteil.`,
  "replaced-by-set": ({ newer, day }) =>
    `Dass seine Karten nutzlos geworden sind, ist nicht gezeigt: am ${dateOf(day)} ist Satz ${newer} an die Stelle dieses Satzes getreten, und die alten Karten öffnen weiterhin jede Kopie der alten .pbe-Datei. Heraus kommt derselbe DKEK-Anteil.`,
  "succeeds-dkek": ({ sets }) =>
    `Es sagt, dass sein Satz zu einem neuen DKEK gehört, der auf den von Satz ${sets.join(", ")} gefolgt ist.`,
  "dkek-succeeded": ({ newer, day }) =>
    `Dass seine Karten nutzlos geworden sind, ist nicht gezeigt: am ${dateOf(day)} ist der DKEK von Satz ${newer} auf diesen gefolgt, und die alten Karten öffnen weiterhin jede Kopie der alten .pbe-Datei. Mit ihr lässt sich jede alte Schlüsselsicherung wiederherstellen.`,
  "kcv-as-replaced": ({ older }) =>
    `Es hat denselben KCV wie ${older}; an die Stelle jenes Satzes ist sein Satz getreten.`,
  "kcv-unlike-replaced": ({ older }) =>
    `Es hat einen anderen KCV als ${older}; an die Stelle jenes Satzes ist sein Satz getreten.`,
  "kcv-unlike-older-dkek": ({ older }) =>
    `Es hat einen anderen KCV als ${older}; auf dessen DKEK ist der seines Satzes gefolgt.`,
  "kcv-as-older-dkek": ({ older }) =>
    `Es hat denselben KCV wie ${older}, auf dessen DKEK der seines Satzes gefolgt sein soll: es hat sich nichts geändert.`,
  "one-suffices": ({ name, cards }) =>
    `WARNUNG: Dass niemand den Satz allein öffnen kann, ist nicht gezeigt: ${name} verwahrt eine Karte und hat diese Karten gekannt: ${cards.join(", ")}. Das genügt, um jede Kopie der .pbe-Datei zu öffnen.`,
  "departed-suffice": ({ people, cards }) =>
    `WARNUNG: Dass nur seine Verwahrer den Satz öffnen können, ist nicht gezeigt: ${people.join(", ")} verwahren keine Karte mehr und haben diese Karten gekannt: ${cards.join(", ")}. Das genügt, um jede Kopie der .pbe-Datei zu öffnen, was immer aus den Papieren geworden ist.`,
  "commitments-right": ({ count }) => `Seine ${count} Commitments sind Punkte der Kurve P-224.`,
  "commitments-wrong": () => "Seine Commitments sind keine Punkte der Kurve P-224.",
  "copy-agrees": ({ longest }) => `Es stimmt mit ${longest} überein, so weit es reicht.`,
  "copy-contradicts": ({ longest }) =>
    `Es widerspricht ${longest}: das sind zwei Protokolle desselben Satzes.`,
  "kcv-as-share": ({ index, of }) =>
    of === 1
      ? "Sein KCV ist der des DKEK-Anteils: das HSM wird ihn zeigen."
      : `Sein KCV ist der des DKEK-Anteils: es ist DKEK-Anteil ${index} von ${of}.`,
  "kcv-unlike-share": ({ recorded, shown }) =>
    `Es nennt den KCV ${recorded}, und der des DKEK-Anteils ist ${shown}.`,

  "file-of-record": ({ record }) => `Das ist die .pbe-Datei, von der ${record} spricht (SHA-256).`,
  "file-of-no-record": ({ records }) =>
    `Das ist nicht die .pbe-Datei zu ${records.join(", ")} (SHA-256): sie ist beschädigt oder gehört zu einem anderen Satz.`,
  "stray-record": ({ record, set }) =>
    `${record} daneben ist nicht das Protokoll zu dieser Datei, sondern das von Satz ${set}: die .pbe-Datei ist beschädigt oder wurde verwechselt. Nennen Sie das richtige Protokoll, oder legen Sie das fremde beiseite.`,
  "set-waits": () =>
    "Dieser Satz ist noch nicht an die Stelle des alten getreten: er ist nicht bestätigt. Das holt dkek reissue nach, „OLD.pbe --confirm NUMBER --out FOLDER“.",
  "card-waits": ({ place }) =>
    `Eine neue Karte wartet in ${place} und steht noch nicht im Protokoll. dkek reissue schließt das ab, mit „--confirm NUMBER“ oder „--drop NUMBER“.`,
  "opens-with-cards": ({ ids, kcv }) =>
    `Sie öffnet sich mit den Karten ${ids.join(", ")} zusammen; der KCV des DKEK-Anteils ist ${kcv}.`,
  "opens-with-password": ({ kcv }) =>
    `Sie öffnet sich mit dem Passwort; der KCV des DKEK-Anteils ist ${kcv}.`,
  "stock-tool-fails": ({ form }) =>
    `Der Import von sc-hsm-tool selbst kann diesen Satz nicht öffnen: ${
      form === "zeros-kept"
        ? "sein Passwort beginnt mit einem Nullbyte, das dort wegfällt"
        : "sein Passwort ist größer als die Primzahl, wie es vor OpenSC 0.16 vorkam, und heraus kommt dort nur der Rest"
    }. dkek import kann es; noch besser machen Sie einen neuen Satz.`,
  "wrong-quorum": ({ ids, threshold }) => {
    const why =
      threshold === undefined
        ? "Entweder sind es zu wenige, oder eine wurde falsch abgeschrieben, oder sie gehören zu einer anderen .pbe-Datei; weitere Karten des Satzes würden zeigen, was davon zutrifft."
        : threshold < ids.length
          ? `Die ${ids.length} Karten passen zueinander; also sind sie wahrscheinlich richtig und gehören zu einer anderen .pbe-Datei.`
          : "Entweder wurde eine falsch abgeschrieben, oder sie gehören zu einer anderen .pbe-Datei; eine weitere Karte des Satzes würde zeigen, was davon zutrifft.";
    return `Die Karten ${ids.join(", ")} öffnen diese .pbe-Datei nicht. ${why}`;
  },
  "wrong-password": () =>
    "Das Passwort öffnet diese .pbe-Datei nicht. Prüfen Sie Großbuchstaben und Tastaturbelegung, und ob es die richtige Datei ist.",
  "too-few-to-open": () =>
    "Sie wurde nicht geöffnet: es sind zu wenige Karten da, die richtig sein können.",
  "nothing-to-open-with": () =>
    "Sie wurde nicht geöffnet: es ist nichts da, womit sie sich öffnen ließe.",
  "file-not-given": () => "Er wurde nicht geöffnet: seine .pbe-Datei ist nicht da.",

  "shares-missing": ({ opened, of }) =>
    `Er ist nicht als Ganzes bekannt: ${opened} von ${of} DKEK-Anteilen wurden geöffnet.`,
  "dkek-of-shares": ({ kcv, of }) => `Sein KCV ist ${kcv}, aus ${of} DKEK-Anteilen.`,
  "number-unrecorded": ({ of }) => `Dass er aus ${of} DKEK-Anteilen besteht, sagt kein Protokoll.`,
  "kcv-as-imported": () =>
    "Sein KCV ist der im Protokoll, so wie ihn ein HSM bei einem Import gezeigt hat.",
  "kcv-unlike-imported": ({ shown, recorded }) =>
    `Sein KCV ist ${shown}, und im Protokoll steht bei einem Import ${recorded}.`,
  "numbers-differ": ({ numbers }) =>
    `Seine Protokolle widersprechen einander: ${numbers.join(" oder ")} DKEK-Anteile.`,
  "too-many-sets": ({ given, of }) =>
    `Es sind ${given} Sätze da, und die Protokolle sprechen von ${of} DKEK-Anteilen: prüfen Sie einen DKEK nach dem anderen.`,
  "same-share-number": () =>
    "Zwei Protokolle gehören zum selben seiner DKEK-Anteile: prüfen Sie einen DKEK nach dem anderen.",
  "same-share": () =>
    "Derselbe DKEK-Anteil steckt in zwei .pbe-Dateien: im DKEK heben sie einander auf.",
  "named-kcv-right": ({ kcv, isOpened }) =>
    isOpened
      ? `Der genannte KCV ${kcv} ist der des DKEK.`
      : `Der genannte KCV ${kcv} ist der im Protokoll.`,
  "named-kcv-wrong": ({ kcv, found }) =>
    `Sein KCV ist ${found.join(", ")}, und genannt wurde ${kcv}.`,
  "named-kcv-open": ({ kcv }) =>
    `Ob sein KCV ${kcv} ist, bleibt offen: er wurde nicht zusammengesetzt.`,
  "kcv-not-compared": ({ kcv, isNamedByCards }) =>
    `Sein KCV ${kcv} wurde mit nichts verglichen: ${
      isNamedByCards
        ? "seine .pbe-Datei ist die, die seine Karten nennen, nach 80 Bit ihres SHA-256"
        : "eine .pbe-Datei, deren Bytes 17 bis 32 beschädigt sind, öffnet sich trotzdem, und heraus kommt ein falscher DKEK-Anteil"
    }. Vergleichen Sie ihn mit dem, den das HSM zeigt, oder geben Sie ein Protokoll, den KCV aus anderer Quelle oder eine Schlüsselsicherung dazu.`,

  "would-restore": ({ key, kcv }) =>
    `${described(key)}: Sie gehört zum DKEK ${kcv} und ließe sich wiederherstellen.`,
  "backup-damaged": ({ key }) =>
    `${described(key)}: Sie ist beschädigt und ließe sich nicht wiederherstellen.`,
  "backup-of-kcv": ({ key, kcv }) =>
    `${described(key)}: Sie gehört nach ihrem KCV zum DKEK ${kcv}; dass sie sich wiederherstellen ließe, kann nur der ganze DKEK zeigen.`,
  "backup-untried": ({ key, kcv }) =>
    `${described(key)}: Sie liegt unter dem DKEK ${kcv}; dass es der richtige ist und sie sich wiederherstellen ließe, kann nur der ganze DKEK zeigen.`,
  "backup-of-other-dkek": ({ key, kcv, known, mayLackShare }) =>
    `${described(key)}: Sie liegt unter einem anderen DKEK, mit dem KCV ${kcv} statt ${known.join(", ")}${
      mayLackShare ? ", es sei denn, dass hier ein DKEK-Anteil fehlt" : ""
    }.`,
  "request-damaged": () =>
    "Der öffentliche Schlüssel neben dem verpackten Schlüssel ist beschädigt: seine Signatur ist falsch.",
  "request-not-checkable": () =>
    "Die Signatur der Zertifikatsanforderung bleibt ungeprüft: ihr Verfahren ist hier nicht bekannt.",
  "request-right": () =>
    "Die Zertifikatsanforderung neben dem verpackten Schlüssel ist mit ihrem eigenen Schlüssel signiert; dass es der verpackte ist, dafür steht nur das HSM.",
  "bytes-unprotected": ({ places }) => {
    const named = places.map(
      ({ what, start, end }) => `${PLACES[what]} (Bytes ${start + 1} bis ${end})`,
    );
    return `Einiges schützt der DKEK nicht, sodass eine Änderung nicht auffiele: ${named.join(", ")}. Vergleichen Sie den SHA-256 mit einem, der damals notiert wurde`;
  },
  "no-key-backup": ({ code, offset }) =>
    `Sie ließe sich nicht wiederherstellen. ${WHY_NO_BACKUP[code]} Gesehen wurde das bei Byte ${offset}. Vergleichen Sie die Datei mit einer anderen Kopie, oder sichern Sie den Schlüssel neu.`,

  "file-unchanged": ({ day, was }) =>
    was === undefined
      ? `Die Datei ist Byte für Byte, was sie bei ${auditOf(day)} war.`
      : `Die Datei ist Byte für Byte, was bei ${auditOf(day)} ${was} hieß.`,
  "record-rewritten": ({ day, was }) =>
    `Das Protokoll sagt, was es bei ${auditOf(day)} sagte, und ist nur anders geschrieben.${called(was)}`,
  "record-grown": ({ day, was, events }) =>
    `Das Protokoll ist seit ${auditOf(day)} um ${events === 1 ? "1 Ereignis" : `${events} Ereignisse`} gewachsen; davor hat sich nichts geändert.${called(was)}`,
  "file-changed": ({ day }) => `Die Datei hat sich seit ${auditOf(day)} geändert.`,
  "record-changed": ({ day }) =>
    `Das Protokoll hat sich seit ${auditOf(day)} geändert: es wächst mit jedem Ereignis, und jener Bericht sagt nicht, wie weit es damals reichte.`,
  "record-not-grown": ({ day }) =>
    `Das Protokoll hat sich seit ${auditOf(day)} geändert: es ist nicht aus dem von damals gewachsen.`,
  "file-new": ({ day }) => `Bei ${auditOf(day)} war diese Datei nicht dabei.`,
  "file-missing": ({ day }) => `Bei ${auditOf(day)} war diese Datei dabei, und jetzt fehlt sie.`,
};

type Unprotected = AuditFact<"bytes-unprotected">["places"][number]["what"];

/** What nothing in a key backup protects. */
const PLACES: Readonly<Record<Unprotected, string>> = {
  "key description": "die Beschreibung des Schlüssels",
  "name of the device": "der Name des Geräts",
  "signature of the device": "die Signatur des Geräts",
  request: "die Anforderung",
  certificate: "das Zertifikat",
};

type Code = AuditFact<"no-key-backup">["code"];

/** What only shows once a key is decrypted, and no audit decrypts one. */
const DECRYPTED = "Ihr Schlüssel lässt sich nicht verwenden.";

/** Why a file is not, or no longer, a key backup. */
const WHY_NO_BACKUP: Readonly<Record<Code, string>> = {
  "too-large": "Die Datei ist zu groß für eine Schlüsselsicherung.",
  "not-a-key-backup": "Die Datei ist keine Schlüsselsicherung.",
  "bare-key-blob":
    "Das ist ein verpackter Schlüssel ohne die Datei, die um ihn gehört; sc-hsm-tool kann ihn so nicht wiederherstellen.",
  truncated: "In der Datei fehlt etwas, oder eine Längenangabe in ihr ist falsch.",
  "trailing-bytes": "Hinter einem ihrer Teile steht etwas, das nicht dorthin gehört.",
  "wrong-tag": "Einer ihrer Teile ist nicht das, was dort stehen muss.",
  "indefinite-length": "Von einem ihrer Teile ist die Länge nicht angegeben.",
  "overlong-length": "Die Länge eines ihrer Teile ist falsch angegeben.",
  "bad-value": "Einer ihrer Teile hat einen Wert, den er nicht haben kann.",
  "blob-too-short": "Der verpackte Schlüssel ist zu kurz.",
  "unknown-key-type": "Die Art des verpackten Schlüssels ist nicht bekannt.",
  "ciphertext-not-blocks": "Der verpackte Schlüssel besteht nicht aus ganzen Blöcken.",
  "unknown-algorithm": "Das Signaturverfahren der Anforderung ist nicht bekannt.",
  "unknown-curve": "Die Kurve des öffentlichen Schlüssels ist nicht bekannt.",
  "bad-public-key": "Der öffentliche Schlüssel daneben ist keiner.",
  "type-mismatch": "Ihre Teile nennen verschiedene Arten von Schlüsseln.",
  "size-mismatch": "Ihre Teile nennen verschiedene Größen des Schlüssels.",
  "other-dkek": DECRYPTED,
  "damaged-blob": DECRYPTED,
  "same-dkek": DECRYPTED,
  "unknown-key-layout": DECRYPTED,
  "bad-private-key": DECRYPTED,
  "wrong-public-key": DECRYPTED,
};

const KEY_TYPES: Readonly<Record<BackedUpKey["keyType"], string>> = {
  rsa: "RSA",
  "rsa-crt": "RSA",
  ec: "EC",
  aes: "AES",
};

function listOf(cards: readonly NamedCard[]): string {
  return cards.map(({ name, id }) => `${name} (Karte ${id})`).join(", ");
}

function cameBefore({ newer, hasSameDkek }: NewerSet): string {
  return hasSameDkek
    ? `An dessen Stelle ist Satz ${newer} getreten: mit anderen ihres Satzes öffnet diese Karte weiterhin jede alte Kopie jener .pbe-Datei, und heraus kommt derselbe DKEK-Anteil.`
    : `Auf dessen DKEK ist der von Satz ${newer} gefolgt: mit anderen ihres Satzes öffnet diese Karte weiterhin jede Kopie jener .pbe-Datei, und heraus kommt der alte DKEK.`;
}

function described({ keyType, keyBits, label }: BackedUpKey): string {
  const size = keyBits === undefined ? "Größe unbekannt" : `${keyBits} Bit`;
  const named = label === undefined ? "ohne Namen" : `mit dem Namen „${label}“`;
  return `Sicherung eines ${KEY_TYPES[keyType]}-Schlüssels, ${size}, ${named}`;
}

/** Behind „bei“ or „seit“. */
function auditOf(day: string): string {
  return `der Prüfung vom ${dateOf(day)}`;
}

function called(was: string | undefined): string {
  return was === undefined ? "" : ` Damals hieß es ${was}.`;
}

/** @param day such as 2026-11-23. */
function dateOf(day: string): string {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return `${dayOfMonth}.${month}.${year}`;
}
