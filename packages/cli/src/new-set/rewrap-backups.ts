import { basename, extname, join } from "node:path";
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
import type { BackupFile } from "../keys/read-backups.js";

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
 *   the file. Then nothing of any was kept.
 */
export function rewrapAll(
  files: readonly BackupFile[],
  oldDkek: SecretBytes,
  newDkek: SecretBytes,
  onProgress: (fraction: number) => void,
): readonly Rewrapped[] {
  for (const file of files) requireRight(file, oldDkek);
  const taken = new Set<string>();
  return files.map((from, place) => {
    const to = inItsFile(from.path, () =>
      rewrapKeyBackup(from.backup, oldDkek, newDkek, systemRandom),
    );
    requireSameKey(from, to);
    const file = freeName(basename(from.path), taken);
    taken.add(file.toLowerCase());
    onProgress((place + 1) / files.length);
    return { from, to, noted: { file, oldSha256: from.backup.sha256, sha256: to.sha256 } };
  });
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

/** Backups of several HSMs may have the same name in other folders. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const end = extname(name);
  const stem = name.slice(0, name.length - end.length);
  for (let place = 2; ; place++) {
    if (!taken.has(name.toLowerCase())) return name;
    name = `${stem}-${place}${end}`;
  }
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
