import { HsmError, lookAtStatus } from "@dkek/hsm";

/**
 * Why `opensc-explorer` gave up before it was ready, from what it wrote to stderr
 * (`util_connect_card_ex` of OpenSC's util.c).
 */
export function openingFailure(stderr: string, reader: string): HsmError {
  if (stderr.includes("No smart card readers found")) {
    return new HsmError("no-reader", "no card reader is attached", {
      hint: "plug in the HSM or its reader; if it is, is the reader's driver installed?",
    });
  }
  if (/^Reader .* not found/m.test(stderr)) {
    return new HsmError("reader-not-found", `reader "${reader}" is gone`, {
      hint: "plug it in again, or name another one with --reader; opensc-tool --list-readers lists them",
    });
  }
  if (/Card not present|Card removed/.test(stderr)) {
    return new HsmError("no-card", `no card in reader "${reader}"`, {
      hint: "put the HSM in, or name another reader with --reader",
    });
  }
  if (stderr.includes("Card is invalid or cannot be handled")) {
    return new HsmError(
      "not-a-smartcard-hsm",
      `the card in reader "${reader}" is not a SmartCard-HSM`,
      { hint: "put in a SmartCard-HSM or Nitrokey HSM 2, or name another reader with --reader" },
    );
  }
  return new HsmError(
    "program-failed",
    `opensc-explorer can't open the card in reader "${reader}"${reason(stderr, "Failed to connect to card")}`,
    { hint: "is another program using it? Close that, plug the HSM in again, and try again" },
  );
}

/** What OpenSC says when the card went, or came back as if new: either way it is not the same. */
const CARD_GONE =
  /Card removed|Card not present|Card reset|Reader detached|Reader reattached|Transmit failed|Unknown data received|No readers found|Unresponsive card/i;

/** Why a command got no answer, from what `opensc-explorer` wrote to stderr. */
export function transmitFailure(stderr: string, reader: string): HsmError {
  const why = reason(stderr, "APDU transmit failed");
  if (CARD_GONE.test(why)) {
    return new HsmError("card-removed", `the HSM in reader "${reader}" is gone${why}`, {
      hint: `plug it in again, and ${lookAtStatus(reader)}`,
    });
  }
  return new HsmError(
    "program-failed",
    `opensc-explorer did not get a command through to reader "${reader}"${why}`,
    { hint: lookAtStatus(reader) },
  );
}

/**
 * OpenSC's own words after a known beginning, and nothing else of what it wrote: it repeats a
 * command that it can't read, secrets included.
 */
function reason(stderr: string, beginning: string): string {
  const words = new RegExp(`^${beginning}: ([A-Za-z0-9 ,.()?-]{1,80})\\r?$`, "m").exec(stderr)?.[1];
  return words === undefined ? "" : `: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
