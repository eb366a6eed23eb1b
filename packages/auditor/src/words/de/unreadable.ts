import type { DkekError } from "@dkek/foundation";
import type { TroubleCode } from "../trouble-code.js";

/** Errors say themselves what they are in English alone. */
export function unreadable({ code }: DkekError): string {
  const texts: Readonly<Record<string, string>> = UNREADABLE;
  return texts[code] ?? "Das ist keine Datei, die sich prüfen ließe, oder sie ist beschädigt.";
}

const WRONG_DIGIT = "vergleichen Sie sie Ziffer für Ziffer mit der Karte.";

const UNREADABLE: Readonly<Record<TroubleCode, string>> = {
  "file-unreadable": "Der Browser kann das nicht lesen: geben Sie Dateien an, keine Ordner.",
  "file-too-large": "Diese Datei ist zu groß für etwas, das sich hier prüfen ließe.",
  pdf: "Das ist ein PDF, wie dkek es macht, aber nicht liest: geben Sie die .txt-Datei der Karte oder ein Bild ihres QR-Codes an.",

  "picture-unreadable": "Dieses Bild lässt sich nicht lesen.",
  "no-code": "Auf diesem Bild ist kein lesbarer QR-Code einer Karte.",
  "several-codes": "Auf diesem Bild sind die QR-Codes mehrerer Karten.",

  "pbe-too-short": "Dieser .pbe-Datei fehlt etwas: sie ist zu kurz.",
  "pbe-too-long": "Diese .pbe-Datei ist zu lang: es hängt etwas daran.",
  "pbe-wrong-magic": "Das ist keine .pbe-Datei, oder ihr Anfang ist beschädigt.",
  "derivation-failed":
    "Die Berechnung, die die .pbe-Datei öffnen soll, ist gescheitert: laden Sie diese Seite neu, oder nehmen Sie einen anderen Browser oder Rechner.",
  "derivation-aborted": "Die Berechnung wurde abgebrochen: es wurde nichts geprüft.",

  "card-line-unknown": "In diesem Text steht keine lesbare Karte.",
  "card-line-missing": "Dieser Karte fehlt eine Zeile.",
  "card-line-twice": "In diesem Text steht etwas zweimal, oder mehr als eine Karte.",
  "card-bad-digit": `In einer Zahl dieser Karte steht etwas, das keine Hex-Ziffer ist: ${WRONG_DIGIT}`,
  "card-bad-length": `Einer Zahl dieser Karte fehlt eine Ziffer, oder es ist eine zu viel: ${WRONG_DIGIT}`,
  "card-bad-id": "Die „Share ID“ dieser Karte ist keine Zahl von 1 bis 255.",
  "card-bad-prime": `Die Primzahl dieser Karte kann keine sein: ${WRONG_DIGIT}`,
  "card-value-too-large": `Der Wert dieser Karte ist größer, als er sein kann: ${WRONG_DIGIT}`,
  "card-bad-set": "Die Kennung des Satzes auf dieser Karte hat keine 20 Hex-Ziffern.",
  "card-version-unknown": "Der Code dieser Karte stammt von einer neueren Version von dkek.",
  "card-string-malformed": "Das ist nicht der ganze Code einer Karte.",
  "card-checksum": "Die Prüfsumme dieser Karte stimmt nicht: eine Ziffer ist falsch.",
  "card-contradiction":
    "Diese Karte widerspricht sich: zwei Angaben, die gleich sein müssten, sind es nicht.",
  "card-row-missing": "Dieser Karte fehlt eine Zeile.",
  "card-row-wrong": `Eine Zeile dieser Karte ist falsch abgeschrieben: ${WRONG_DIGIT}`,

  "record-malformed": "Das ist kein Protokoll, oder es ist beschädigt.",
  "record-version-unknown": "Dieses Protokoll stammt von einer neueren Version von dkek.",
  "record-chain-broken": "Die Kette dieses Protokolls ist gerissen: es wurde verändert.",
  "report-malformed": "Das ist kein Bericht einer früheren Prüfung, oder er ist beschädigt.",
};
