import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quickDkek, temporaryFolder } from "../support/program.js";

// With the full ten million iterations, and through OpenSC: end-to-end/rehearse.test.ts, bundle.test.ts.
test("--direct: the whole life, without OpenSC and PC/SC", async () => {
  const cwd = temporaryFolder();
  const played = await quickDkek(["rehearse", "--direct", "--out", "set"], { cwd });
  expect(played).toMatchObject({ status: 0 });
  expect(played.stdout).toContain("reached directly, command by command (as asked for)");
  const [, predicted] =
    /KCV ([0-9A-F]{16}) is what an HSM will have to show/.exec(played.stdout) ?? [];
  expect(played.stdout.split(`shows the KCV ${predicted}, as predicted`)).toHaveLength(3);
  expect(played.stdout.match(/: the signature is right/g)).toHaveLength(2);
  expect(played.stdout).toContain("not proven: that OpenSC carries it");
  expect(played.stdout).not.toContain("sc-hsm-tool, asked");
  expect(readdirSync(join(cwd, "set")).sort()).toContain("dkek.pbe");
});
