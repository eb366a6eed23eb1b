import { type ApduChannel, encodeCommand, HsmError } from "@dkek/hsm";
import { APPLICATION_ID } from "./commands/select.js";
import type { VirtualHsm } from "./virtual-hsm.js";

/** Stands where messages name the PC/SC reader. */
const DIRECT_READER = "virtual HSM (direct)";

/**
 * A channel to the applet in this process, without PC/SC and OpenSC, for machines that have none.
 * The card is powered on and the applet selected, as OpenSC leaves it. Closing powers it off.
 */
export function directChannel(hsm: VirtualHsm): ApduChannel {
  let open = true;
  hsm.powerOn();
  const selected = hsm.transmit(
    encodeCommand({ cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00, data: APPLICATION_ID, le: 256 }),
  );
  const close = async (): Promise<void> => {
    if (open) hsm.powerOff();
    open = false;
  };
  return {
    reader: DIRECT_READER,
    async transmit(command) {
      await selected;
      if (!open) throw new HsmError("card-removed", "the channel to the virtual HSM is closed");
      const bytes = await hsm.transmit(encodeCommand(command));
      const [sw1 = 0, sw2 = 0] = bytes.subarray(-2);
      return { data: bytes.slice(0, -2), sw: sw1 * 256 + sw2 };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
