import { HsmError, type HsmErrorCode } from "@dkek/hsm";
import { findOpenSc } from "@dkek/opensc";
import { directStage } from "./direct-stage.js";
import { openScStage } from "./opensc-stage.js";
import type { Stage } from "./stage.js";

/** What may be missing on a machine that is fit for a rehearsal all the same. */
const DISPENSABLE: ReadonlySet<HsmErrorCode> = new Set([
  "program-missing",
  "program-too-old",
  "not-root",
]);

const WITHOUT_OPENSC = "rehearse without OpenSC: dkek rehearse --direct (npm start -- --direct)";

/**
 * The real OpenSC where it is installed and can be used, the virtual HSM alone elsewhere.
 *
 * @param direct whether OpenSC is not wanted even if it is there.
 * @throws {HsmError} whatever else keeps OpenSC from being used, such as `pcsc-daemon-in-the-way`: a
 *   daemon that runs may serve a real HSM. The hint names the way around OpenSC.
 * @throws the signal's reason, once it is aborted.
 */
export async function chooseStage(direct: boolean, signal: AbortSignal): Promise<Stage> {
  if (direct) return directStage("as asked for");
  try {
    return await openScStage(await findOpenSc({ signal }), signal);
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    if (DISPENSABLE.has(error.code)) return directStage(error.message);
    const hint = error.hint === undefined ? WITHOUT_OPENSC : `${error.hint}; or ${WITHOUT_OPENSC}`;
    throw new HsmError(error.code, error.message, { hint, cause: error });
  }
}
