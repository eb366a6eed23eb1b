/**
 * A new set, up to a digit that was miscopied; then it is given up.
 *
 * @param {import("./terminal.mjs").Terminal} terminal
 */
export async function create(terminal) {
  terminal.run("create");
  await terminal.take("It says what will happen, and what is needed.", "Is everybody ready?");
  terminal.type("");
  await terminal.answer("What is the set for?", "SPECIMEN");
  await terminal.answer("How many cards", "5");
  await terminal.answer("must come together", "1");
  await terminal.take("Settings; one card alone is refused.", "is no shared secret");
  terminal.press("BSpace");
  terminal.type("3");
  await terminal.answer("A new folder", "root-ca");
  await terminal.take("What they mean, in plain words.", "Is this what you want?");
  terminal.type("yes");
  await terminal.answer("Go on all the same?", "");
  for (const name of ["Ada", "Grace", "Edsger", "Barbara"]) {
    await terminal.answer("Custodian of card", name);
    await terminal.until(name);
  }
  await terminal.until("Custodian of card 5");
  await terminal.take("The names, while the file is being sealed.", "Custodian of card 5");
  terminal.type("Zoë");
  await terminal.take("Are they right? A single one can be given anew.", "Are all names right?");
  terminal.type("yes");
  await terminal.take("Then each custodian alone.", "Now only Ada looks");
  terminal.type("");
  await terminal.take(
    "Without a printer the card is shown, and copied onto a form.",
    "copy everything",
  );
  const row = /^ 1 {3}(\S+ \S+ \(\S+\))/m.exec(terminal.screen())?.[1] ?? "";
  terminal.type("");
  await terminal.until("Value row 1 of 7");
  terminal.type(row.replace(/^./, (digit) => (digit === "0" ? "8" : "0")));
  await terminal.take("Read back from the paper: a digit was miscopied.", "! ");
  terminal.press("C-u");
  terminal.press("C-c");
  await terminal.take("Stopped: nothing is left, but papers to destroy.", "this set is void");
}
