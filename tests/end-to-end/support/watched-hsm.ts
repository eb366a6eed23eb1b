import { VirtualHsm } from "@dkek/virtual-hsm";
import type { Rig } from "./rig.js";

/** A virtual HSM in a reader, and what it is asked. */
export interface WatchedHsm {
  readonly serial: string;
  /** How many DKEK shares were sent to it. */
  imports(): number;
  unplug(): Promise<void>;
}

export interface WatchedHsmOptions {
  readonly reader?: number;
  /** 0: it is plugged in as new, and not initialised. */
  readonly dkekShares?: number;
  /** Called when a DKEK share has come in, before it is answered. */
  readonly onImport?: (() => void) | undefined;
}

/** Plugs a new virtual HSM in and initialises it. Its serial number ends with the reader's. */
export async function watchedHsm(
  rig: Rig,
  { reader = 0, dkekShares = 1, onImport }: WatchedHsmOptions = {},
): Promise<WatchedHsm> {
  let imports = 0;
  const hsm = new VirtualHsm({
    serialNumber: reader + 1,
    // IMPORT DKEK SHARE with data; without, it asks for the status.
    onExchange: ({ command: [cla, ins, , , length] }) => {
      if (cla !== 0x80 || ins !== 0x52 || length !== 32) return;
      imports += 1;
      onImport?.();
    },
  });
  const plug = await rig.plug(hsm, reader);
  if (dkekShares > 0) await rig.initialise(dkekShares, reader);
  return {
    serial: `ZZVIRT0000${reader + 1}`,
    imports: () => imports,
    unplug: () => plug.unplug(),
  };
}
