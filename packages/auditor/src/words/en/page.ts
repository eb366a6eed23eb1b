import { audit, entry } from "@dkek/words/en";
import type { PageWords } from "../page-words.js";
import { unreadable } from "./unreadable.js";

export const en: PageWords = {
  language: "en",
  entry,
  audit,
  title: "Check a DKEK backup",
  purpose:
    "Do these cards open this .pbe file, does the record vouch for them, and would the key backups restore?",
  promise:
    "This page checks it here, on this computer. It reaches no network and stores nothing; close it, and what you gave it is gone.",
  forget: "Forget everything",
  forgotten: "Everything that was given is forgotten.",

  files: "Files",
  filesHelp:
    "The .pbe file, the set's record (record.json), key backups, and cards as text or as pictures of their QR codes.",
  choose: "Choose files",
  dropHere: "or drop them here",
  nothingYet: "Nothing yet.",
  kinds: {
    pbe: ".pbe file",
    record: "record",
    backup: "key backup",
    card: "card",
    report: "earlier report",
    unreadable: "can't be read",
  },
  unreadable,
  remove: "Remove",
  removed: (name) => `${name}: removed.`,
  tookFiles: (count) => (count === 1 ? "1 file taken." : `${count} files taken.`),

  cards: "Cards on paper",
  cardsHelp:
    "Type a card row by row, or scan its QR code with a USB scanner, which types it here. Give the .pbe file or the record first: then each row is checked as it is typed.",
  take: "Enter",
  back: "Back",
  skip: "Skip this card",
  noFileHere: {
    message: "this is neither a share ID nor a card's code",
    hint: "choose files with the button above",
  },
  nothingTypedHint: "type back or skip if you can't go on",
  scannedCard: (id) => `scanned card ${id}`,
  typedCard: (id) => `typed card ${id}`,
  camera: "Use the camera",
  cameraStop: "Stop the camera",
  cameraRefused: "The camera can't be used here: choose a picture instead, or type the rows.",

  checkTitle: "The check",
  more: "A key check value, or a password",
  kcv: "The DKEK's key check value, as the HSM shows it (16 hex digits)",
  kcvBad: "A key check value has 16 hex digits: correct it, or leave the field empty.",
  password: "The .pbe file's password, if it has one instead of cards",

  check: "Check",
  checking: "The check has begun.",
  cancel: "Cancel",
  cancelled: "Cancelled: nothing was checked.",
  nothingToCheck: "There is nothing to check yet: choose files, or give a card.",
  passwordAndCards: "A password opens one .pbe file, and there are no cards beside it.",
  opening: "Opening the .pbe file",
  checkingCards: "Checking the cards against the record",

  defect:
    "Something went wrong in this page that must not happen. Rely on no result, and load it again.",

  result: "Result",
  print: "Print the report",
  reportTitle: "Audit of DKEK shares",
  made: (when, version, browser) =>
    `Made ${when} by the auditor's page of dkek ${version}, offline, without an HSM, in the browser ${browser}.`,
  setOnPaper: (setId, kcv) => `set ${setId}, KCV ${kcv ?? "not seen"}`,
  howItWasChecked: "How it was checked",
  whatWasChecked: "What was checked",
  fileName: "File or card",
  secretNotHashed: "secret: not hashed",
  aPassword: "a password",
  namedKcv: "KCV that the auditor named",
  notProven: (subjects) => `Not proven: ${subjects}`,
  toCompare: (count) =>
    count === 1
      ? "One line is not proven, and is not counted: it says what is for you to compare or to know."
      : `${count} lines are not proven, and are not counted: they say what is for you to compare or to know.`,
  signed: "Signed",
  signedColumns: ["Name", "Role", "Date", "Signature"],

  selfCheck: "Is this page itself right?",
  selfCheckHelp:
    "It can work out what is published, and compare: sets that the real sc-hsm-tool made, and cards and a record of the documentation. This takes half a minute, on an old computer a few minutes.",
  runSelfCheck: "Run the self-check",
  selfCheckNames: {
    quorum: "three cards of sc-hsm-tool open their .pbe file, with the published KCV",
    "wrong-digit": "the same cards with one wrong digit are found wrong",
    password: "a password opens the .pbe file that sc-hsm-tool made with it",
    code: "the code of a published card is read, and a changed one is refused",
    picture: "a picture of a card's QR code is read",
    record:
      "a published card is proven by its record (P-224), and found wrong with one changed digit",
    backup: "a key backup is found to restore",
  },
  right: "right",
  notRight: "NOT RIGHT",
  allRight: "The self-check is right.",
  someNotRight: "The self-check is NOT RIGHT: do not use this page in this browser.",
  selfCheckCancelled: "Cancelled: the self-check says nothing.",
  thisPage:
    "A page that somebody has altered would say that it is right. Whether this is the page that was published, only its SHA-256 tells, worked out by another program:",
  licences: "Licences of what is in this page",
  thisPageSteps: [
    "On Linux: sha256sum verify.html; on macOS: shasum -a 256 verify.html; on Windows: certutil -hashfile verify.html SHA256.",
    "Compare all 64 digits with the published value, from paper or from another computer. The file SHA256SUMS on the same stick does not count: whoever changes the one can change the other.",
    "One different digit means another file: do not use it.",
  ],
};
