import { type Difference, isRight, type Rescued } from "@dkek/ceremony/rescue";
import { oneLine } from "@dkek/words";

/** What is wrong with a card, in words: single digits, never a whole number. */
export function mistakesIn({ wrong }: Rescued): string[] {
  const { exchanged, id, prime, value, besideCode } = wrong;
  return [
    ...(exchanged ? ["prime and share value stand in each other's place"] : []),
    ...(id === undefined ? [] : [idText(id)]),
    ...prime.map((difference) => differenceText("prime", difference)),
    ...value.map((difference) => differenceText("share value", difference)),
    ...(besideCode === undefined ? [] : [`its code is right, but ${besideCode}`]),
  ];
}

/** One line for a card that is right, and one for each mistake of another. */
export function cardText(rescued: Rescued): string[] {
  const { reading, card, isStranger } = rescued;
  if (isStranger) {
    return [
      `WRONG       ${oneLine(reading.name)}: nothing of it fits: a card of another set, or too little can be read to tell which card it is`,
    ];
  }
  if (isRight(rescued)) return [`right       ${oneLine(reading.name)} (card ${card.id})`];
  return mistakesIn(rescued).map(
    (mistake, nth) =>
      `${nth === 0 ? "WRONG     " : " ".repeat(10)}  ${oneLine(reading.name)} (card ${card.id}): ${mistake}`,
  );
}

function idText({ says, is, hex }: NonNullable<Rescued["wrong"]["id"]>): string {
  if (says === "") return `the share ID is missing: it is ${is}`;
  if (/[^0-9a-f]/i.test(says)) return `the share ID can't be read: it is ${is}`;
  return hex
    ? `the share ID ${says} is meant in hex: it is ${is}`
    : `the share ID says ${says}, it should be ${is}`;
}

function differenceText(number: "prime" | "share value", difference: Difference): string {
  switch (difference.what) {
    case "digit": {
      const says = difference.says === undefined ? "can't be read" : `says ${difference.says}`;
      return `digit ${difference.place} of the ${number} ${says}, it should be ${difference.is}`;
    }
    case "swapped":
      return `digits ${difference.place} and ${difference.place + 1} of the ${number} are swapped`;
    case "missing":
      return `digit ${difference.place} of the ${number} is missing: it should be ${difference.is}`;
    case "surplus":
      return `digit ${difference.place} of the ${number} is one too many`;
    case "exchanged": {
      const [a, b] = difference.places;
      const last = difference.length - 1;
      return `digits ${a} to ${a + last} and ${b} to ${b + last} of the ${number} are in each other's place`;
    }
    case "other":
      return `much of the ${number} is wrong or can't be read: the corrected card has it`;
  }
}
