// A new DKEK, as people sit through it on a pseudo-terminal of 80 by 24: nothing happens to the private keys
// before everybody has agreed, and nothing is there before the new cards have opened the new file.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecord, type SetRecord } from "@dkek/ceremony";
import { parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { expect, test } from "vitest";
import { type Copied, copiedCard } from "../support/copied-card.js";
import {
  ecRequest,
  keyBackup,
  keyBlob,
  keyDescription,
  plainFields,
} from "../support/key-backups.js";
import { knownSet, layOutKnownSet } from "../support/known-set.js";
import { quickDkek, temporaryFolder } from "../support/program.js";
import { answer, quickDkekOnTerminal, type Terminal } from "../support/pseudo-terminal.js";
import { quickly } from "../support/quick-sets.js";
import { stockSet } from "../support/stock-sets.js";

/** No printer: nobody answers there. */
const NO_CUPS = { CUPS_SERVER: "/nowhere/cups.sock" };
const STOCK = stockSet("shares-3of5");

/** A 3-of-5 set in the folder `set` with a key backup of its DKEK; the command for a new one. */
async function setIn(cwd: string): Promise<string[]> {
  const options = { scheme: "sc-hsm", threshold: 3, total: 5 } as const;
  const paths = layOutKnownSet(cwd, "set", await knownSet(await quickly(STOCK), options));
  const { fields, request } = ecRequest("secp384r1");
  const dkek = Buffer.from(STOCK.dkekShareHex, "hex");
  const blob = keyBlob(dkek, "ec", { plain: plainFields(384, ...fields) });
  const description = keyDescription({ tag: 0xa0, bits: 384 });
  writeFileSync(join(cwd, "key.bin"), keyBackup(blob, description, request));
  const args = ["reissue", "set/dkek.pbe", "--new-dkek", "--label", "Root-CA-2027"];
  return [...args, "--backup", "key.bin", "--card", ...paths(1, 3, 5)];
}

const recordIn = (cwd: string, folder: string): SetRecord =>
  parseRecord(readFileSync(join(cwd, folder, "record.json"), "utf8"));

async function readBack(terminal: Terminal, name: string): Promise<Copied> {
  await answer(terminal, `Now only ${name} looks`, "\r");
  await terminal.sees("copy everything onto the form");
  await terminal.sees("> ");
  const card = copiedCard(terminal);
  terminal.type("\r");
  for (const [place, row] of card.value.entries()) {
    await answer(terminal, `${name}: Value row ${place + 1} of`, `${row}\r`);
  }
  await answer(terminal, `The card of ${name} is right`, "\r");
  return card;
}

test("whoever does not agree that private keys are in memory ends it, and nothing is there", async () => {
  const cwd = temporaryFolder();
  const terminal = quickDkekOnTerminal(await setIn(cwd), cwd, NO_CUPS);
  await terminal.sees("takes back nothing that was copied before");
  await answer(terminal, "Is everybody ready?", "\r");
  await terminal.sees("air-gapped machine");
  await answer(terminal, "is this such a machine?", "no\r");
  expect(await terminal.ended).toBe(130);
  expect(terminal.screen()).toContain("The old set is as it was");
  expect(existsSync(join(cwd, "new"))).toBe(false);
});

test("in one sitting: the key is under the new DKEK, and the plan says what comes then", async () => {
  const cwd = temporaryFolder();
  const terminal = quickDkekOnTerminal(await setIn(cwd), cwd, NO_CUPS);
  await answer(terminal, "Is everybody ready?", "\r");
  await answer(terminal, "is this such a machine?", "yes\r");
  await answer(terminal, "How many cards", "2\r");
  await answer(terminal, "must come together", "2\r");
  await answer(terminal, "A new folder", "new\r");
  await answer(terminal, "Is this what you want?", "yes\r");
  await answer(terminal, "Go on all the same?", "\r");
  await answer(terminal, "Custodian of card 1", "Ada\r");
  await answer(terminal, "Custodian of card 2", "Grace\r");
  await answer(terminal, "Are all names right?", "yes\r");
  const cards = [await readBack(terminal, "Ada")];
  expect(existsSync(join(cwd, "new"))).toBe(false);
  expect(recordIn(cwd, "set").events).toHaveLength(1);
  cards.push(await readBack(terminal, "Grace"));
  expect(await terminal.ended).toBe(0);
  const screen = terminal.screen().replaceAll(/\s+/g, " ");
  expect(screen).toContain("its DKEK succeeds that of set");
  expect(screen).toContain("dkek hsm restore new/keys/key-*.bin");

  const record = recordIn(cwd, "new");
  expect(record.events.at(-1)).toMatchObject({ type: "succeeds" });
  expect(recordIn(cwd, "set").events.at(-1)).toMatchObject({ type: "succeeded" });
  const plan = readFileSync(join(cwd, "new", "rotation-plan.md"), "utf8");
  const print = parseKeyBackup(readFileSync(join(cwd, "key.bin"))).publicKey?.fingerprint;
  expect(plan).toContain(print);
  const files = cards.map(({ id, lines }) => {
    writeFileSync(join(cwd, `paper-${id}.txt`), lines.join("\n"));
    return `paper-${id}.txt`;
  });
  const args = ["verify", "new/dkek.pbe", "--backup", "new/keys/key-1.bin", "--json", "--card"];
  const verified = await quickDkek([...args, ...files], { cwd });
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, kcv: record.set.dkekShare.kcv });
});
