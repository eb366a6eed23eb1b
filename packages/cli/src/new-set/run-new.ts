import { requireSameShare } from "@dkek/ceremony/reissue";
import { systemRandom } from "@dkek/foundation";
import type { Context } from "../command.js";
import { asJson, asText } from "../create/report.js";
import { giveOut, makeSet, readyFolder } from "../create/run-create.js";
import type { Settings } from "../create/settings.js";
import { gatherQuorum, openQuorum } from "../reissue/quorum.js";
import { legible } from "../terminal/legible.js";
import { created } from "../words/en/created.js";
import { newSet as english } from "../words/en/new-set.js";
import { reissue } from "../words/en/reissue.js";
import { noteOf, writeNote } from "./new-set-folder.js";
import { readOldSet } from "./old-set.js";
import { waitingText } from "./report.js";
import type { NewSetSettings } from "./settings.js";

/**
 * Makes a new set of the old one's DKEK share, in files or on paper, which then waits until its cards were
 * read back: the old set stays as it is.
 */
export async function runNewSet(
  settings: NewSetSettings,
  wanted: Settings,
  { signal, facts }: Context,
): Promise<void> {
  const { file, label, dkekShare } = await readOldSet(settings, facts);
  const plan: Settings = {
    ...wanted,
    label: label ?? wanted.label,
    dkekShare: dkekShare ?? wanted.dkekShare,
  };
  using folder = await readyFolder(plan);
  using quorum = await gatherQuorum(file, file.recordFile?.record, settings.cards, signal, false);
  const prime = quorum.cards[0]?.field.prime;
  if (prime === undefined) throw new Error("a quorum without cards");
  using opened = await openQuorum(file, quorum, reissue.opening, signal);
  using made = await makeSet(plan, systemRandom, signal, opened.share);
  requireSameShare(made.record, opened.kcv);
  const pending = noteOf(made.record, file, prime);
  await giveOut(made, plan, folder, signal, () => writeNote(folder, pending));
  if (plan.json) {
    const { number, replaces } = pending;
    const facts = { ...asJson(made, plan), number, replaces: replaces.setId, isConfirmed: false };
    process.stdout.write(`${JSON.stringify(facts)}\n`);
    return;
  }
  const waiting = {
    pending,
    pbePath: file.path,
    out: plan.out,
    hasRecord: dkekShare !== undefined,
  };
  process.stdout.write(legible(asText(made, plan, created) + waitingText(waiting, english)));
}
