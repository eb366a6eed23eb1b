import { requireAnswer } from "../../hsm/confirm-erasure.js";
import { type Options, wrongUse } from "../../input/options.js";
import { type PinSource, pinSources } from "../../input/pin.js";

export const DKEK_SHARES_MAX = 255;
export const RETRY_COUNTER_MAX = 10;

/** How the HSM is to be, and who says so. */
export interface InitSettings {
  readonly reader: string | undefined;
  /** Undefined: no DKEK. */
  readonly dkekShares: number | undefined;
  readonly label: string | undefined;
  /** Undefined: the usual number. */
  readonly retryCounter: number | undefined;
  /** Serial number; undefined: asked for. */
  readonly erase: string | undefined;
  readonly soPin: PinSource;
  readonly pin: PinSource;
  readonly lastTry: boolean;
  readonly json: boolean;
}

/**
 * @throws {CliError} `wrong-use`; `needs-terminal` where nobody could be asked what is missing: before
 *   anything is done.
 */
export function initSettings(options: Options): InitSettings {
  const dkekShares = options.wholeNumber("dkek-shares", 0, DKEK_SHARES_MAX);
  const withoutDkek = options.flag("without-dkek");
  if (dkekShares === undefined && !withoutDkek) {
    throw wrongUse(
      "without DKEK shares no key can ever leave the HSM, not even as a backup",
      "say how many it will get (--dkek-shares 1), or that it shall be so (--without-dkek)",
    );
  }
  if (dkekShares !== undefined && withoutDkek) {
    throw wrongUse("--dkek-shares and --without-dkek contradict each other", "give one of them");
  }
  const erase = options.text("erase");
  if (erase === undefined) requireAnswer();
  const [soPin, pin] = pinSources(options, "so-pin-fd", "pin-fd");
  return {
    reader: options.text("reader"),
    dkekShares,
    label: options.text("label"),
    retryCounter: options.wholeNumber("retry-counter", 1, RETRY_COUNTER_MAX),
    erase,
    soPin,
    pin,
    lastTry: options.flag("last-try"),
    json: options.flag("json"),
  };
}
