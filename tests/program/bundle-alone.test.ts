import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bundle, makeBundle, WITHOUT_NETWORK } from "../support/bundle.js";
import { type Outcome, QUICKLY, run, temporaryFolder } from "../support/program.js";
import { quickly } from "../support/quick-sets.js";
import { layOutStockSet, type StockSet, stockLines, stockSet } from "../support/stock-sets.js";

let bundle: Bundle;

beforeAll(() => {
  bundle = makeBundle(["--with-node"]);
}, 240_000);
afterAll(() => bundle[Symbol.dispose]());

/** The file by itself, quickly, and the executable by itself, with all ten million iterations. */
const WAYS = [
  { name: "dkek.mjs", command: [process.execPath, ...QUICKLY, "dkek.mjs"], sealedFor: quickly },
  { name: "dkek", command: ["./dkek"], sealedFor: async (set: StockSet) => set },
];

describe.each(WAYS)(
  "$name alone in a folder, without a network",
  ({ name, command, sealedFor }) => {
    /** A folder with nothing else in it. */
    function alone(): { cwd: string; dkek: (...args: string[]) => Promise<Outcome> } {
      const cwd = temporaryFolder();
      copyFileSync(join(bundle.folder, name), join(cwd, name));
      const [program = "", ...prefix] = [...WITHOUT_NETWORK, ...command];
      return { cwd, dkek: (...args) => run(program, [...prefix, ...args], { cwd }) };
    }

    test("there really is no network, and nothing of the project", async () => {
      const { cwd } = alone();
      const [program = "", ...prefix] = WITHOUT_NETWORK;
      const links = await run(program, [...prefix, "cat", "/proc/net/dev"], { cwd });
      expect(links.stdout.match(/^ *\w+:/gm)?.map((line) => line.trim())).toEqual(["lo:"]);
      expect(readdirSync(cwd)).toEqual([name]);
    });

    test("it makes a set with its sheets, reads a card from a picture, and opens the set", async () => {
      const { cwd, dkek } = alone();
      const made = await dkek("create", "--threshold", "2", "--total", "3", "--out", "set");
      expect(made).toMatchObject({ status: 0 });
      expect(readdirSync(join(cwd, "set/cards"))).toHaveLength(6);
      await run("pdftoppm", ["-r", "150", "-png", "-singlefile", "set/cards/card-1.pdf", "scan"], {
        cwd,
      });
      const opened = await dkek(
        ...["verify", "set/dkek.pbe", "--card", "scan.png", "set/cards/card-3.txt"],
      );
      expect(opened).toMatchObject({ status: 0 });
      expect(opened.stdout).toContain("opens with cards 1, 3 together");
      const sheets = await dkek(
        "sheet",
        "receipt",
        "--record",
        "set/record.json",
        "--out",
        "sheets",
      );
      expect(sheets).toMatchObject({ status: 0 });
      const [sheet = ""] = readdirSync(join(cwd, "sheets"));
      expect(readFileSync(join(cwd, "sheets", sheet), "latin1")).toMatch(/^%PDF-/);
    });

    test("it finds the wrong digit of a card of sc-hsm-tool's", async () => {
      const { cwd, dkek } = alone();
      const set = await sealedFor(stockSet("shares-3of5"));
      // With one more than are needed, hardly a password has to be tried.
      const cards = layOutStockSet(cwd, set, [1, 2, 3, 5]);
      const damaged = stockLines(set, 5).replace("cd:75", "ed:75");
      expect(damaged).not.toBe(stockLines(set, 5));
      writeFileSync(join(cwd, "card-5.txt"), damaged);
      const kcv = ["--kcv", set.kcvHex.toUpperCase()];
      const found = await dkek("rescue", "set.pbe", "--threshold", "3", ...kcv, ...cards);
      expect(found).toMatchObject({ status: 0 });
      expect(found.stdout).toContain("digit 1 of the share value says e, it should be c");
    });

    // The executable does, through OpenSC, in end-to-end/bundle.test.ts.
    if (name === "dkek.mjs") {
      test("it takes a set into a virtual HSM, and the keys live on in another", async () => {
        const { dkek } = alone();
        const played = await dkek("rehearse", "--direct", "--out", "set");
        expect(played).toMatchObject({ status: 0 });
        expect(played.stdout.match(/: the signature is right/g)).toHaveLength(2);
      });
    }

    test("help, topics, completion, and what is wrong with a command line", async () => {
      const { dkek } = alone();
      expect((await dkek("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
      expect((await dkek("create", "--help")).stdout).toContain("--threshold");
      expect((await dkek("help", "cards", "--lang", "de")).stdout).toContain("Karte");
      expect((await dkek("completion", "bash")).stdout).toContain("complete");
      const wrong = await dkek("create", "--no-such-option");
      expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining("no-such-option") });
    });
  },
);

test("what lies where packages would lie is not read", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "node_modules/yargs"), { recursive: true });
  writeFileSync(join(cwd, "node_modules/yargs/package.json"), '{"main":"index.js"}');
  writeFileSync(join(cwd, "node_modules/yargs/index.js"), 'throw new Error("planted")');
  copyFileSync(join(bundle.folder, "dkek.mjs"), join(cwd, "dkek.mjs"));
  const shown = await run(process.execPath, ["dkek.mjs", "--help"], { cwd });
  expect(shown).toMatchObject({ status: 0, stderr: "" });
});
