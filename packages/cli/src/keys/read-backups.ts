import { basename, dirname, join } from "node:path";
import { type KeyBackup, parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { CliError } from "../cli-error.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import { hashesIn, MANIFEST_PATH } from "./manifest.js";

/** A key backup, and the path that it was named by. */
export interface BackupFile {
  readonly path: string;
  readonly backup: KeyBackup;
}

/**
 * Reads key backups, and holds each to the manifest beside it, if there is one.
 *
 * @throws {CliError} `backup-wrong` where the manifest has another SHA-256; `wrong-use` for the same
 *   file twice; {KeyBackupError} naming the file; and what reading brings up.
 */
export async function readBackups(paths: readonly string[]): Promise<readonly BackupFile[]> {
  const files = await Promise.all(paths.map(readOne));
  for (const [place, { path, backup }] of files.entries()) {
    const twin = files.slice(0, place).find((other) => other.backup.sha256 === backup.sha256);
    if (twin === undefined) continue;
    throw wrongUse(`${path} is the same key backup as ${twin.path}`, "name each key once");
  }
  for (const file of files) await holdToManifest(file);
  return files;
}

async function readOne(path: string): Promise<BackupFile> {
  const bytes = await readInputFile(path);
  try {
    return { path, backup: parseKeyBackup(bytes) };
  } catch (error) {
    throw inFile(path, error);
  }
}

async function holdToManifest({ path, backup }: BackupFile): Promise<void> {
  const manifest = join(dirname(path), MANIFEST_PATH);
  const noted = hashesIn(await textOf(manifest))?.get(basename(path));
  if (noted === undefined || noted === backup.sha256) return;
  throw new CliError("backup-wrong", `${path} is not the file that ${manifest} tells of`, {
    hint: "it was changed or mixed up after the backup: take another copy; the HSM was not touched",
  });
}

/** Empty where there is none. */
async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readInputFile(path));
  } catch (error) {
    if (error instanceof CliError && error.code === "file-not-found") return "";
    throw error;
  }
}
