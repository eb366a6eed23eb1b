/** What is said of cards or a password that do not open a `.pbe`. */
interface Refusal {
  readonly message: string;
  readonly hint: string;
}

export const WRONG_PASSWORD: Refusal = {
  message: "the password does not open this .pbe file",
  hint: "check capitals and keyboard layout, and that it is the right file",
};

/**
 * What may be wrong with cards that go together and do not open the `.pbe`.
 *
 * @param threshold how many of them the set needs; undefined: nothing shows it.
 */
export function explainQuorum({
  ids,
  threshold,
}: {
  readonly ids: readonly number[];
  readonly threshold: number | undefined;
}): Refusal {
  const message = `cards ${ids.join(", ")} do not open this .pbe file`;
  // With more cards than are needed, a wrong one would not have agreed with the others.
  const agree = threshold !== undefined && threshold < ids.length;
  return {
    message,
    hint: agree
      ? `the ${ids.length} cards agree with one another, so they are probably right and belong to another .pbe file`
      : threshold === undefined
        ? "either there are too few cards, or one was copied wrongly, or they belong to another .pbe file; further cards of the set would tell which"
        : "either a card was copied wrongly, or they belong to another .pbe file; a further card of the set would tell which",
  };
}
