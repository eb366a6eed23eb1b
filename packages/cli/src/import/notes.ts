import { formatRecord, type RecordEvent, withEvent } from "@dkek/ceremony";
import { readRecord } from "../input/record.js";
import { replaceFile } from "../output/replace-file.js";
import { kcvShownBy, missingOf, type Outcome } from "./outcome.js";

/**
 * Notes imports in the records, an event for each HSM. One at a time: several HSMs may be done at once,
 * and share a record.
 */
export class ImportNotes {
  #turn: Promise<void> = Promise.resolve();
  #failures: unknown[] = [];
  readonly #made = new Set<string>();

  /** The paths of the records in which something was noted. */
  get made(): readonly string[] {
    return [...this.#made];
  }

  /** Resolves once it is noted, or could not be: what is in an HSM is in, whatever becomes of a record. */
  note(outcome: Outcome): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      for (const { file } of outcome.imported) {
        if (file.recordFile === undefined) continue;
        try {
          await noteIn(file.recordFile.path, outcome);
          this.#made.add(file.recordFile.path);
        } catch (error) {
          this.#failures.push(error);
        }
      }
    });
    return this.#turn;
  }

  /** @throws {CliError} `out-unwritable` and others: the first thing that kept a note from being made. */
  requireAllMade(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}

/** Reads the record once more: somebody else may have noted something meanwhile. */
async function noteIn(path: string, outcome: Outcome): Promise<void> {
  const record = await readRecord(path);
  const kcv = kcvShownBy(outcome);
  const event: RecordEvent = {
    at: new Date().toISOString(),
    type: "imported",
    hsm: outcome.serial ?? "",
    missing: missingOf(outcome) ?? 0,
    ...(kcv === undefined ? {} : { dkekKcv: kcv }),
  };
  replaceFile(path, formatRecord(withEvent(record, event)));
}
