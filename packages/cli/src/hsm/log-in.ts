import type { SmartCardHsm } from "@dkek/hsm";
import type { Options as YargsOption } from "yargs";
import type { Options } from "../input/options.js";
import { type PinSource, pinOption, pinSources, readPin } from "../input/pin.js";
import { LAST_TRY } from "./device-options.js";

/** How somebody logs in. */
export interface LoginSettings {
  readonly pin: PinSource;
  readonly lastTry: boolean;
}

/** What {@link loginSettings} reads. */
export const LOGIN_OPTIONS: Record<string, YargsOption> = {
  "pin-fd": pinOption("the user PIN"),
  "last-try": LAST_TRY,
};

/**
 * @throws {CliError} `wrong-use`; `needs-terminal` where nobody could be asked for the PIN.
 */
export function loginSettings(options: Options): LoginSettings {
  const [pin] = pinSources(options, "pin-fd");
  return { pin, lastTry: options.flag("last-try") };
}

/**
 * Asks for the user PIN and logs in with it.
 *
 * @param serial the HSM's, for the question.
 * @throws {HsmError} `wrong-pin`, `blocked-pin`, `last-try` and so on; see `login` of `@dkek/hsm`.
 * @throws {Interrupted} on Ctrl-C at the prompt.
 */
export async function logIn(
  hsm: SmartCardHsm,
  { pin, lastTry }: LoginSettings,
  serial: string,
  signal: AbortSignal,
): Promise<void> {
  using typed = await readPin(pin, "user", serial, signal);
  await hsm.login(typed, { allowLastTry: lastTry });
}
