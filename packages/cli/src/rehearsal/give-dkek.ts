import type { Opened } from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { atHsm } from "./at-hsm.js";
import type { Rehearsal } from "./rehearsal.js";
import type { StagedHsm } from "./stage.js";

/** Nobody's: a rehearsal device is open to everybody. */
const SO_PIN_BYTES = 8;
const USER_PIN_DIGITS = 8;

/** Random digits. */
export function newUserPin(): SecretBytes {
  return SecretBytes.own(systemRandom(USER_PIN_DIGITS).map((byte) => 0x30 + (byte % 10)));
}

/** For one DKEK share, with a random SO-PIN that nobody keeps. */
export async function initialise(
  { tell }: Rehearsal,
  staged: StagedHsm,
  userPin: SecretBytes,
): Promise<void> {
  using soPin = SecretBytes.own(systemRandom(SO_PIN_BYTES));
  const options = { soPin, userPin, dkekShares: 1 };
  const { serial, label } = await atHsm(staged, (hsm) => hsm.initialise(options));
  tell.found(`${serial}, "${label}"`);
}

/**
 * Imports the DKEK share, and asks whether the HSM shows the KCV that was predicted.
 *
 * @throws {HsmError} `kcv-mismatch` if the HSM or the witness says otherwise.
 */
export async function importShare(
  { tell }: Rehearsal,
  staged: StagedHsm,
  { share }: Opened,
  predicted: Kcv,
): Promise<void> {
  tell.step(`the DKEK share goes into HSM ${staged.name}`);
  const { dkek } = await atHsm(staged, (hsm) => hsm.importDkekShare(share, { kcv: predicted }));
  const shown = dkek.state === "complete" ? dkek.kcv : undefined;
  if (shown !== predicted) throw new HsmError("kcv-mismatch", `the HSM shows the KCV ${shown}`);
  tell.found(`it shows the KCV ${shown}, as predicted`);
  const status = await staged.witness?.status();
  if (status === undefined) return;
  if (!status.includes(predicted)) {
    throw new HsmError("kcv-mismatch", "sc-hsm-tool shows another KCV than the HSM itself");
  }
  tell.found("sc-hsm-tool, asked for the status, says the same");
}
