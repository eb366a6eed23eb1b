import { dirname, join } from "node:path";
import type { PendingBackup } from "@dkek/ceremony/reissue";
import {
  checkCertificateRequest,
  checkKeyBackup,
  type KeyBackup,
  parseKeyBackup,
  rewrapKeyBackup,
} from "@dkek/dkek-file/key-backup";
import { type SecretBytes, systemRandom } from "@dkek/foundation";
import { CliError } from "../cli-error.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import type { BackupFile } from "../keys/read-backups.js";
import { shellWord } from "../output/shell-word.js";

/** Where the re-wrapped key backups lie in a new set's folder. */
export const KEYS_PATH = "keys";

/** A key backup of the old DKEK, and what it has become. */
export interface Rewrapped {
  readonly from: BackupFile;
  readonly to: KeyBackup;
  readonly noted: PendingBackup;
}

/** Where one of them lies. */
export function keyPath({ file }: Pick<PendingBackup, "file">): string {
  return `${KEYS_PATH}/${file}`;
}

/**
 * Re-wraps key backups for a new DKEK. The private keys are in memory meanwhile, one after the other.
 *
 * @param onProgress is told how many of them are done, 0 to 1.
 * @throws {CliError} `backup-wrong` for one that is not right under the old DKEK; {KeyBackupError} naming
 *   the file; the signal's reason. Then nothing of any was kept.
 */
export async function rewrapAll(
  files: readonly BackupFile[],
  oldDkek: SecretBytes,
  newDkek: SecretBytes,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<readonly Rewrapped[]> {
  for (const file of files) requireRight(file, oldDkek);
  const names = namesOf(files);
  const rewrapped: Rewrapped[] = [];
  for (const [place, from] of files.entries()) {
    // A key takes a few tenths of a second: Ctrl-C in between.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const to = inItsFile(from.path, () =>
      rewrapKeyBackup(from.backup, oldDkek, newDkek, systemRandom),
    );
    requireSameKey(from, to);
    const noted = {
      file: names[place] ?? "",
      oldSha256: from.backup.sha256,
      sha256: to.sha256,
    };
    rewrapped.push({ from, to, noted });
    onProgress(rewrapped.length / files.length);
  }
  return rewrapped;
}

/**
 * Makes sure that every key comes once from each folder: an HSM takes it only once.
 *
 * @throws {CliError} `wrong-use`.
 */
export function requireEachKeyOnce(files: readonly BackupFile[]): void {
  for (const [place, { path, backup }] of files.entries()) {
    const key = backup.publicKey?.fingerprint;
    const twin = files
      .slice(0, place)
      .find(
        (other) =>
          key !== undefined &&
          other.backup.publicKey?.fingerprint === key &&
          dirname(other.path) === dirname(path),
      );
    if (twin === undefined) continue;
    throw wrongUse(
      `${path} is a backup of the same key as ${twin.path}`,
      "name each key once; backups of several HSMs belong into a folder for each",
    );
  }
}

/**
 * Patterns for `dkek hsm restore`: one, or one for each folder that backups came from, which is one HSM's.
 *
 * @param folder of the new set.
 */
export function restorePatterns(folder: string, backups: readonly PendingBackup[]): string[] {
  const groups = new Set(backups.map((noted) => dirname(keyPath(noted))));
  return [...groups].map((group) => `${shellWord(join(folder, group))}/key-*.bin`);
}

/**
 * Holds the key backups beside a new set to what was noted of them, without any secret.
 *
 * @throws {CliError} `backup-wrong`, `file-not-found`; {KeyBackupError} naming the file.
 */
export async function readRewrapped(
  folder: string,
  backups: readonly PendingBackup[],
): Promise<readonly BackupFile[]> {
  return Promise.all(
    backups.map(async (noted) => {
      const path = join(folder, keyPath(noted));
      const backup = await parseIn(path);
      if (backup.sha256 === noted.sha256) return { path, backup };
      throw new CliError("backup-wrong", `${path} is not the file that was re-wrapped`, {
        hint: "nothing was noted; give the new DKEK up with --drop, and make it once more",
      });
    }),
  );
}

/** @throws {CliError} `backup-wrong` for one that the new DKEK would not restore. */
export function requireRestorable(files: readonly BackupFile[], dkek: SecretBytes): void {
  for (const file of files) {
    if (checkKeyBackup(file.backup, dkek) === "restorable") continue;
    throw new CliError("backup-wrong", `${file.path}: the new DKEK does not restore it`, {
      hint: "nothing was noted; give the new DKEK up with --drop, and make it once more",
    });
  }
}

function requireRight({ path, backup }: BackupFile, dkek: SecretBytes): void {
  const hint = "nothing was made; take another copy of it, or leave it out";
  const verdict = checkKeyBackup(backup, dkek);
  if (verdict === "other-dkek") {
    throw new CliError("backup-wrong", `${path}: under another DKEK, KCV ${backup.kcv}`, {
      hint: "nothing was made; is it of another HSM, or is a share of the old DKEK missing?",
    });
  }
  if (verdict === "damaged") {
    throw new CliError("backup-wrong", `${path}: damaged, it would not restore`, { hint });
  }
  const { request } = backup;
  if (request !== undefined && checkCertificateRequest(request) === "wrong-signature") {
    throw new CliError("backup-wrong", `${path}: the public key in it is damaged`, { hint });
  }
}

/** Its public key, label and all else beside the wrapped key is what it was. */
function requireSameKey({ path, backup }: BackupFile, to: KeyBackup): void {
  if (
    backup.publicKey?.fingerprint === to.publicKey?.fingerprint &&
    backup.label === to.label &&
    backup.id === to.id
  ) {
    return;
  }
  throw new Error(`${path} changed while it was re-wrapped`);
}

/** Names of our own: those that the files had may be anything. */
function namesOf(files: readonly BackupFile[]): string[] {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const counts = new Map<string, number>();
  return files.map(({ path }) => {
    const folder = dirname(path);
    const count = (counts.get(folder) ?? 0) + 1;
    counts.set(folder, count);
    const name = `key-${count}.bin`;
    return folders.length === 1 ? name : `hsm-${folders.indexOf(folder) + 1}/${name}`;
  });
}

async function parseIn(path: string): Promise<KeyBackup> {
  const bytes = await readInputFile(path);
  return inItsFile(path, () => parseKeyBackup(bytes));
}

function inItsFile<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw inFile(path, error);
  }
}
