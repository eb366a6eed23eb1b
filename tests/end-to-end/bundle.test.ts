import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bundle, makeBundle } from "../support/bundle.js";
import { QUICKLY, run, temporaryFolder } from "../support/program.js";
import { type PrivateCups, startCups } from "./support/private-cups.js";

let bundle: Bundle;
let cups: PrivateCups;

beforeAll(async () => {
  bundle = makeBundle(["--with-node"]);
  cups = await startCups();
}, 240_000);
afterAll(async () => {
  await cups.stop();
  bundle[Symbol.dispose]();
});

// The processes that it starts beside itself are the same file once more. The executable derives with all ten
// million iterations.
describe.each([
  { name: "dkek.mjs", command: [process.execPath, ...QUICKLY, "dkek.mjs"] },
  { name: "dkek", command: ["./dkek"] },
])("$name alone in a folder", ({ name, command: [program = "", ...prefix] }) => {
  function alone(): string {
    const cwd = temporaryFolder();
    copyFileSync(join(bundle.folder, name), join(cwd, name));
    return cwd;
  }

  test("it carries a set through the real OpenSC, from one network namespace into another", async () => {
    const cwd = alone();
    const played = await run(program, [...prefix, "rehearse", "--out", "set"], { cwd });
    expect(played).toMatchObject({ status: 0 });
    expect(played.stdout).toMatch(
      /reached through OpenSC \d+\.\d+\.\d+ and a PC\/SC daemon of its own/,
    );
    expect(played.stdout.match(/: the signature is right/g)).toHaveLength(2);
  });

  test("it prints, with a process that guards the spool", async () => {
    const cwd = alone();
    const paper = cups.addQueue(name.replace(".", "-"));
    const args = ["sheet", "blank", "--printer", name.replace(".", "-"), "--yes"];
    const printed = await run(program, [...prefix, ...args], { cwd, env: cups.env });
    expect(printed).toMatchObject({ status: 0 });
    expect(existsSync(paper)).toBe(true);
  });
});
