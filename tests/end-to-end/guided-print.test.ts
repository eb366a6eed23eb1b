// The guided ceremony with a printer: what is proofread comes off the printed page, its digits as text
// and its code as a QR reader reads it from the picture.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { png, qrPicture } from "../support/pictures.js";
import { render, textOf } from "../support/poppler.js";
import { quickDkek, temporaryFolder } from "../support/program.js";
import { answer, quickDkekOnTerminal } from "../support/pseudo-terminal.js";
import { quickly } from "../support/quick-sets.js";
import { stockSet } from "../support/stock-sets.js";
import { expectNothingOf } from "../support/traces.js";
import { codesIn } from "../support/zbar.js";
import { findSecrets } from "./support/find-secrets.js";
import { guardsGone } from "./support/print-guards.js";
import { type PrivateCups, startCups } from "./support/private-cups.js";

let cups: PrivateCups;
let tray: string;

beforeAll(async () => {
  cups = await startCups();
  tray = cups.addQueue("Tray");
});
afterAll(async () => {
  await cups.stop();
});

/** The paper in the tray: the rows of its share value, and what a scanner types. */
function paper(): { rows: string[]; code: string } {
  const pdf = readFileSync(tray);
  const rows = [...textOf(pdf).matchAll(/^Value row \d+ (\w{4} \w{4} \w{3})$/gm)];
  const [code = ""] = codesIn(render(pdf, { dpi: 150 }));
  return { rows: rows.map(([, row = ""]) => row), code };
}

test("each paper is printed, looked at, typed back and scanned, and no card is anywhere else", async () => {
  const cwd = temporaryFolder();
  const tmp = temporaryFolder();
  const args = ["create", "--guided", "--threshold", "2", "--total", "2", "--label", "CA"];
  const more = ["--out", "set", "--custodian", "Ada", "--custodian", "Grace"];
  const env = { ...cups.env, TMPDIR: tmp };
  const terminal = quickDkekOnTerminal([...args, ...more, "--scheme", "sc-hsm"], cwd, env);
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "Which printer? (Tray;", "Office\r");
  await answer(terminal, 'no printer "Office"', "\u0015Tray\r");
  await terminal.sees("printed on Tray, one after the other; none is kept in a file");
  await answer(terminal, "Is this what you want?", "yes\r");
  await answer(terminal, "Go on all the same?", "\r");

  const papers: { rows: string[]; code: string }[] = [];
  for (const name of ["Ada", "Grace"]) {
    await answer(terminal, `Now only ${name} looks`, "\r");
    await answer(terminal, `${name}: is the paper whole`, name === "Ada" ? "again\r" : "yes\r");
    if (name === "Ada") await answer(terminal, "Ada: is the paper whole", "yes\r");
    const { rows, code } = paper();
    papers.push({ rows, code });
    expect(rows).toHaveLength(2);
    for (const [place, row] of rows.entries()) {
      await answer(terminal, `${name}: Value row ${place + 1} of 2`, `${row}\r`);
      if (name === "Ada" && place === 0) {
        // Scanned between the rows: it counts, and is not asked for again.
        await answer(terminal, "Ada: Value row 2 of 2", `${code}\r`);
        await terminal.sees("the QR code is right");
      }
    }
    if (name === "Ada") {
      await answer(terminal, "The card of Ada is right", "\r");
      expect(existsSync(join(cwd, "set"))).toBe(false);
      continue;
    }
    await terminal.sees(`${name}: scan the QR code`);
    await terminal.sees("> ");
    terminal.type(`${papers[0]?.code}\r`);
    await answer(terminal, "this is card 1, not card 2", "");
    terminal.type(`${code}\r`);
    await answer(terminal, `The card of ${name} is right`, "\r");
  }
  expect(await terminal.ended).toBe(0);
  const { events } = JSON.parse(readFileSync(join(cwd, "set/record.json"), "utf8"));
  expect(events.map(({ type }: { type: string }) => type)).toEqual([
    "created",
    "proofread",
    "proofread",
  ]);

  const secrets = papers.flatMap(({ rows }) => rows.map((row) => row.replaceAll(" ", "")));
  expectNothingOf(secrets, terminal.screen());
  await guardsGone(cups);
  expect(cups.spooled()).toEqual([]);
  const left = findSecrets([dirname(cups.spool), cwd, tmp], secrets);
  // The search finds what there is to be found: the last paper in the tray.
  expect(left).toEqual([tray]);
});

test("a card made anew by options is on paper alone, and goes on record from a picture of it", async () => {
  const cwd = temporaryFolder();
  const options = { scheme: "sc-hsm", threshold: 3, total: 5 } as const;
  const set = await knownSet(await quickly(stockSet("shares-3of5")), options);
  const paths = layOutKnownSet(cwd, "set", set);
  const onPaper = ["--recreate", "2", "--printer", "Tray", "--yes", "--json"];
  const made = await quickDkek(
    ["reissue", "set/dkek.pbe", ...onPaper, "--card", ...paths(1, 3, 5)],
    {
      cwd,
      env: cups.env,
    },
  );
  expect(made).toMatchObject({ status: 0 });
  const { number, files } = JSON.parse(made.stdout);
  expect(files).toEqual({ text: null, pdf: null });
  expect(readdirSync(join(cwd, "set", "dkek-reissue"))).toEqual(["reissue.json"]);
  const pdf = readFileSync(tray);
  expect(textOf(pdf)).toContain(`number ${number.slice(0, 3)} ${number.slice(3)}`);
  expect(textOf(pdf)).toContain("2: destroy earlier ones");
  const [code = ""] = codesIn(render(pdf, { dpi: 150 }));
  writeFileSync(join(cwd, "scan.png"), png(qrPicture(code, 5)));
  const back = ["--confirm", number, "--card", "scan.png", ...paths(3, 4)];
  const confirmed = await quickDkek(["reissue", "set/dkek.pbe", ...back], { cwd });
  expect(confirmed).toMatchObject({ status: 0 });
  expect(confirmed.stdout).toContain("the record proves this card alone");
  expect(readdirSync(join(cwd, "set")).sort()).toEqual(["cards", "dkek.pbe", "record.json"]);
  await guardsGone(cups);
  expect(cups.spooled()).toEqual([]);
});

test("stopped at the second paper: the first ones are named, to be destroyed", async () => {
  const cwd = temporaryFolder();
  const args = ["create", "--guided", "--threshold", "2", "--total", "2", "--label", "CA"];
  const more = ["--out", "set", "--custodian", "Ada", "--custodian", "Grace", "--printer", "Tray"];
  const terminal = quickDkekOnTerminal([...args, ...more, "--scheme", "sc-hsm"], cwd, cups.env);
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "Is this what you want?", "yes\r");
  await answer(terminal, "Go on all the same?", "\r");
  await answer(terminal, "Now only Ada looks", "\r");
  await answer(terminal, "is the paper whole", "quit\r");
  expect(await terminal.ended).toBe(130);
  expect(terminal.screen().replace(/\s+/g, " ")).toContain("on paper of it: card 1 (Ada)");
  expect(existsSync(join(cwd, "set"))).toBe(false);
  await guardsGone(cups);
  expect(cups.spooled()).toEqual([]);
});
