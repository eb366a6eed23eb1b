import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchPackages } from "./debian-fetch.mjs";
import { RELEASE, releaseHere } from "./debian-release.mjs";

/** What a machine without a network needs of Debian, and what for. */
const PACKAGES = {
  opensc: "the HSM: sc-hsm-tool, pkcs11-tool, opensc-explorer",
  pcscd: "the daemon between programs and readers",
  libccid: "its driver of USB readers, and of the Nitrokey HSM",
  cups: "printing",
  "cups-client": "its programs",
  "cups-ipp-utils": "ipptool, which dkek prints with",
};

/** Brought along, and installed only if they are named: they give PC/SC two readers more. */
const FOR_REHEARSALS = "vsmartcard-vpcd iproute2";

/**
 * The list of packages and, if they are wanted, the packages with all that they need and an installer.
 *
 * @param {string} folder
 * @param {boolean} fetched
 * @returns {import("./debian-fetch.mjs").DebianPackage[]} what was fetched
 */
export function writeDebian(folder, fetched) {
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(PACKAGES).map(([name, what]) => `${name.padEnd(16)}# ${what}\n`);
  lines.push(`# to rehearse through OpenSC with virtual HSMs, as well: ${FOR_REHEARSALS}\n`);
  writeFileSync(join(folder, "packages.txt"), lines.join(""));
  if (!fetched) return [];
  const names = [...Object.keys(PACKAGES), ...FOR_REHEARSALS.split(" ")];
  const packages = fetchPackages(join(folder, "packages"), names);
  writeFileSync(join(folder, "install.sh"), installer(releaseHere()), { mode: 0o755 });
  return packages;
}

/**
 * Without a network: from the files beside it alone. What is installed and newer stays as it is.
 *
 * @param {ReturnType<typeof releaseHere>} release
 */
const installer = ({ id, title }) => `#!/bin/sh
# Installs the Debian packages in this folder, without a network, as root:
#   sudo sh debian/install.sh
# and, to rehearse through OpenSC with virtual HSMs,
#   sudo sh debian/install.sh ${FOR_REHEARSALS}
# which give PC/SC two readers more: better not on the machine that real HSMs are used on.
# It knows no source of packages but the folder "packages" beside it, and removes nothing. Check SHA256SUMS
# before: nobody else vouches for these files here.
set -eu
[ "$(id -u)" = 0 ] || { echo "this needs root: sudo sh debian/install.sh" >&2; exit 1; }
if [ "\${1:-}" = --anyway ]; then
  shift
elif [ "$(${RELEASE})" != "${id}" ]; then
  echo "these packages are for ${title}; this machine has another release." >&2
  echo "If they fit all the same: sudo sh debian/install.sh --anyway" >&2
  exit 1
fi
here=$(cd "$(dirname "$0")" && pwd)
own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
mkdir -p "$own/lists/partial" "$own/archives/partial"
# A link, for the folder's own name may have blanks in it.
ln -s "$here/packages" "$own/packages"
echo "deb [trusted=yes] copy:$own/packages ./" > "$own/sources.list"
from_here() {
  DEBIAN_FRONTEND=noninteractive apt-get \\
    -o Dir::Etc::SourceList="$own/sources.list" -o Dir::Etc::SourceParts=/dev/null \\
    -o Dir::State::Lists="$own/lists" -o Dir::Cache::Archives="$own/archives" \\
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root "$@"
}
from_here -qq update
from_here --yes --no-install-recommends --no-remove install $(sed 's/ *#.*//' "$here/packages.txt") "$@"
`;
