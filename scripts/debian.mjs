import { spawnSync } from "node:child_process";
import { asRoot, mustRun } from "./run.mjs";

/** What the tests use of Debian, and what for. */
const PACKAGES = [
  "opensc", // sc-hsm-tool, pkcs11-tool, opensc-explorer: the other side of everything
  "pcscd", // the PC/SC daemon
  "vsmartcard-vpcd", // its virtual reader
  "openssl", // an independent second opinion
  "python3", // runs docs/recover.py, which needs nothing of ours
  "cups", // the print spooler
  "cups-client", // its programs, lpadmin among them
  "cups-ipp-utils", // ipptool, which dkek prints with
  "poppler-utils", // renders our sheets and extracts their text: pdftoppm, pdftotext, pdfinfo
  "zbar-tools", // zbarimg reads the QR codes back
  "zsh", // completes our commands, as bash (which is always there) and fish do
  "fish",
  "mandoc", // looks for mistakes in our manual pages
  "chromium", // opens the auditor's page
  "firefox-esr", // opens it as well
  "iproute2", // brings up loopback in the daemon's own network namespace
];

/** Installs the Debian packages that are missing; ends this process if that can't be done. */
export function installDebianPackages() {
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.log(`installing from Debian: ${missing.join(", ")}`);
  const [program = "", ...args] = [
    ...asRoot,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-qq",
  ];
  mustRun(program, [...args, "update"]);
  mustRun(program, [...args, "install", "--yes", "--no-install-recommends", ...missing]);
}

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync("dpkg", ["--status", name], { encoding: "utf8" });
  return /^Status: .* installed$/m.test(stdout ?? "");
}
