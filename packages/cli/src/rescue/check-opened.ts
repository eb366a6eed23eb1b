import { type AuditResult, audit, type Material } from "@dkek/ceremony";
import type { Rescued } from "@dkek/ceremony/rescue";
import type { PbeFile } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import { progress } from "../terminal/progress.js";
import type { Gathered } from "./gather.js";
import type { RescueSettings } from "./settings.js";

/**
 * Audits the cards as they should be, as `dkek verify` would: they open the file once more by the ordinary
 * way, and what else there is, record, KCV and key backups, is held against it.
 */
export async function checkOpened(
  { pbePath, kcv }: RescueSettings,
  { pbe, record, backups }: Gathered,
  rescued: readonly Rescued[],
  signal: AbortSignal,
): Promise<AuditResult> {
  using shown = progress();
  return await audit(materialOf(pbePath, pbe), workerEngine(), {
    signal,
    onProgress: (fraction) =>
      shown.update("opening the .pbe file with the corrected cards", fraction),
  });

  function materialOf(name: string, it: PbeFile): Material {
    return {
      pbes: [{ name, it }],
      records: record === undefined ? [] : [{ name: record.path, it: record.record }],
      cards: rescued.flatMap(({ reading, card, isStranger }) =>
        isStranger ? [] : [{ name: reading.name, it: card }],
      ),
      backups: backups.map(({ path, backup }) => ({ name: path, it: backup })),
      ...(kcv === undefined ? {} : { kcv }),
    };
  }
}
