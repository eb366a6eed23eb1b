import { type CreateStep, createSet, type NewSet } from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import type { SecretBytes } from "@dkek/foundation";
import { randomSource } from "../create/random-source.js";
import { progress } from "../terminal/progress.js";
import { programName } from "../version.js";
import type { CreateWords } from "../words/create-words.js";
import { words } from "../words/spoken.js";
import { askNames } from "./ask-names.js";
import type { Decisions } from "./ask-settings.js";
import type { Guide } from "./guide.js";
import type { Wishes } from "./wishes.js";

/**
 * Makes the set; the file is sealed while the names are being entered.
 *
 * @param share the DKEK share of an older set; a fresh one, if absent. Stays the caller's.
 */
export async function makeSet(
  guide: Guide,
  wishes: Wishes,
  decisions: Decisions,
  share?: SecretBytes,
): Promise<NewSet> {
  const { scheme, custodians, dkekShare, paper, mixHsm } = wishes;
  const { label, total, threshold } = decisions;
  const random = await randomSource(mixHsm, guide.signal);
  const ended = new AbortController();
  const names =
    custodians.length > 0
      ? Promise.resolve(custodians)
      : askNames(guide, { label, total, paper }).catch((error: unknown) => {
          ended.abort(error);
          throw error;
        });
  let areNamed = false;
  const shown = progress();
  const settled = names.then(
    () => {
      areNamed = true;
    },
    () => {},
  );
  try {
    return await createSet(
      { scheme, threshold, total },
      {
        label,
        dkekShare,
        names,
        ...(share === undefined ? {} : { share }),
        engine: workerEngine(),
        random,
        program: programName(),
        signal: AbortSignal.any([guide.signal, ended.signal]),
        // While people type, nothing else moves on the screen.
        onProgress: (step: CreateStep, fraction) => {
          if (areNamed) shown.update(words().create.steps[STEP_WORDS[step]], fraction);
        },
      },
    );
  } catch (error) {
    // Why the names did not come, where that ended it.
    await names;
    throw error;
  } finally {
    await settled;
    shown[Symbol.dispose]();
  }
}

const STEP_WORDS: Readonly<Record<CreateStep, keyof CreateWords["steps"]>> = {
  sealing: "sealing",
  "trying the quorums": "trying",
  "checking the cards against the record": "checking",
  "opening again": "opening",
};
