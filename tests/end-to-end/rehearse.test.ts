import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PcscDaemon } from "@dkek/virtual-hsm";
import { expect, onTestFinished, test } from "vitest";
import { dkek, startDkek, temporaryFolder } from "../support/program.js";

/** Starts while nobody else's daemon runs: proof that none was left behind, too. */
async function daemon(): Promise<PcscDaemon> {
  const started = await PcscDaemon.start({ readers: 1 });
  onTestFinished(() => started.stop());
  return started;
}

test("the whole life through the real OpenSC, whose own tools agree", async () => {
  const cwd = temporaryFolder();
  const played = await dkek(["rehearse", "--out", "set"], { cwd });
  expect(played).toMatchObject({ status: 0 });
  const { stdout } = played;
  expect(stdout).toMatch(/reached through OpenSC \d+\.\d+\.\d+ and a PC\/SC daemon of its own/);
  expect(
    stdout.match(/as predicted\n +sc-hsm-tool, asked for the status, says the same/g),
  ).toHaveLength(2);
  expect(stdout.match(/pkcs15-tool, asked for keys, lists both/g)).toHaveLength(2);
  expect(stdout.match(/: the signature is right/g)).toHaveLength(2);
  expect(stdout).toContain("OpenSC carries all of it, and its own programs see the same");
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  await daemon();
  // What it left, by another program: the second quorum and both backups.
  const cards = [2, 4, 5].map((id) => `set/cards/card-${id}.txt`);
  const keys = ["rsa", "ec"].map((name) => `set/key-backups/${name}.bin`);
  const args = ["verify", "set/dkek.pbe", "--json", "--card", ...cards, "--backup", ...keys];
  const { findings } = JSON.parse((await dkek(args, { cwd })).stdout);
  const restores = findings.filter(
    ({ status, text }: { status: string; text: string }) =>
      status === "proven" && text.includes("would restore"),
  );
  expect(restores).toHaveLength(2);
});

test("a PC/SC daemon that runs is in the way, for it may serve a real HSM: --direct goes without", async () => {
  const cwd = temporaryFolder();
  await daemon();
  const refused = await dkek(["rehearse", "--out", "set"], { cwd });
  expect(refused).toMatchObject({ status: 3, stdout: "" });
  expect(refused.stderr).toMatch(/a PC\/SC daemon is running: process \d+/);
  expect(refused.stderr).toMatch(/systemctl stop pcscd.*dkek rehearse --direct/s);
});

test("OpenSC that does not work is an error, not an excuse to go without", async () => {
  const cwd = temporaryFolder();
  const broken = join(cwd, "bin");
  mkdirSync(broken);
  for (const name of ["opensc-tool", "sc-hsm-tool", "opensc-explorer"]) {
    writeFileSync(join(broken, name), "#!/bin/sh\necho hello\n", { mode: 0o755 });
  }
  const refused = await dkek(["rehearse", "--out", "set"], { cwd, env: { PATH: broken } });
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining("--direct") });
});

test("Ctrl-C leaves neither a set nor a daemon behind", async () => {
  const cwd = temporaryFolder();
  const { child, outcome } = startDkek(["rehearse", "--out", "set"], { cwd });
  child.stdout?.on("data", () => child.kill("SIGINT"));
  expect(await outcome).toMatchObject({ status: 130 });
  expect(readdirSync(cwd)).toEqual([]);
  await daemon();
});
