import { execFileSync } from "node:child_process";
import { DKEK } from "./terminal.mjs";

/**
 * A custodian has gone: the card is made again for another one, from a quorum of the others.
 *
 * @param {import("./terminal.mjs").Terminal} terminal
 */
export async function reissue(terminal) {
  const named = ["Ada", "Grace", "Edsger"].flatMap((name) => ["--custodian", name]);
  const set = ["--threshold", "2", "--total", "3", "--format", "text", "--out", "set"];
  execFileSync(process.execPath, [DKEK, "create", ...set, ...named], {
    cwd: terminal.folder,
    stdio: "ignore",
  });
  terminal.run("reissue set/dkek.pbe --recreate 2 --custodian Hedy");
  await terminal.take("What a new card changes, and what it does not.", "Is everybody ready?");
  terminal.type("");
  await terminal.answer("card 1 of 2", "set/cards/card-1.txt");
  await terminal.take("The quorum comes in, card by card.", "card 2 of 2");
  terminal.type("set/cards/card-3.txt");
  await terminal.take("Now the new custodian alone.", "Now only Hedy looks");
  terminal.type("");
  await terminal.until("copy everything");
  const rows = [...terminal.screen().matchAll(/^ \d {3}(\S+ \S+ \(\S+\))/gm)].map(
    ([, row = ""]) => row,
  );
  terminal.type("");
  await terminal.take("It is read back from the paper before anything counts.", "Value row 1 of");
  for (const [place, row] of rows.entries()) {
    await terminal.answer(`Value row ${place + 1} of ${rows.length}`, row);
  }
  await terminal.answer("The card of Hedy is right", "");
  await terminal.take("It is on record, and what has to be done now is said.", "on record in");
}
