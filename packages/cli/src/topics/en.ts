import type { Topics } from "./topic.js";

export const en: Topics = {
  ceremony: {
    title: "ceremony: how cards are made, and what people do with them",
    paragraphs: [
      "All custodians come together in a room, with a witness. dkek create guides them at a terminal: settings, names, then each custodian, alone with their own card, reads it back from the paper. Only when every card was read back is anything kept.",
      "The day before, dkek rehearse plays all of it with virtual HSMs, and dkek doctor looks whether the machine is fit. docs/CEREMONY.md is the script for the day, with boxes to tick.",
      "Once a year each custodian checks their own card, alone:",
      "  dkek verify --record record.json",
    ],
  },
  cards: {
    title: "cards: what a custodian holds",
    paragraphs: [
      "A card has a share ID (1 to 255), a share value, the prime (the same on all cards of a set), and what proves it by itself. On paper the digits stand in rows of eight, with three check digits each: dkek says as a row is typed whether it is right, which digit probably is not, or which other row or card it is from.",
      "The QR code says the same. Wherever dkek wants a card, it takes a text, a picture of the code (PNG, JPEG), - for standard input, or typing at the prompt; a USB scanner types the code.",
      "Fewer cards than the threshold tell nothing at all about the password. Enough of them, with the .pbe file, tell everything. A card that was seen is a card that somebody else has.",
    ],
  },
  record: {
    title: "record: the public account of a set",
    paragraphs: [
      "record.json holds no secret: which .pbe file it is (SHA-256), how many cards, what proves each of them, who holds it, and what happened, each event chained to the one before. Keep it with every copy of the .pbe file.",
      "Its fingerprint is 20 words. Read them aloud when the set is made, write them down, compare all of them later: the same words mean that nobody has exchanged the set.",
      "  dkek inspect record.json",
      "  dkek sheet record --record record.json --printer NAME",
    ],
  },
  schemes: {
    title: "schemes: p224 and sc-hsm",
    paragraphs: [
      "p224 (the default): the password has 28 random bytes, the prime is the order of the curve P-224. Every card can be proven by the record alone, by commitments that hide perfectly. 7 rows to type.",
      "sc-hsm: what sc-hsm-tool makes itself: 8 bytes (63 bits) and a fresh 64-bit prime. 2 rows to type; cards are proven by salted hashes. 63 bits are little: whoever has the .pbe file and much money can search them.",
      "Stock sc-hsm-tool opens both.",
    ],
  },
  importing: {
    title: "importing: from the cards into the HSM",
    paragraphs: [
      "The HSM must have been initialised for DKEK shares, which erases it (dkek hsm init --dkek-shares N). A DKEK share is one .pbe file with a set of cards of its own; the HSM puts its DKEK together from all N of them, in any order, also with days in between.",
      "dkek import opens the files with the cards, holds everything to the records, and only then sends the share to the HSM; afterwards it compares the key check value (KCV). Several HSMs get it in one sitting: --all-readers, or --serial for each.",
      "The same share twice takes itself out again: the records keep count, and dkek refuses.",
    ],
  },
  backup: {
    title: "backup: keys, and what they need to come back",
    paragraphs: [
      "dkek hsm backup writes each key into a file that is encrypted with the DKEK. To restore it you need that file, and an HSM with the same DKEK: which needs the .pbe file and enough cards. Lose one of the three, and the key is gone with its HSM.",
      "Prove it today, without an HSM:",
      "  dkek verify dkek.pbe --card A B C --backup keys/*.bin",
      "dkek hsm restore checks the same before the HSM sees a backup, and has the restored key sign a challenge.",
    ],
  },
  damage: {
    title: "damage: cards that don't open their file",
    paragraphs: [
      "Leave the HSM and the papers as they are, copy the .pbe file, and work on a machine without a network. Write each card into a file as it can be read, with ? for each digit that can't.",
      "  dkek rescue dkek.pbe --threshold 3 --card card-1.txt card-3.txt card-5.txt",
      "It undoes up to two mistakes in all, and what sc-hsm-tool reads otherwise than it shows. One card more than are needed, check digits or the record save most of the search. It says beforehand how long it takes; after Ctrl-C the same command goes on.",
      "A password that was found is the right one. Which card is wrong is certain only with a further card, where it says either and or. Fewer cards than the threshold can't be helped, by nobody. docs/RESCUE.md has all of it.",
    ],
  },
  secrets: {
    title: "secrets: where they are, and where they are not",
    paragraphs: [
      "PINs, cards and passwords never stand in arguments, the environment, logs or messages. They come in at a prompt that clears itself, on file descriptors (--pin-fd 3 3< FILE), or from files and pictures that you name.",
      "With --printer no card is ever written to a disk; --out FOLDER writes files that are as secret as the cards. Nothing that is erased from a disk or a stick is gone for certain.",
      "What this program can't do stands in SECURITY.md: the machine of the ceremony sees everything.",
    ],
  },
  "stock-tool": {
    title: "stock-tool: with OpenSC's sc-hsm-tool alone",
    paragraphs: [
      "Every set opens without dkek:",
      "  sc-hsm-tool --import-dkek-share FILE.pbe --pwd-shares-total 3",
      "It asks for the prime, then for ID and value of three cards. Type the groups without check digits and without spaces. It reads IDs as hex: card 10 is a, card 11 is b, card 16 is 10.",
      "dkek opens the sets that sc-hsm-tool made: put what it showed into a file for each share, or type it at the prompt. Without OpenSC there is docs/RECOVERY-BY-HAND.md, with a short Python script.",
    ],
  },
  "exit-status": {
    title: "exit-status: what scripts go by",
    paragraphs: [
      [
        "  0    done",
        "  1    checked and found wrong: a card, a quorum, a backup, a record",
        "  2    wrong use, input that can't be read, output that can't be written",
        "  3    the HSM or OpenSC failed",
        "  70   a defect in dkek",
        "  130  interrupted; nothing half-made was left behind",
        "  141  done, but nobody read the output to its end",
      ].join("\n"),
      "With --json a report comes on standard output in either case; ok says whether all went well.",
    ],
  },
};
