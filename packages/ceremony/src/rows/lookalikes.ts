/** What people write or read when a hex digit is meant, as a hint; keys in lower case. */
export const LOOKALIKES: Readonly<Record<string, string>> = {
  o: "that is a letter: is it a 0 (zero)?",
  i: "that is a letter: is it a 1 (one)?",
  l: "that is a letter: is it a 1 (one)?",
  z: "that is a letter: is it a 2?",
  s: "that is a letter: is it a 5?",
  g: "that is a letter: is it a 6 or a 9?",
  q: "that is a letter: is it a 9 or a 0 (zero)?",
  t: "that is a letter: is it a 7?",
};
