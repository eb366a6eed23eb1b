import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { initialiseDevice, presentPin, TOKEN_INFO, USER_PIN, writeFile } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import {
  checkInitialiseOptions,
  DEFAULT_RETRY_COUNTER,
  encodeInitialise,
  type InitialiseOptions,
} from "./initialise-options.js";
import { demandMeant } from "./meant.js";
import { OK, readStatus, unexpected } from "./read-status.js";
import { demandSoPinTries, soPinRefusal } from "./so-pin.js";
import type { HsmStatus } from "./status.js";
import { lookAtStatus } from "./stock-commands.js";
import { encodeTokenInfo } from "./token-info.js";

/**
 * Initialises the HSM: erases every key in it, sets the user PIN, the label, and how many DKEK
 * shares it expects. The tries of the SO-PIN are looked at first, and what the HSM became is read
 * back and compared.
 *
 * @throws {HsmError} before anything was sent: `bad-pin-format`, `bad-option`, `wrong-hsm`,
 *   `blocked-pin`, `last-try`; afterwards: `wrong-pin`, `blocked-pin`, `unexpected-answer`, `readback-mismatch`;
 *   and what the channel throws.
 */
export async function initialise(
  channel: ApduChannel,
  options: InitialiseOptions,
): Promise<HsmStatus> {
  checkInitialiseOptions(options);
  const before = await readStatus(channel);
  demandMeant(before, options.serial);
  if (before.initialised) demandSoPinTries(before, options.allowLastTry ?? false);
  const answer = await send(channel, options);
  if (answer.sw !== OK) throw await soPinRefusal(channel, before, "the initialisation", answer);
  if (options.label !== undefined) await writeLabel(channel, options.label, options);
  const after = await readStatus(channel);
  compare(before, after, options);
  return after;
}

async function send(channel: ApduChannel, options: InitialiseOptions): Promise<ResponseApdu> {
  const data = encodeInitialise(options);
  try {
    return await channel.transmit(initialiseDevice(data));
  } finally {
    data.fill(0);
  }
}

async function writeLabel(
  channel: ApduChannel,
  label: string,
  { userPin }: InitialiseOptions,
): Promise<void> {
  const hint = `it is initialised, but has no label yet: ${lookAtStatus(channel.reader)}, then initialise it again`;
  const login = await channel.transmit(presentPin(USER_PIN, userPin.expose()));
  if (login.sw !== OK) throw unexpected("the user PIN that it was just given", login, hint);
  const written = await channel.transmit(writeFile(TOKEN_INFO, encodeTokenInfo(label)));
  if (written.sw !== OK) throw unexpected("its new label", written, hint);
}

function compare(before: HsmStatus, after: HsmStatus, options: InitialiseOptions): void {
  const { label, dkekShares, retryCounter = DEFAULT_RETRY_COUNTER } = options;
  const { dkek } = after;
  const asAsked: readonly (readonly [what: string, same: boolean])[] = [
    ["serial number", after.serial === before.serial],
    ["initialised", after.initialised],
    ["label", label === undefined || after.label === label],
    ["user PIN tries", after.userPinTries === retryCounter],
    ["SO-PIN tries", (after.soPinTries ?? 1) >= (before.soPinTries ?? 1)],
    ["DKEK shares", isDkekAsAsked(dkek, dkekShares)],
  ];
  const wrong = asAsked.filter(([, same]) => !same).map(([what]) => what);
  if (wrong.length === 0) return;
  throw new HsmError(
    "readback-mismatch",
    `after it was initialised, HSM ${after.serial} is not as asked: ${wrong.join(", ")}`,
    { hint: `${lookAtStatus(after.reader)}, then initialise it again before it is used` },
  );
}

function isDkekAsAsked(dkek: HsmStatus["dkek"], shares: number | undefined): boolean {
  if (shares === undefined) return dkek.state === "none";
  if (shares === 0) return dkek.state === "complete";
  return dkek.state === "pending" && dkek.total === shares && dkek.missing === shares;
}
