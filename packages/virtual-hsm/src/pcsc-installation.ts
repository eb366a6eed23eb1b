import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { HsmError } from "@dkek/hsm";

const SYSTEM_FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/sbin"];
const DRIVERS = [
  "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
  "/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so",
  "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so",
];

/** What a private PC/SC daemon is made of. */
export interface PcscInstallation {
  /** Path of pcscd. */
  readonly daemon: string;
  /** Path of vpcd, the driver of the virtual reader. */
  readonly driver: string;
}

/** @throws {HsmError} `program-missing` */
export function findPcsc(): PcscInstallation {
  const daemon = findProgram("pcscd");
  const driver = DRIVERS.find((file) => isAccessible(file, constants.R_OK));
  const missing = [
    ...(daemon === undefined ? ["pcscd"] : []),
    ...(driver === undefined ? ["vpcd"] : []),
  ];
  if (daemon !== undefined && driver !== undefined) return { daemon, driver };
  throw new HsmError("program-missing", `not installed: ${missing.join(" and ")}`, {
    hint: "on Debian and Ubuntu: apt install pcscd vsmartcard-vpcd",
  });
}

/** Path of a program on PATH or where the system keeps its own. */
export function findProgram(name: string): string | undefined {
  const path = process.env["PATH"]?.split(delimiter).filter((folder) => folder !== "") ?? [];
  return [...path, ...SYSTEM_FOLDERS]
    .map((folder) => join(folder, name))
    .find((file) => isAccessible(file, constants.X_OK));
}

function isAccessible(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}
