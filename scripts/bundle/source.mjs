import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Which sources these are.
 *
 * @typedef {object} Source
 * @property {string} [commit] its hash; none in an archive, which has no git
 * @property {boolean} isChanged whether something of the sources is in no commit
 * @property {string} [trouble] why nobody else can build the same, to be told to whoever builds
 */

/**
 * What git says of a folder: not of one around it, which is somebody else's.
 *
 * @param {string} folder
 * @returns {Source}
 */
export function sourcesIn(folder) {
  if (!existsSync(join(folder, ".git"))) return { isChanged: false };
  const commit = git(folder, "rev-parse", "HEAD");
  const changes = git(folder, "status", "--porcelain");
  if (commit.said === undefined || changes.said === undefined) {
    const why = commit.why ?? changes.why;
    return {
      isChanged: false,
      trouble: `built without a commit's name: git does not tell it: ${why}`,
    };
  }
  if (changes.said === "") return { commit: commit.said, isChanged: false };
  const trouble = `built with changes that are in no commit: nobody else can build the same:\n${changes.said}`;
  return { commit: commit.said, isChanged: true, trouble };
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @returns {{ said?: string, why?: string }}
 */
function git(folder, ...args) {
  // It only looks: somebody else may be at work in the same folder.
  const { status, stdout, stderr, error } = spawnSync("git", ["--no-optional-locks", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? { said: stdout.trimEnd() } : { why: error?.message ?? stderr.trim() };
}
