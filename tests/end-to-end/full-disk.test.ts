import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { quickDkek, temporaryFolder } from "../support/program.js";

test("a disk that is full half-way leaves nothing of the set on it", async () => {
  const cwd = temporaryFolder();
  const disk = join(cwd, "disk");
  mkdirSync(disk);
  // Room for the folders and a few files of a page each, and not for all of the set.
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", disk]);
  onTestFinished(() => void execFileSync("umount", [disk]));
  const args = ["create", "--threshold", "3", "--total", "5", "--scheme", "sc-hsm"];
  const full = await quickDkek([...args, "--out", "disk/set"], { cwd });
  expect(full).toMatchObject({ status: 2, stderr: expect.stringContaining("the disk is full") });
  expect(full.stdout).toBe("");
  expect(readdirSync(disk)).toEqual([]);
});
