import { HsmError, type RestoredKey, type RestoreOptions, type SmartCardHsm } from "@dkek/hsm";
import type { Context } from "../command.js";
import { waiting } from "../terminal/waiting.js";
import type { BackupFile } from "./read-backups.js";

/** A backup that is in the HSM now. */
export interface Restored extends RestoredKey {
  readonly path: string;
}

/**
 * Refuses backups of another DKEK by the HSM's KCV, before anybody logs in. Where the HSM tells that
 * only after the login, it is compared then.
 *
 * @throws {HsmError} `wrong-dkek` naming the file; `no-dkek-set-up`, `dkek-incomplete`.
 */
export async function demandDkekOf(hsm: SmartCardHsm, files: readonly BackupFile[]): Promise<void> {
  await hsm.demandDkek();
  const dkek = await hsm.dkek();
  const shown = dkek.state === "complete" ? dkek.kcv : undefined;
  const foreign = files.find(({ backup }) => shown !== undefined && backup.kcv !== shown);
  if (foreign === undefined) return;
  const { path, backup } = foreign;
  const message = `${path} was made under the DKEK with KCV ${backup.kcv}, and this HSM has ${shown}`;
  throw new HsmError("wrong-dkek", message, {
    hint: "nothing was sent; take an HSM with the DKEK of the backup, or the backup made under this one (--let-hsm-judge sends it all the same)",
  });
}

/**
 * Takes backups into the HSM, one after the other; the login must be there already. What is in is in,
 * even if a later one fails.
 *
 * @param onRestored is told of each as soon as it is proven.
 * @throws {HsmError} naming the file that could not be restored.
 * @throws the signal's reason, between two keys.
 */
export async function restoreKeys(
  hsm: SmartCardHsm,
  files: readonly BackupFile[],
  options: RestoreOptions,
  { signal, uninterruptible }: Pick<Context, "signal" | "uninterruptible">,
  onRestored: (restored: Restored) => void,
): Promise<void> {
  for (const { path, backup } of files) {
    signal.throwIfAborted();
    const restored = await uninterruptible(async () => {
      using _shown = waiting(`restoring ${path}`);
      try {
        return await hsm.restoreKey(backup, options);
      } catch (error) {
        throw error instanceof HsmError ? named(path, error) : error;
      }
    });
    onRestored({ path, ...restored });
  }
}

function named(path: string, error: HsmError): HsmError {
  const { code, message, hint } = error;
  const options = { cause: error, ...(hint === undefined ? {} : { hint }) };
  return new HsmError(code, `${path}: ${message}`, options);
}
