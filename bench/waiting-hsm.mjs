import { SecretBytes } from "@dkek/foundation";
import { SmartCardHsm } from "@dkek/hsm";
import { directChannel, requireVirtual, VirtualHsm } from "@dkek/virtual-hsm";

/**
 * A virtual HSM that waits for one DKEK share.
 *
 * @param {number} [serialNumber]
 * @returns {Promise<VirtualHsm>}
 */
export async function waitingHsm(serialNumber) {
  const hsm = new VirtualHsm(serialNumber === undefined ? {} : { serialNumber });
  const client = new SmartCardHsm(directChannel(hsm));
  requireVirtual(await client.status());
  const soPin = SecretBytes.own(Buffer.from("57621880"));
  const userPin = SecretBytes.own(Buffer.from("648219"));
  await client.initialise({ soPin, userPin, dkekShares: 1 });
  return hsm;
}
