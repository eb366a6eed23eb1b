import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourcesIn } from "../../scripts/bundle/source.mjs";
import { startHere } from "../../scripts/bundle/start-here.mjs";
import { temporaryFolder } from "../support/program.js";

const NO_CHANGES = { isChanged: false };
const NOBODY_ELSE = "built with changes that are in no commit: nobody else can build the same";

/** A folder with one commit. */
function repository(): { folder: string; commit: string } {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet");
  writeFileSync(join(folder, "file"), "1");
  git("add", "file");
  git("commit", "--quiet", "--message", "one");
  return { folder, commit: git("rev-parse", "HEAD") };
}

test("a bundle is of a commit", () => {
  const { folder, commit } = repository();
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(sourcesIn(folder)).toEqual({ ...NO_CHANGES, commit });
});

test("what is changed, or only added, is in no commit", () => {
  const { folder, commit } = repository();
  writeFileSync(join(folder, "added"), "");
  const added = sourcesIn(folder);
  expect(added).toMatchObject({ commit, isChanged: true });
  expect(added.trouble).toMatch(new RegExp(`^${NOBODY_ELSE}:\n.*added`));
  writeFileSync(join(folder, "file"), "2");
  expect(sourcesIn(folder).trouble).toContain(" M file");
});

test("an archive has no commit, not even of a repository that it was unpacked in", () => {
  expect(sourcesIn(temporaryFolder())).toEqual(NO_CHANGES);
  const inside = join(repository().folder, "unpacked");
  mkdirSync(inside);
  expect(sourcesIn(inside)).toEqual(NO_CHANGES);
});

test("where git is silent, that is told", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, ".git"));
  const { commit, trouble } = sourcesIn(folder);
  expect(commit).toBeUndefined();
  expect(trouble).toContain("not a git repository");
});

test("the page that is read first says what to build again, or that nobody can", () => {
  const bundle = { version: "1.2.3", withNode: false, debian: undefined };
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const of = startHere({ ...bundle, source: { ...NO_CHANGES, commit } });
  expect(of.text).toContain(`sources of version 1.2.3, commit\n${commit},`);
  expect(of.html).toContain(commit);
  const archive = startHere({ ...bundle, source: NO_CHANGES }).text;
  expect(archive).toContain("sources of version 1.2.3,\nby the same");
  expect(archive).not.toContain("commit");
  const changed = startHere({ ...bundle, source: { commit, isChanged: true } }).text;
  expect(changed).toContain(NOBODY_ELSE);
  expect(changed).toContain(commit);
  expect(changed).not.toContain("byte for byte the same");
});
