import { findTlv } from "./tlv.js";

const FILE_CONTROL_PARAMETERS = 0x62;
const FILE_CONTROL_INFORMATION = 0x6f;
const PROPRIETARY = 0x85;

/** What the SmartCard-HSM says of itself when its applet is selected. */
export interface AppletInfo {
  /** `major.minor`, such as `3.5`. */
  readonly firmware: string;
  /** Before version 2.0 there was no way to ask for the SO-PIN's tries. */
  readonly tellsSoPin: boolean;
}

/**
 * Reads the answer to SELECT: the proprietary object 85 ends in the firmware's major and minor
 * version, and is longer than these two from version 2.0 on (`print_info` of OpenSC's
 * sc-hsm-tool.c).
 *
 * @returns undefined if no SmartCard-HSM speaks like this (`sc_hsm_match_card` asks for the same).
 */
export function readAppletInfo(answer: Uint8Array): AppletInfo | undefined {
  const proprietary =
    findTlv(answer, FILE_CONTROL_PARAMETERS, PROPRIETARY) ??
    findTlv(answer, FILE_CONTROL_INFORMATION, PROPRIETARY);
  const major = proprietary?.at(-2);
  const minor = proprietary?.at(-1);
  if (proprietary === undefined || major === undefined || minor === undefined) return undefined;
  return { firmware: `${major}.${minor}`, tellsSoPin: proprietary.length > 2 };
}
