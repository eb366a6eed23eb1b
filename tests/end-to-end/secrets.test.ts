import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { combine, primeField } from "@dkek/sss";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import { type Outcome, quickDkek, run, temporaryFolder } from "../support/program.js";
import { runningChildren, type SeenChild, watchChildren } from "./support/child-watch.js";
import { useRig } from "./support/rig.js";

const rig = useRig();

/**
 * The ways in which a secret may turn up in text, upper and lower case being the same: whole, or the
 * first 8 bytes of it, because a dump breaks lines.
 */
function formsOf(secret: Uint8Array): string[] {
  return [secret, secret.subarray(0, 8)].flatMap(formsOfBytes);
}

function formsOfBytes(secret: Uint8Array): string[] {
  const hex = Buffer.from(secret).toString("hex");
  const groups = hex.match(/../g) ?? [];
  return [
    hex,
    groups.join(":"),
    groups.join(" "),
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("latin1"),
    BigInt(`0x${hex}`).toString(),
  ].map((form) => form.toLowerCase());
}

/** Every file below a folder, with its content. */
function contents(folder: string): [path: string, content: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, "latin1").toLowerCase()]);
}

test("from create to import, no secret is anywhere but on the cards", async () => {
  const home = temporaryFolder();
  const cwd = join(home, "work");
  const TMPDIR = join(home, "tmp");
  for (const folder of [cwd, TMPDIR]) mkdirSync(folder);
  // As a machine may be set up on which somebody has looked for an error.
  const log = join(home, "opensc-debug.log");
  writeFileSync(join(home, "opensc.conf"), `app default { debug = 9; debug_file = ${log}; }\n`);
  const env = { HOME: home, TMPDIR, OPENSC_CONF: join(home, "opensc.conf"), OPENSC_DEBUG: "9" };

  const commands: Uint8Array[] = [];
  const hsm = new VirtualHsm({
    onExchange: ({ command }) => commands.push(Uint8Array.from(command)),
  });
  await rig.plug(hsm);
  await rig.initialise(1);

  const outcomes: Outcome[] = [];
  const seen: SeenChild[] = [];
  const watched = async (...args: string[]): Promise<void> => {
    seen.push(
      ...(await watchChildren(async () => {
        outcomes.push(await quickDkek(args, { cwd, env }));
      })),
    );
  };
  const cards = [1, 3].map((id) => `set/cards/card-${id}.txt`);
  const challenges = (): number => commands.filter(([, ins]) => ins === 0x84).length;
  const before = challenges();
  await watched("create", "--threshold", "2", "--total", "3", "--out", "set", "--mix-hsm", "0");
  expect(challenges()).toBeGreaterThan(before);
  await watched("verify", "set/dkek.pbe", "--card", ...cards);
  await watched("import", "set/dkek.pbe", "--card", ...cards);
  expect(outcomes.map(({ status }) => status)).toEqual([0, 0, 0]);

  const shares = [1, 2, 3].map((id) => {
    const text = readFileSync(join(cwd, `set/cards/card-${id}.txt`), "utf8");
    const read = (label: string) =>
      new RegExp(`^${label} *: ([0-9a-f]+)$`, "m").exec(text)?.[1] ?? "";
    const field = primeField(BigInt(`0x${read("Prime")}`));
    return { field, id, value: Buffer.from(read("Share value"), "hex") };
  });
  const imported = commands.find(([cla, ins, , , lc]) => cla === 0x80 && ins === 0x52 && lc === 32);
  const share = imported?.subarray(5, 37) ?? new Uint8Array();
  expect(share).toHaveLength(32);
  const needles = [...shares.map(({ value }) => value), combine(shares), share].flatMap(formsOf);
  const holdsSecret = (text: string): boolean =>
    needles.some((form) => text.toLowerCase().includes(form));

  expect(seen.map(({ name }) => name)).toContain("opensc-explorer");
  for (const { commandLine, environment } of seen) {
    expect(holdsSecret(commandLine) || holdsSecret(environment)).toBe(false);
  }
  for (const { stdout, stderr } of outcomes) expect(holdsSecret(stdout + stderr)).toBe(false);
  const places = contents(home)
    .filter(([, content]) => holdsSecret(content))
    .map(([path]) => path);
  expect(places.sort()).toEqual([1, 2, 3].map((id) => join(cwd, `set/cards/card-${id}.txt`)));
  expect(readdirSync(TMPDIR)).toEqual([]);

  // The search finds what is there: the stock tool, asked in the same way, writes it all down.
  await rig.initialise(1);
  const value = Buffer.from(share).toString("hex");
  const reader = rig.readers[0]?.name ?? "";
  const stdin = `apdu 8052000020${value}00\nquit\n`;
  await run("opensc-explorer", ["--reader", reader], { cwd, env, stdin });
  expect(holdsSecret(readFileSync(log, "latin1"))).toBe(true);
  expect(runningChildren().some(({ name }) => name === "opensc-explorer")).toBe(false);
});
