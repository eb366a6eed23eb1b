import type { CreateWords } from "../create-words.js";

export const create: CreateWords = {
  intro: [
    "This makes a set of cards. Together they open the backup of your HSM's master key; each one alone tells nothing.",
    "You need: all custodians in this room, a witness, an envelope or a bag with a seal for each card, and a printer that nobody else uses, or blank forms (dkek sheet blank) and pens. No telephone, no camera.",
    "What comes: a few settings, the custodians' names, then each custodian alone with the own card, who reads it back from the paper. Only when all cards are right is anything kept. Until then you can stop at any time with Ctrl-C or quit, and nothing was made.",
  ],
  ready: "Is everybody ready?",
  askLabel: "What is the set for? It is printed on all cards, and public (such as Root CA 2026)",
  askTotal: "How many cards, one for each custodian? (often 5)",
  askThreshold: (total) =>
    `How many of the ${total} cards must come together to restore? (often more than half: ${Math.floor(total / 2) + 1})`,
  oneIsNoQuorum: {
    message: "one card that restores alone is no shared secret",
    hint: "2 or more have to come together; for a single person, dkek create --password",
  },
  noSuchNumber: (min, max) => ({
    message: min === max ? `it has to be ${min}` : `a number from ${min} to ${max}`,
    hint: "",
  }),
  askPrinter: (printers) =>
    `Which printer? (${printers.join(", ")}; Enter for none: each card is shown, and copied by hand)`,
  unknownPrinter: (name) => ({
    message: `there is no printer "${name}" that is ready`,
    hint: "type its name as it stands in the question, or Enter alone",
  }),
  askOut: "A new folder for the .pbe file and the record (on a stick, say)",
  noFolder: { message: "nothing was typed", hint: "such as root-ca-2026" },
  refusedFolder: (out) => ({
    "wrong-use": {
      message: `${out}: such a name is for what is not finished`,
      hint: "name a folder that neither ends in .dkek-unfinished nor lies in one that does",
    },
    "out-exists": {
      message: `${out} exists already`,
      hint: "nothing is ever overwritten: name a new folder",
    },
    "out-unwritable": {
      message: `${out}: no folder can be made there`,
      hint: "does what it should lie in exist, is there room, and may you write there?",
    },
    "file-unfinished": {
      message: `${out}: somebody else is making a set there at this moment`,
      hint: "wait, or name another folder",
    },
  }),
  settled: {
    label: "for",
    total: "cards",
    threshold: "together restore",
    printer: "printer",
    out: "folder",
  },
  consequences: ({ label, total, threshold, printer, out }) => [
    `${label === "" ? "The set" : `"${label}"`}: any ${threshold} of ${total} cards.`,
    threshold === total
      ? `${total === 2 ? "BOTH" : `ALL ${total}`} cards are needed: if a single one is lost, everything is lost. Better make more cards than have to come together.`
      : `You can lose ${count(total - threshold, "card")}. ${threshold} people together can restore; ${threshold === 2 ? "one alone" : threshold - 1} can't.`,
    printer === undefined
      ? "Each card is shown once on this screen, and copied onto a form by hand."
      : `The cards are printed on ${printer}, one after the other; none is kept in a file.`,
    `The .pbe file and the record go into ${out}.`,
  ],
  confirm: "Is this what you want?",
  abandoned: (papers) => [
    "A ceremony for this folder was interrupted. Its set was not finished, so it is void and can't be gone on with: a new one is made from the beginning.",
    papers === ""
      ? "As far as noted, nothing of the void set is on paper."
      : `Collect and destroy what is on paper of the void set: ${papers}.`,
  ],
  askErase: "May what is left of the void set be erased?",
  goOnAllTheSame: "This machine is not all it should be. Go on all the same?",
  askName: (nth, total, mayBeNobody) =>
    `Custodian of card ${nth} of ${total}: the name, as it shall stand on the card and in the public record${mayBeNobody ? " (Enter for no names)" : ""}`,
  named: (nth, name) => `card ${nth}: ${name}`,
  sameName: (name) => ({
    message: `${name} has a card already`,
    hint: "each card needs a person of its own; tell two of the same name apart",
  }),
  askNamesRight:
    "Are all names right? They can't be changed later (yes, or the number of the card whose name is wrong)",
  answerNamesRight: (total) => ({
    message: `answer "yes", or a number from 1 to ${total}`,
    hint: "",
  }),
  everybodyOrNobody: {
    message: "nothing was typed",
    hint: "name every custodian; type back to change the one before",
  },
  refused: (text) => ({
    "wrong-use": { message: `${text.length} characters: too long`, hint: "shorten it" },
    "text-too-long": { message: "too long for its place on the card", hint: "shorten it" },
    "no-glyph": {
      message: "not all of its characters can be printed",
      hint: "write it in Latin, Greek or Cyrillic letters",
    },
  }),
  steps: {
    sealing: "sealing the file",
    trying: "trying the cards together",
    checking: "checking each card",
    opening: "opening the file again",
  },
  custodianOf: (id) => `the custodian of card ${id}`,
  place: (nth, total) => `card ${nth} of ${total}`,
  onlyLooks: (name) =>
    `Now only ${name} looks at this screen. Everybody else turns away. ${capital(name)}, are you alone with it?`,
  checkDigits: "the last three digits of each row are check digits: copy them, too",
  tooSmall:
    "This window is too small for the card: it has to be 80 wide and 24 high. Make it larger.",
  copy: (name) =>
    `${capital(name)}: copy everything onto the form, digit by digit. Have you written it all?`,
  printing: (name) => `printing the card of ${name}: take the paper, and show it to nobody`,
  askPaper: (name) =>
    `${capital(name)}: is the paper whole and easy to read? yes, or again (print it once more)`,
  answerPaper: { message: 'answer "yes" or "again"', hint: "quit stops the ceremony" },
  again: ["again"],
  proofread: (name) =>
    `${capital(name)}: now read your card back from the paper, to prove that it is right. (back: one row back; again: make the paper anew)`,
  askRow: (name, nth, of) =>
    `${capital(name)}: Value row ${nth} of ${of}, with its 3 check digits, from the paper`,
  askScan: (name) =>
    `${capital(name)}: scan the QR code on the paper with the scanner (Enter, if there is no scanner here)`,
  codeRight: "the QR code is right",
  handOver: (name) =>
    `The card of ${name} is right. Fold it, seal it in its bag before the witness, sign the receipt. The screen is clear: everybody may look again.`,
  paperOf: (id, name) => `card ${id} (${name})`,
  isVoid: (papers) =>
    `this set is void: it was not finished. Collect and destroy what is on paper of it: ${papers}. Then start again`,
};

function count(number: number, thing: string): string {
  return number === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
