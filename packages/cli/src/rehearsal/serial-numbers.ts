import type { HsmName } from "./stage.js";

/** Which virtual HSM is which, as OpenSC shows it: ZZVIRT00001 and ZZVIRT00002. */
export const SERIAL_NUMBERS: Readonly<Record<HsmName, number>> = { A: 1, B: 2 };
