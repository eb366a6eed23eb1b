import type { SecretBytes } from "@dkek/foundation";
import type { ApduChannel } from "./channel.js";
import { askPin, presentPin, USER_PIN } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import { checkUserPin } from "./initialise-options.js";
import { readPinState } from "./pin-tries.js";
import { OK, selectApplet, unexpected } from "./read-status.js";
import { lookAtStatus } from "./stock-commands.js";
import { blockedUserPin, demandUserPinTries } from "./user-pin.js";

export interface LoginOptions {
  /** Go on when a wrong PIN would block it. */
  readonly allowLastTry?: boolean;
}

/**
 * Logs in with the user PIN (VERIFY): it holds until the applet is selected again, as the status
 * does, or the channel closes. Its tries are looked at first.
 *
 * @param pin - 6 to 15 bytes
 * @throws {HsmError} before a try is spent: `bad-pin-format`, `not-a-smartcard-hsm`,
 *   `not-initialised`, `blocked-pin`, `last-try`; afterwards: `wrong-pin` with the tries left,
 *   `blocked-pin`, `unexpected-answer`; and what the channel throws.
 */
export async function login(
  channel: ApduChannel,
  pin: SecretBytes,
  { allowLastTry = false }: LoginOptions = {},
): Promise<void> {
  checkUserPin(pin);
  await selectApplet(channel);
  await demandTries(channel, allowLastTry);
  const answer = await channel.transmit(presentPin(USER_PIN, pin.expose()));
  if (answer.sw === OK) return;
  const { reader } = channel;
  const state = readPinState(answer.sw);
  if (state.state !== "set") throw unexpected("the user PIN", answer, lookAtStatus(reader));
  if (state.tries === 0) throw blockedUserPin(`the HSM in reader "${reader}"`);
  const left = state.tries === 1 ? "1 try" : `${state.tries} tries`;
  throw new HsmError(
    "wrong-pin",
    `wrong user PIN for the HSM in reader "${reader}", ${left} left`,
    {
      hint: "find the right one before the tries are used up: then it takes the SO-PIN to unblock it",
    },
  );
}

async function demandTries(channel: ApduChannel, allowLastTry: boolean): Promise<void> {
  const { reader } = channel;
  const answer = await channel.transmit(askPin(USER_PIN));
  const pin = readPinState(answer.sw);
  switch (pin.state) {
    case "absent":
    case "unusable":
      throw new HsmError("not-initialised", `the HSM in reader "${reader}" has no user PIN yet`, {
        hint: "initialise it first: dkek hsm init",
      });
    case "untold":
      throw unexpected("the question for the tries of its user PIN", answer);
    case "set":
      demandUserPinTries(`the HSM in reader "${reader}"`, pin.tries, allowLastTry);
  }
}
