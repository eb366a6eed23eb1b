import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dkek, run, temporaryFolder } from "../support/program.js";
import { type PrivateCups, startCups } from "./support/private-cups.js";
import { useRig } from "./support/rig.js";

const rig = useRig(2);

let cups: PrivateCups;
beforeAll(async () => {
  cups = await startCups();
});
afterAll(() => cups.stop());

/** The checks of one run, by their names. */
async function checks(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, { level: string; code: string; says: string }>> {
  const options = { cwd: "/", env: { ...cups.env, ...env } };
  const { stdout } = await dkek(["doctor", "--json", ...args], options);
  const all = JSON.parse(stdout).checks as {
    check: string;
    level: string;
    code: string;
    says: string;
  }[];
  return Object.fromEntries(all.map(({ check, ...verdict }) => [check, verdict]));
}

test("readers without and with an HSM, which is asked and not changed", async () => {
  const empty = await checks();
  expect(empty).toMatchObject({
    opensc: { level: "green" },
    pcsc: { level: "green" },
    hsm: { level: "yellow", code: "no-card" },
  });
  for (const { name } of rig.readers) expect(empty["hsm"]?.says).toContain(`"${name}"`);

  const commands: Uint8Array[] = [];
  const hsm = new VirtualHsm({
    onExchange: ({ command }) => commands.push(Uint8Array.from(command)),
  });
  await rig.plug(hsm, 1);
  await rig.initialise(2, 1);
  commands.length = 0;
  const { hsm: seen } = await checks();
  expect(seen).toMatchObject({ level: "green", code: "ready" });
  expect(seen?.says).toContain("(waits for 2 of 2 DKEK shares)");
  // SELECT, READ BINARY, and the questions for tries and for DKEK shares, which carry no data.
  expect(commands.length).toBeGreaterThan(0);
  const telling = commands.filter(
    ([, ins, , , lc]) => ![0xa4, 0xb1, 0xb0].includes(ins ?? 0) && lc,
  );
  expect(telling.map((command) => Buffer.from(command).toString("hex"))).toEqual([]);
});

test("a debug log that is really written", async () => {
  const cwd = temporaryFolder();
  const log = join(cwd, "opensc-debug.log");
  const conf = join(cwd, "opensc.conf");
  writeFileSync(conf, `app default {\n  debug = 9;\n  debug_file = ${log};\n}\n`);
  const env = { OPENSC_CONF: conf };
  expect((await checks([], env))["opensc-log"]).toMatchObject({ level: "red", code: "by-file" });
  // dkek's own children have written nothing; the stock tool does.
  expect(() => statSync(log)).toThrow();
  await run("opensc-tool", ["--list-readers"], { cwd, env });
  expect(readFileSync(log, "utf8")).toContain("sc_context_create");
});

test("printers: on a cable, on a network, a file, stopped, with jobs in front, absent", async () => {
  cups.addQueue("File");
  const queue = (name: string, device: string): string =>
    cups.administer("lpadmin", "-p", name, "-E", "-v", device);
  queue("Desk", "usb://Acme/Plain");
  queue("Hall", "ipp://printer.invalid/ipp/print");
  expect((await checks())["printer"]).toMatchObject({ level: "unknown", code: "unnamed" });
  const about = async (name: string): Promise<unknown> =>
    (await checks(["--printer", name]))["printer"];
  expect(await about("Desk")).toMatchObject({ level: "green", code: "ready" });
  expect(await about("Hall")).toMatchObject({ level: "red", code: "network" });
  expect(await about("File")).toMatchObject({ level: "red", code: "file" });
  expect(await about("Attic")).toMatchObject({ level: "red", code: "absent" });

  cups.administer("lp", "-d", "Desk", "-H", "hold", "/etc/hostname");
  expect(await about("Desk")).toMatchObject({ level: "yellow", code: "waiting" });
  cups.administer("cupsreject", "Desk");
  expect(await about("Desk")).toMatchObject({ level: "red", code: "refusing" });
  cups.administer("cupsdisable", "-r", "no toner", "Desk");
  expect(await about("Desk")).toMatchObject({
    code: "stopped",
    says: expect.stringContaining("no toner"),
  });
});

test("the spool of the CUPS that is asked: what it keeps, and on what", async () => {
  expect((await checks())["spool"]).toMatchObject({ level: "yellow", code: "keeps-files" });
  const forgetful = await startCups("No");
  try {
    const { spool } = await checks([], forgetful.env);
    expect(spool?.code).toMatch(/^(on-disk|keeps-nothing)$/);
    expect(spool?.says).toContain(forgetful.spool);
  } finally {
    await forgetful.stop();
  }
});
