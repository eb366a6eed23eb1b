import type { NewSetWords } from "../new-set-words.js";

const revokesNothing = [
  "It revokes nothing: the old cards, as many as it took, still open any copy of the old .pbe file, and what comes out is the same DKEK share.",
];

export const newSet: NewSetWords = {
  intro: (oldSet) => [
    `This makes a new set of cards for the DKEK share of set ${oldSet}: a new .pbe file with a new password. The DKEK stays the same, and so do the HSMs and the key backups.`,
    ...revokesNothing,
    "You need: as many of the old cards as restore the old set, all custodians of the new one, envelopes, and a printer that nobody else uses, or blank forms and pens.",
    "What comes: a few settings; then the old cards are read, and open the old file. Then the custodians' names; then each custodian alone gets the own new card and reads it back. Then the new cards open the new file. Only after all that the new set takes the old one's place; until then you can stop with Ctrl-C or quit, and the old set is as it was.",
  ],
  opening: "opening the new .pbe file",
  nowTried: "Now the new cards open the new file together. This takes a few seconds.",
  stopped: "The old set is as it was: its cards, its .pbe file and its record stay valid.",
  notNoted: (pbe, number, folder) =>
    `The new set is whole, in ${folder}. Only the old set's record does not say so yet; this does it: dkek reissue ${pbe} --confirm ${number} --out ${folder}`,
  takesOver: (oldSet) => `it holds the DKEK share of set ${oldSet}, with the same KCV`,
  waits:
    "it has NOT taken that set's place yet: it waits until every card was read back, and as many as it takes have opened its .pbe file",
  number: (number) => `number ${number}: it ties the next step to this set`,
  revokesNothing,
  readBack:
    "hand the cards out, and have every one of them read back from its paper, all at once or some at a time:",
  orDrop: "or give the new set up:",
  stillWaits: (set) => `set ${set} is NOT confirmed yet; the old set is as it was`,
  notReadBack: (cards) => `not read back yet: cards ${cards}`,
  notOpened:
    "its .pbe file was not opened yet: that takes as many cards at once as restore the set",
  partNoted: (folder) => `what was read back is noted in the new set's record, in ${folder}`,
  confirmed: (set, oldSet) => `set ${set} has taken the place of set ${oldSet}`,
  sameKcv: (kcv) => `the KCV of its DKEK share is ${kcv}, as before`,
  compareKcv:
    "no record has borne that KCV out: compare it with the one that the HSM shows before the old file is destroyed",
  proven: "every card was read back, and together they opened its .pbe file",
  printRecords:
    "print its record anew, and that of the old set, if it has one, and keep copies of them where the old ones are",
  findCopies: [
    "So find every copy of the old .pbe file and destroy it: on sticks and cards, other disks and machines, in mails and chats, in backups and snapshots, and on paper: the record may have a page with it, as base64 and as a QR code. Destroy the old cards as well.",
    "Note each copy that was destroyed:",
  ],
  dropped: "the new set is given up; the old set is as it was",
  destroyPapers: "destroy what is on paper of it: with any copy of its .pbe file it opens",
  stillThere: (folder) => `${folder}: somebody has put other files there; look at them yourself`,
  alreadyConfirmed:
    "it can't be given up any more: it was confirmed already, and what was left to note of that is noted now",
  destroyedNoted: (set, record) =>
    `noted in ${record}, the record of set ${set}; print it anew, and keep copies of it where the old ones are`,
};
