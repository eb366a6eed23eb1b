import type { NewCardFacts, ReissueWords } from "../reissue-words.js";

export const reissue: ReissueWords = {
  intro: (card) => [
    card.type === "added"
      ? `This makes one more card of the set: card ${card.id}${forWhom(card)}. The other cards stay as they are.`
      : `This makes card ${card.id} anew${forWhom(card)}: the same share once more, as issue ${card.issue}.`,
    ...revokesNothing(card),
    "What comes: as many cards as restore the set are read, and open its file. Then only the one who will hold the new card looks at this screen, takes it down on paper or has it printed, and reads it back. Then the new card opens the file together with the others. Only after all that is it on record; until then you can stop with Ctrl-C or quit, and set and record are as they were.",
  ],
  ready: "Is everybody ready?",
  opening: "opening the .pbe file",
  openingWithNew: "opening the .pbe file with the new card",
  place: ({ id, issue }, number) =>
    `card ${id}, issue ${issue}. Its number is ${number}: it has to stand at the edge of the paper`,
  nowTried: "Now the new card opens the file together with the others. This takes a few seconds.",
  stopped: ({ id, issue }, folder) => [
    `Set and record are as they were. Of card ${id}, issue ${issue}, there may be a paper, which is on no record; what is known of it is in ${folder}.`,
    "Either put it on record (dkek reissue FILE.pbe --confirm NUMBER), or destroy the paper and give it up (--drop NUMBER).",
  ],
  newCardFirst: ({ id, issue }) =>
    `Read the new card back from its paper first (card ${id}, issue ${issue}), then others of the set.`,
  made: ({ type, id, issue }, set) =>
    type === "added"
      ? `card ${id} is added to set ${set}`
      : `card ${id} of set ${set} is made anew, as issue ${issue}`,
  waits: "it is NOT on record yet: it waits until it was read back",
  onRecord: (record) =>
    `it was read back, opened the file with others, and is on record in ${record}`,
  noRecord:
    "it was read back, and opened the file with others; this set has no record to note it in",
  number: (number) => `number ${number}: it ties the next step to this card`,
  provable: "the record proves this card alone",
  unprovable: (threshold) =>
    `no record can prove this card alone: fewer than ${threshold} cards came with their blinding values`,
  notReadBack: "its value is right; no blinding value or salt was read back with it",
  revokesNothing,
  secret: "SECRET: the new card",
  onPaper: "the new card is on paper alone",
  readBack: (threshold) =>
    `print it, give it to its custodian, and have it read back with others, ${threshold} in all:`,
  orDrop: "or give it up:",
  printRecord: "the record has grown: print it anew, and keep copies of it where the old ones are",
  dropped: ({ id, issue }) =>
    `card ${id}, issue ${issue} is given up; set and record are as they were`,
  destroyPaper: "destroy what is on paper of it: it is a share of the set all the same",
  alreadyOnRecord: "it is on record: only the note of it was erased, and the card stays valid",
  stillThere: (folder) => `${folder}: somebody has put other files there; look at them yourself`,
  warnOfOne: (name, cards) => [
    `WARNING: cards ${cards} have all been ${name}'s. That is enough to open any copy of the .pbe file alone.`,
    "Where nobody may be able to do that alone, choose somebody else, or make a new set and destroy the old one.",
  ],
  warnOfDeparted: (people, cards) => [
    `WARNING: ${people} hold no card any more, and have known cards ${cards}. That is enough to open any copy of the .pbe file.`,
    "No new card changes that. Find and destroy the copies of the .pbe file; in the end only new keys shut them out.",
  ],
};

function forWhom({ custodian }: NewCardFacts): string {
  return custodian === "" ? "" : ` for ${custodian}`;
}

function revokesNothing({ type, id, before }: NewCardFacts): string[] {
  if (type === "added") {
    return ["It revokes nothing: all other cards stay valid, and one person more holds a share."];
  }
  const who = before === "" ? "" : ` ${before} still knows it.`;
  return [
    `It revokes nothing: the old card ${id} is the same share and stays valid, whoever finds it.${who} Destroy the old paper, if it is there.`,
  ];
}
