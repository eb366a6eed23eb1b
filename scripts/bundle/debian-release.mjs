import { spawnSync } from "node:child_process";
import { BundleFailure } from "./failure.mjs";

/** A line of shell that tells a release and an architecture. */
export const RELEASE =
  'VERSION_ID=; . /etc/os-release; echo "$ID $VERSION_ID $(dpkg --print-architecture)"';

/**
 * The release of this machine, which its packages are for: what `RELEASE` tells, and what people call it.
 *
 * @returns {{ id: string, title: string }}
 */
export function releaseHere() {
  const lines = `${RELEASE}; echo "$PRETTY_NAME"`;
  const { status, stdout } = spawnSync("sh", ["-euc", lines], { encoding: "utf8" });
  const [id = "", title = ""] = stdout.trim().split("\n");
  if (status !== 0)
    throw new BundleFailure("this machine does not say which release of Debian it has");
  return { id, title: `${title}, ${id.split(" ").at(-1)}` };
}

/**
 * Packages can only be fetched where there is an apt.
 *
 * @throws {BundleFailure} what to do if there is none
 */
export function requireApt() {
  const { error } = spawnSync("apt-get", ["--version"]);
  if (error === undefined) return;
  throw new BundleFailure(
    `--with-debian needs apt-get (${error.message}): build on Debian, on the release of the other machine`,
  );
}
