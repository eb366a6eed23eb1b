import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import { readDkek } from "../read-status.js";
import type { DkekStatus } from "../status.js";
import { initialiseCommand } from "../stock-commands.js";

/**
 * The DKEK of an HSM that has it whole. Keeps a login.
 *
 * @throws {HsmError} `no-dkek-set-up`, `dkek-incomplete`, `unexpected-answer`, and what the channel
 *   throws.
 */
export async function requireCompleteDkek(
  channel: ApduChannel,
): Promise<Extract<DkekStatus, { state: "complete" }>> {
  const dkek = await readDkek(channel);
  const { reader } = channel;
  switch (dkek.state) {
    case "complete":
      return dkek;
    case "pending":
      throw new HsmError(
        "dkek-incomplete",
        `the HSM in reader "${reader}" still waits for ${dkek.missing} of ${dkek.total} DKEK shares`,
        { hint: "import them first: no key leaves it or comes back to it before" },
      );
    case "none":
      throw new HsmError(
        "no-dkek-set-up",
        `the HSM in reader "${reader}" was initialised without DKEK shares`,
        {
          hint: `no key can leave it or come back to it; only initialising it again changes that, which erases everything in it: ${initialiseCommand(reader, "N")}`,
        },
      );
  }
}
