import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isWhole } from "@dkek/ceremony";
import { cardSheet } from "@dkek/print";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { knownSet } from "../support/known-set.js";
import { textOf } from "../support/poppler.js";
import { temporaryFolder } from "../support/program.js";
import { stockSet } from "../support/stock-sets.js";
import { useRig } from "./support/rig.js";

const rig = useRig();

/** Two of them are shown in decimal and read as hex by the stock tool. */
const QUORUM = [12, 2, 10];

test.each([
  // The longest lines, with the longer ends: it takes 62 characters of a line.
  ["p224", "a4", "\r\n"],
  ["sc-hsm", "letter", "\n"],
] as const)(
  "the sheets of a %s set (%s) are all that sc-hsm-tool needs; line ends %j",
  async (scheme, paper, lineEnd) => {
    const vector = stockSet(scheme === "p224" ? "p224-tool-pbe" : "shares-3of5");
    const { pbe, cards, record } = await knownSet(vector, { scheme, threshold: 3, total: 12 });
    const sheets: string[] = [];
    for (const id of QUORUM) {
      const card = cards.filter(isWhole).find((card) => card.id === id);
      if (card === undefined) throw new Error(`no card ${id}`);
      const options = { paper, date: new Date(), program: "dkek 1.2.3" };
      using pdf = await cardSheet(card, {}, options);
      sheets.push(textOf(pdf.expose()));
    }
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "FILE.pbe"), pbe);
    const plug = await rig.plug(new VirtualHsm());
    await rig.initialise(1);

    await rig.stock(commandOf(sheets), { cwd, stdin: typedFrom(sheets, lineEnd) });
    const { stdout } = await rig.stock([]);
    expect(stdout).toContain(`DKEK key check value : ${record.set.dkekShare.kcv}`);
    await plug.unplug();
  },
);

/** The arguments of the command that stands on a sheet. */
function commandOf([sheet = ""]: readonly string[]): string[] {
  return (/^sc-hsm-tool (--import-dkek-share .*)$/m.exec(sheet)?.[1] ?? "").split(" ");
}

/** What somebody types who has nothing but the sheets, and does as they say. */
function typedFrom(sheets: readonly string[], lineEnd: string): string {
  const entries = sheets.flatMap((sheet) => ["", idOn(sheet), groupsOn(sheet, "Value")]);
  const prime = groupsOn(sheets[0] ?? "", "Prime");
  return [prime, ...entries, ""].join(lineEnd);
}

/** In the form that the sheet says. */
function idOn(sheet: string): string {
  return /^enter share ID: (\w+)/m.exec(sheet)?.[1] ?? "";
}

/** "Type the groups without check digits and without spaces." */
function groupsOn(sheet: string, part: "Prime" | "Value"): string {
  const rows = sheet.matchAll(new RegExp(`^${part} row \\d+ (\\w{4}) (\\w{4}) \\w{3}$`, "gm"));
  return [...rows].map(([, left = "", right = ""]) => left + right).join("");
}
