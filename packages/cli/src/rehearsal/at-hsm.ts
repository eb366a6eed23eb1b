import { SmartCardHsm } from "@dkek/hsm";
import { requireVirtual } from "@dkek/virtual-hsm";
import type { StagedHsm } from "./stage.js";

/**
 * Connects to an HSM on a stage for one piece of work, and hangs up afterwards.
 *
 * @throws {HsmError} `not-virtual` before the work begins, whatever is in the reader by now.
 */
export async function atHsm<Result>(
  staged: StagedHsm,
  work: (hsm: SmartCardHsm) => Promise<Result>,
): Promise<Result> {
  await using channel = await staged.connect();
  const hsm = new SmartCardHsm(channel);
  requireVirtual(await hsm.status());
  return await work(hsm);
}
