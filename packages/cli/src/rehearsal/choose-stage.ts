import { HsmError } from "@dkek/hsm";
import { findOpenSc } from "@dkek/opensc";
import { directStage } from "./direct-stage.js";
import { openScStage } from "./opensc-stage.js";
import type { Stage } from "./stage.js";

/** What may be missing on a machine that is fit for a rehearsal all the same. */
const DISPENSABLE = new Set(["program-missing", "program-too-old", "program-failed"]);

/**
 * The real OpenSC where it is installed and can be used, the virtual HSM alone elsewhere.
 *
 * @param direct whether OpenSC is not wanted even if it is there.
 * @throws {HsmError} `pcsc-daemon-in-the-way`: a daemon that runs may serve a real HSM.
 */
export async function chooseStage(direct: boolean): Promise<Stage> {
  if (direct) return directStage("as asked for");
  try {
    return await openScStage(await findOpenSc());
  } catch (error) {
    if (!(error instanceof HsmError) || !DISPENSABLE.has(error.code)) throw error;
    return directStage(error.message);
  }
}
