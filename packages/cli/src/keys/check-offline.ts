import { type Kcv, xorDkekShares } from "@dkek/dkek-file";
import { checkKeyBackup } from "@dkek/dkek-file/key-backup";
import { CliError } from "../cli-error.js";
import { openSets } from "../import/open-sets.js";
import { readSetFiles } from "../import/set-file.js";
import type { OpeningSettings } from "../import/settings.js";
import type { BackupFile } from "./read-backups.js";

/**
 * Opens the `.pbe` files of all DKEK shares, and checks with the DKEK whether each backup would
 * restore: by its AES-CMAC, without decrypting it.
 *
 * @returns the DKEK's KCV.
 * @throws {CliError} `backup-wrong` for a backup of another DKEK, and for one that is damaged; and what
 *   opening the `.pbe` files brings up.
 */
export async function checkOffline(
  files: readonly BackupFile[],
  settings: OpeningSettings,
  signal: AbortSignal,
): Promise<Kcv> {
  const setFiles = await readSetFiles(settings, () => {});
  using open = await openSets(setFiles, settings, signal);
  using dkek = xorDkekShares(open.sets.map(({ opened }) => opened.share));
  for (const { path, backup } of files) {
    const verdict = checkKeyBackup(backup, dkek);
    if (verdict === "restorable") continue;
    throw verdict === "damaged"
      ? new CliError("backup-wrong", `${path} is damaged: no HSM would take it`, {
          hint: "take another copy; the HSM was not touched",
        })
      : new CliError(
          "backup-wrong",
          `${path} was made under the DKEK with KCV ${backup.kcv}, and these DKEK shares make ${open.kcvTogether}`,
          {
            hint: "name the .pbe files of all its DKEK shares, or look for the backup made under this DKEK; the HSM was not touched",
          },
        );
  }
  return open.kcvTogether;
}
