import type { Context } from "../command.js";
import { progress } from "../terminal/progress.js";
import type { ChosenHsms, Target } from "./choose-hsms.js";
import {
  type OperatorKnowledge,
  type PreparedImport,
  prepareImport,
  sendShares,
  type Unprepared,
} from "./import-into.js";
import type { ImportNotes } from "./notes.js";
import type { OpenSets } from "./open-sets.js";
import type { Outcome } from "./outcome.js";

/**
 * Imports DKEK shares into all HSMs that were chosen, at the same time: each has a program and a
 * connection of its own. One that fails does not stop the others. What went in is noted as soon as its
 * HSM is done. A Ctrl-C before the first share is sent ends it; afterwards it waits for all of them.
 *
 * @returns what came of each, those included that were skipped.
 * @throws the signal's reason, if it is aborted before anything was sent.
 */
export async function importEverywhere(
  { targets, unreadable, skipped }: ChosenHsms,
  open: OpenSets,
  said: OperatorKnowledge,
  notes: ImportNotes,
  { signal, uninterruptible }: Pick<Context, "signal" | "uninterruptible">,
): Promise<readonly Outcome[]> {
  using shown = progress();
  let done = 0;
  const step = targets.length === 1 ? "importing" : `importing into ${targets.length} HSMs`;
  shown.update(step, 0);
  const prepared = await Promise.all(
    targets.map((target) => prepareImport(target, open, said, signal)),
  );
  try {
    const outcomes = await uninterruptible(() =>
      Promise.all(
        prepared.map(async (one, place) => {
          const outcome = "error" in one ? fruitless(targets[place], one) : await sendShares(one);
          await notes.note(outcome);
          done += 1;
          shown.update(step, done / targets.length);
          return outcome;
        }),
      ),
    );
    return [
      ...outcomes,
      ...unreadable.map(({ place, error }) => fruitless({ place }, { status: undefined, error })),
      ...skipped.map(({ card: { place, status }, why }) => ({
        ...fruitless({ place }, { status, error: undefined }),
        skipped: why,
      })),
    ];
  } finally {
    await Promise.all(prepared.map(hangUp));
  }
}

/** Nothing went in. */
function fruitless(
  target: (Pick<Target, "place"> & Partial<Target>) | undefined,
  { status, error }: Unprepared,
): Outcome {
  return {
    reader: target?.place.reader.name ?? "",
    serial: target?.serial ?? status?.serial,
    imported: [],
    alreadyIn: [],
    status,
    predicted: undefined,
    error,
  };
}

async function hangUp(one: PreparedImport | Unprepared): Promise<void> {
  if ("connection" in one) await one.connection[Symbol.asyncDispose]();
}
