import type { Kcv } from "@dkek/dkek-file";
import { CARDS_PATH, RECORD_SHEET_PATH } from "../create/set-folder.js";
import { checkEveryCard, openWithCards } from "./custodians.js";
import { importShare, initialise, newUserPin } from "./give-dkek.js";
import { backUpKeys, type MadeKey, makeKeys } from "./make-keys.js";
import { makeSet, THRESHOLD, TOTAL } from "./make-set.js";
import type { Rehearsal } from "./rehearsal.js";
import { restoreKeys, signAndVerify } from "./restore-keys.js";
import type { Stage } from "./stage.js";

/** Those who come on the day: not simply the first ones. */
const FIRST_QUORUM = [1, 3, 5];
/** Those who come years later: another quorum, some of whom were not there the first time. */
const LATER_QUORUM = [2, 4, 5];

/**
 * Plays the whole life of two keys. A set is made, printed, and checked card by card; a quorum gives
 * the DKEK share to virtual HSM A, which makes an RSA and an EC key that are backed up. HSM A dies.
 * Another quorum gives the same DKEK share to HSM B, the keys are restored, and what B signs must be
 * right by the public keys that A gave out. Tells what happens, and at the end what that proved.
 *
 * @throws {HsmError} `not-virtual`, before anything in an HSM is changed that is in the reader then.
 * @throws whatever goes wrong: a rehearsal that ends well is one in which nothing did.
 */
export async function playWholeLife(rehearsal: Rehearsal, stage: Stage): Promise<void> {
  const { tell, scheme, out } = rehearsal;
  tell.say(
    "rehearsal: two keys, from the first card to the second HSM",
    `the set, ${THRESHOLD} of ${TOTAL} and scheme ${scheme}, goes into ${out}/`,
    "the HSMs are virtual ones,",
    `reached ${stage.how}`,
    "",
  );
  const predicted = await makeSet(rehearsal);
  await checkEveryCard(rehearsal);
  const made = await inFirstHsm(rehearsal, stage, predicted);
  await inSecondHsm(rehearsal, stage, predicted, made);
  tellTheEnd(rehearsal, stage);
}

async function inFirstHsm(
  rehearsal: Rehearsal,
  stage: Stage,
  predicted: Kcv,
): Promise<readonly MadeKey[]> {
  const { tell } = rehearsal;
  tell.step("HSM A is initialised for one DKEK share");
  const first = await stage.plugIn("A");
  using userPin = newUserPin();
  await initialise(rehearsal, first, userPin);
  tell.step(`custodians ${FIRST_QUORUM.join(", ")} bring their cards`);
  using opened = await openWithCards(rehearsal, FIRST_QUORUM);
  await importShare(rehearsal, first, opened, predicted);
  const made = await makeKeys(rehearsal, first, userPin);
  await backUpKeys(rehearsal, first, userPin, made, opened);
  tell.step("HSM A dies");
  await first.destroy();
  tell.found("it is pulled out, and nothing is left of what it held");
  return made;
}

async function inSecondHsm(
  rehearsal: Rehearsal,
  stage: Stage,
  predicted: Kcv,
  made: readonly MadeKey[],
): Promise<void> {
  const { tell } = rehearsal;
  tell.step("years later, a fresh HSM B is initialised for one DKEK share");
  const second = await stage.plugIn("B");
  using userPin = newUserPin();
  await initialise(rehearsal, second, userPin);
  tell.step(`other custodians, ${LATER_QUORUM.join(", ")}, bring their cards`);
  using opened = await openWithCards(rehearsal, LATER_QUORUM);
  await importShare(rehearsal, second, opened, predicted);
  const restored = await restoreKeys(rehearsal, second, userPin, made);
  await signAndVerify(rehearsal, second, userPin, restored);
}

function tellTheEnd({ tell, out }: Rehearsal, { hasOpenSc }: Stage): void {
  tell.say(
    "",
    "proven, from the files as they lie there:",
    "  different quorums open the set, and the HSMs show the KCV that was predicted",
    "  the keys outlived their HSM: what HSM B signs, A's public keys verify",
    hasOpenSc
      ? "  OpenSC carries all of it, and its own programs see the same"
      : "  not proven: that OpenSC carries it, for it was not in between",
    "",
    `look at the sheets in ${out}/, and print one:`,
    `  ${CARDS_PATH}/card-1.pdf to card-${TOTAL}.pdf, and ${RECORD_SHEET_PATH}`,
    "it was a rehearsal: erase the folder when you have seen enough",
  );
}
