// docs/GETTING-STARTED.md, command by command: what is often printed elsewhere, with what comes of it, and
// the walk of the page itself, with a set that sc-hsm-tool makes here and with one of ours.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { QUICK_DKEK } from "../support/program.js";
import { inFolder, keyTools, must, signs } from "./support/key-tools.js";
import { SO_PIN, screensOf, typedFrom, USER_PIN, useRig } from "./support/rig.js";
import { type HiddenAnswer, type Shell, shell } from "./support/shell-lines.js";
import { commandOfStep, commandsOfStep, printedCommands } from "./support/walk.js";

/** With four of the stock tool's key derivations in it. */
const TIMEOUT_MS = 240_000;

const rig = useRig(2);

const NEW_PINS: readonly HiddenAnswer[] = [
  ["Enter SO-PIN", SO_PIN],
  ["Enter initial User-PIN", USER_PIN],
];
const ASKED_PIN: HiddenAnswer = ["User PIN", USER_PIN];

/** Answers all questions of `--create-dkek-share` for five cards; each is a line to press Enter on. */
const ENTERS = "\n".repeat(1 + 2 * 5);

test("word for word as it is printed, then as the page has it", {
  timeout: TIMEOUT_MS,
}, async () => {
  await rig.plug(new VirtualHsm({ serialNumber: 1 }));
  const first = shell(rig);
  const [sealed, split, initialise, status, importing, noSpace, wrongPin, tooEarly, ...more] =
    printedCommands() as [string, string, string, string, string, string, string, string];
  expect(more).toEqual([]);

  await first.answer(sealed, [
    ["Enter password", "correct horse"],
    ["retype password", "correct horse"],
  ]);
  expect(existsSync(join(first.folder, "dkek-share-1.pbe"))).toBe(true);
  const screens = screensOf(must(await first.run(split, ENTERS)).stdout);
  const typed = typedFrom([1, 3, 5].map((id) => screens[id - 1] ?? ""));

  expect(await first.run(initialise)).toMatchObject({ status: 0, stdout: "" });
  const without = must(await first.run(status)).stdout;
  expect(without).toContain("User PIN tries left  : 3");
  expect(without).not.toContain("DKEK");
  const refused = await first.run(importing, typed);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    "Not supported by card or card not initialized for key share usage",
  );
  expect(await first.run(noSpace)).toMatchObject({
    status: 2,
    stdout: expect.stringMatching(/^Usage: pkcs11-tool/),
  });
  expect((await first.run(wrongPin)).stderr).toContain("CKR_PIN_INCORRECT");
  expect(must(await first.run(status)).stdout).toContain("User PIN tries left  : 2");
  expect(must(await first.run(tooEarly)).stdout).toContain("Key pair generated");
  const backup = commandOfStep(5, "sc-hsm-tool");
  const never = await first.run(`${backup} --pin ${USER_PIN}`);
  expect(never).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("Card not initialized for key wrap"),
  });

  // From here on it is the page's own walk; its first step was the line that works as printed.
  expect(commandOfStep(1, "sc-hsm-tool")).toBe(split);
  expect(commandOfStep(3, "sc-hsm-tool")).toBe(importing);
  await initialised(first);
  expect(must(await first.run(importing, typed)).stdout).toContain("DKEK share imported");
  await generatedAndBackedUp(first);

  for (const [place, text] of screens.entries()) {
    writeFileSync(join(first.folder, `card-${place + 1}.txt`), text);
  }
  await proven(first, "dkek verify dkek-m-of-n-share.pbe");
});

test("the same with a set of ours, onto a second HSM", async () => {
  await rig.plug(new VirtualHsm({ serialNumber: 1 }), 0);
  await rig.plug(new VirtualHsm({ serialNumber: 2 }), 1);
  // Nobody but us opens its .pbe file.
  const first = shell(rig, 0, undefined, QUICK_DKEK);
  must(await first.run(commandOfStep(1, "dkek")));
  await initialised(first);
  must(await first.run(commandOfStep(3, "dkek")));
  await generatedAndBackedUp(first);
  await proven(first, "dkek verify root-ca/dkek.pbe");
  const ofFirst = keyTools(rig);
  must(await ofFirst.pkcs15("--read-public-key", "10", "--output", "10.pem"));

  const second = shell(rig, 1, first.folder, QUICK_DKEK);
  await initialised(second);
  must(await second.run(commandOfStep(3, "dkek")));
  await second.answer(commandOfStep(6, "sc-hsm-tool"), [ASKED_PIN]);
  await signs(keyTools(rig, 1), "10", "RSA", inFolder(ofFirst, "10.pem"));
});

/** Step 2. */
async function initialised(at: Shell): Promise<void> {
  const [initialise = "", status = "", ...more] = commandsOfStep(2);
  expect(more).toEqual([]);
  await at.answer(initialise, NEW_PINS);
  expect(must(await at.run(status)).stdout).toContain(
    "DKEK import pending, 1 share(s) still missing",
  );
}

/** Steps 4 and 5. */
async function generatedAndBackedUp(at: Shell): Promise<void> {
  const generated = await at.answer(commandOfStep(4, "pkcs11-tool"), [ASKED_PIN]);
  expect(generated).toContain("Key pair generated");
  await at.answer(commandOfStep(5, "sc-hsm-tool"), [ASKED_PIN]);
  expect(existsSync(join(at.folder, "root-key.bin"))).toBe(true);
}

/** Step 6, without an HSM. */
async function proven(at: Shell, beginning: string): Promise<void> {
  const verified = must(await at.run(commandOfStep(6, beginning)));
  expect(verified.stdout).toMatch(/root-key\.bin.*restore/);
  expect(verified.stdout).toMatch(/nothing is wrong\n$/);
}
