import type { CreatedWords } from "../created-words.js";

export const created: CreatedWords = {
  made: (set, { index, of }) => {
    const share = of === 1 ? "" : `, DKEK share ${index} of ${of}`;
    return `set ${set} is made${share}`;
  },
  opensWith: "opens with",
  withPassword: "the password that you chose",
  withCards: ({ threshold, total, scheme }) =>
    `any ${threshold} of ${total} cards (scheme ${scheme})`,
  kcv: (kcv) => `${kcv} of this DKEK share`,
  triedOut: "tried out",
  triedPassword: ["the .pbe file opens again"],
  triedQuorums: (quorums) => [
    `${quorums} quorums restore the password, the .pbe file opens again,`,
    "and every card is intact by the record",
  ],
  fingerprint: "fingerprint",
  writeDown: ["read these words out and write them down:", "they tell the record from any other"],
  pbe: "the DKEK share, encrypted: keep copies of it",
  record: "the record of the set: public, keep it with the .pbe file",
  recordSheet: "the same to print and sign",
  onPaper: (total) => `${total} cards on paper, none on a disk`,
  secretCards: (total, endings) =>
    `SECRET: a card for each custodian, card-1 to card-${total}, .${endings.join(" and .")}`,
  toPrint: (ending) => `${ending} (to print)`,
  proveTyped: (threshold) => `prove it with any ${threshold} cards: dkek asks for the digits`,
  proveFiles: (threshold) => `prove it with any ${threshold} cards, such as:`,
};
