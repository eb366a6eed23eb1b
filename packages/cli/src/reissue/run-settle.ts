import { isOnRecord, newCardAmong, type PendingReissue } from "@dkek/ceremony/reissue";
import type { Context } from "../command.js";
import { canAsk } from "../input/standard-input.js";
import { requireReplaceable } from "../output/replace-file.js";
import { legible } from "../terminal/legible.js";
import { linesWidth, wrapped } from "../terminal/wrapped.js";
import { recordToBe } from "./about-new-card.js";
import { erasePending, requirePending, settlePending } from "./pending-folder.js";
import { readSetOf } from "./prepare.js";
import { putOnRecord, recordFacts } from "./put-on-record.js";
import { gatherQuorum, tryQuorum } from "./quorum.js";
import { factsOf, recordedText, warningText } from "./report.js";
import type { SettleSettings } from "./settings.js";
import { spokenHere } from "./spoken.js";

/**
 * Puts a card on record that was made before: it is read back, and opens the `.pbe` together with others.
 *
 * @throws {CliError} `wrong-use` for another number; {CeremonyError} whatever is wrong with the cards.
 */
export async function runConfirm(
  { pbePath, recordPaths, number, cards, json }: SettleSettings,
  { signal, facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const file = await readSetOf({ pbePath, recordPaths }, facts);
  const waiting = await requirePending(pbePath, file.setId, number);
  const { pending } = waiting;
  const { path, record: before } = file.recordFile ?? {};
  if (path !== undefined) requireReplaceable(path);
  if (canAsk() && cards.length === 0) {
    const said = legible(words.newCardFirst(factsOf(pending.issued, before)));
    process.stderr.write(`${wrapped(said, linesWidth(process.stderr)).join("\n")}\n`);
  }
  using quorum = await gatherQuorum(file, recordToBe(pending, before), cards, signal);
  // Before anybody waits.
  newCardAmong(quorum.cards, pending);
  await tryQuorum(file, quorum, words.openingWithNew, signal);
  const recorded = await putOnRecord(quorum.cards, waiting, file);
  if (json) {
    const { isProven, record, folder = null } = recorded;
    const isNoted = record !== undefined;
    print({ ...known(pending), isProven, isOnRecord: isNoted, ...recordFacts(record), folder });
    return;
  }
  process.stdout.write(
    legible(
      recordedText(pending, before, path, recorded, words) + warningText(recorded.record, words),
    ),
  );
}

/** Gives a card up that was made before: its files are erased, and the rest is as it was. */
export async function runDrop(
  { pbePath, recordPaths, number, json }: SettleSettings,
  { facts }: Context,
): Promise<void> {
  const words = spokenHere();
  const file = await readSetOf({ pbePath, recordPaths }, facts);
  const waiting = await requirePending(pbePath, file.setId, number);
  const { pending } = waiting;
  const { record } = file.recordFile ?? {};
  // An earlier --confirm got so far, and no further.
  if (record !== undefined && isOnRecord(pending, record)) {
    const folder = settlePending(waiting) ?? null;
    if (json) print({ ...known(pending), isOnRecord: true, folder });
    else process.stdout.write(legible(`${words.alreadyOnRecord}\n`));
    return;
  }
  const folder = erasePending(waiting) ?? null;
  if (json) {
    print({ ...known(pending), isOnRecord: false, folder });
    return;
  }
  const lines = [
    words.dropped(factsOf(pending.issued, record)),
    `  ${words.destroyPaper}`,
    ...(folder === null ? [] : [`  ${words.stillThere(folder)}`]),
  ];
  process.stdout.write(legible(`${lines.join("\n")}\n`));
}

function known({ setId, issued }: PendingReissue): object {
  const { type, card, custodian = null } = issued;
  return { ok: true, setId, type, card, custodian };
}

function print(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
