/** A card that is made anew or added. */
export interface NewCardFacts {
  readonly type: "reissued" | "added";
  readonly id: number;
  readonly issue: number;
  /** Empty where nobody has a name. */
  readonly custodian: string;
  /** Who held the card before, where that is somebody else; empty otherwise. */
  readonly before: string;
}

/** What is said of a card that is made anew or added. */
export interface ReissueWords {
  /** What will happen, and what it does not do. */
  readonly intro: (card: NewCardFacts) => readonly string[];
  readonly ready: string;
  /** Of the progress line. */
  readonly opening: string;
  readonly openingWithNew: string;
  /** @param number six digits, as people read them. */
  readonly place: (card: NewCardFacts, number: string) => string;
  /** What to do with the set's other cards is done; only the check is left. */
  readonly nowTried: string;
  /** Where it ended in between: nothing was changed, and which paper may be out. */
  readonly stopped: (card: NewCardFacts, folder: string) => readonly string[];
  /** Before cards are asked for to read the new one back. */
  readonly newCardFirst: (card: NewCardFacts) => string;
  readonly made: (card: NewCardFacts, set: string) => string;
  readonly waits: string;
  readonly onRecord: (record: string) => string;
  readonly noRecord: string;
  readonly number: (number: string) => string;
  /** Whether the record tells of the card alone that it is right. */
  readonly provable: string;
  readonly unprovable: (threshold: number) => string;
  readonly notReadBack: string;
  readonly revokesNothing: (card: NewCardFacts) => readonly string[];
  readonly secret: string;
  readonly onPaper: string;
  readonly readBack: (threshold: number) => string;
  readonly orDrop: string;
  readonly printRecord: string;
  readonly dropped: (card: NewCardFacts) => string;
  readonly destroyPaper: string;
  readonly alreadyOnRecord: string;
  readonly stillThere: (folder: string) => string;
  /** Those who hold no card any more know enough to open the set. */
  /** Of somebody who holds a card, and has known as many as restore the set. */
  readonly warnOfOne: (name: string, cards: string) => readonly string[];
  readonly warnOfDeparted: (people: string, cards: string) => readonly string[];
}
