import { requireSameShare } from "@dkek/ceremony/reissue";
import { systemRandom } from "@dkek/foundation";
import type { Context } from "../command.js";
import { asJson, asText } from "../create/report.js";
import { giveOut, makeSet, readyFolder } from "../create/run-create.js";
import type { Settings } from "../create/settings.js";
import { readBackups } from "../keys/read-backups.js";
import { legible } from "../terminal/legible.js";
import { created } from "../words/en/created.js";
import { reissue } from "../words/en/reissue.js";
import { noteOf, writeBeside } from "./new-set-folder.js";
import { readOldSet } from "./old-set.js";
import { waitingText } from "./report.js";
import { requireEachKeyOnce } from "./rewrap-backups.js";
import type { NewSetSettings } from "./settings.js";
import { shareOfNewDkek, shareOfOldSet } from "./share-to-seal.js";
import { english } from "./spoken.js";

/**
 * Makes a new set of the old one's DKEK share, or of a new DKEK, in files or on paper, which then waits
 * until its cards were read back: the old set stays as it is.
 */
export async function runNewSet(
  settings: NewSetSettings,
  wanted: Settings,
  { signal, facts }: Context,
): Promise<void> {
  const old = await readOldSet(settings, facts);
  const { files, label, dkekShare } = old;
  const plan: Settings = {
    ...wanted,
    label: label ?? wanted.label,
    dkekShare: dkekShare ?? wanted.dkekShare,
  };
  const backups = await readBackups(settings.newDkek?.backups ?? []);
  requireEachKeyOnce(backups);
  using folder = await readyFolder(plan);
  const { opening } = reissue;
  const { rewrapping } = english.newDkek;
  using sealed =
    settings.newDkek === undefined
      ? await shareOfOldSet(old, settings.cards, opening, signal)
      : await shareOfNewDkek(
          old,
          settings.cards,
          backups,
          systemRandom,
          { opening, rewrapping },
          signal,
        );
  using made = await makeSet(plan, systemRandom, signal, sealed.share);
  requireSameShare(made.record, sealed.kcv);
  const pending = noteOf(made.record, old, sealed);
  const pbePaths = files.map(({ path }) => path);
  await giveOut(made, plan, folder, signal, () =>
    writeBeside(folder, {
      pending,
      record: made.record,
      sealed,
      out: plan.out,
      isConfirmed: false,
    }),
  );
  if (plan.json) {
    const { number, replaces } = pending;
    const said = {
      ...asJson(made, plan),
      number,
      replaces: replaces.setId,
      isConfirmed: false,
      ...(pending.newDkek === undefined ? {} : { newDkek: pending.newDkek }),
    };
    process.stdout.write(`${JSON.stringify(said)}\n`);
    return;
  }
  const hasRecord = files.some(({ recordFile }) => recordFile !== undefined);
  const waiting = { pending, pbePaths, out: plan.out, hasRecord };
  process.stdout.write(legible(asText(made, plan, created) + waitingText(waiting, english)));
}
