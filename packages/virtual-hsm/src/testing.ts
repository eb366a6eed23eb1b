/** For tests alone: nothing that a program needs stands here. */
import { VirtualHsm } from "./virtual-hsm.js";

/** As long as the serial number that it stands for, so that no length around it changes. */
export const FOREIGN_SERIAL = "DENK0100751";

/**
 * A virtual HSM that passes for a real one: both marks are painted over in whatever it answers. For
 * tests which show that such a token is refused.
 */
export class ForeignHsm extends VirtualHsm {
  override get serial(): string {
    return FOREIGN_SERIAL;
  }

  override async transmit(command: Uint8Array): Promise<Uint8Array> {
    const answer = Buffer.from(await super.transmit(command)).toString("latin1");
    const painted = answer.replace(/ZZVIRT\d{5}/g, FOREIGN_SERIAL).replace(/VIRTUAL /g, "FOREIGN ");
    return Uint8Array.from(Buffer.from(painted, "latin1"));
  }
}
