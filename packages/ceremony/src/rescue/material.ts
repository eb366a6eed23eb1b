import type { SetRecord } from "../record/record.js";
import type { SetId } from "../set-id.js";
import type { Age } from "./passwords.js";
import type { Reading } from "./reading.js";

/** What a rescue has to work with. */
export interface RescueMaterial {
  /** Of the `.pbe` file. */
  readonly setId: SetId;
  /** Two or more, as people read them. */
  readonly readings: readonly Reading[];
  readonly record?: SetRecord;
  /** How many cards restore the set, where that is known. */
  readonly threshold?: number;
  /** Which OpenSC made the set, where that is known. */
  readonly age?: Age;
}
