import { subjectInEnglish, textInEnglish } from "@dkek/ceremony";
import type { AuditWords } from "../audit-words.js";

export const audit: AuditWords = {
  marks: { proven: "proven", wrong: "WRONG", unproven: "not proven" },
  subject: subjectInEnglish,
  text: textInEnglish,
  opens: (set, threshold, kcv) => {
    const cards = threshold === undefined ? "" : ` with any ${threshold} cards`;
    return `set ${set} opens${cards}, KCV ${kcv}`;
  },
  methods: {
    "record-chain": "Record: its form, the hash chain of its events.",
    "record-commitments": "Record: its commitments, as points of the curve P-224.",
    "file-hash": ".pbe file: its SHA-256 against the record's.",
    "file-opened-with-cards":
      ".pbe file: opened with the password that the cards make; the KCV of what is in it.",
    "file-opened-with-password":
      ".pbe file: opened with the password that was given; the KCV of what is in it.",
    "card-pedersen":
      "Card: its value and blinding against the record's Pedersen commitments (P-224).",
    "card-hash": "Card: its value and salt against the record's SHA-256.",
    "cards-together": "Cards: against each other.",
    "backup-mac": "Key backup: its KCV and its AES-CMAC under the DKEK, without decrypting it.",
    "backup-form": "Key backup: its form, and the KCV that it names.",
    "request-signature": "Key backup: the signature of the certificate request beside it.",
  },
  result: (verdict, open) => {
    if (verdict === "wrong") return "NOT RIGHT";
    if (verdict === "right") return "nothing is wrong";
    return `nothing wrong was found, but ${open === 1 ? "1 thing is" : `${open} things are`} NOT proven`;
  },
};
