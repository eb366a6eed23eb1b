import { demandSoPinTries, type HsmStatus } from "@dkek/hsm";
import type { Command, Context } from "../../command.js";
import { type Connection, connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, LAST_TRY, READER } from "../../hsm/device-options.js";
import { statusOfHsm } from "../../hsm/status-json.js";
import { Options, wrongUse } from "../../input/options.js";
import { type PinSource, pinOption, pinSources, readNewPin, readPin } from "../../input/pin.js";
import { waiting } from "../../terminal/waiting.js";

export const unblock: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("reader", READER)
      .option("keep-pin", {
        type: "boolean",
        describe: "the user PIN stays what it was: it is still known, and was only mistyped",
      })
      .option("so-pin-fd", pinOption("the SO-PIN"))
      .option("new-pin-fd", pinOption("the new user PIN"))
      .option("last-try", LAST_TRY)
      .option("json", JSON_REPORT)
      .example("dkek hsm unblock", "with a new user PIN; keys and certificates stay")
      .example("dkek hsm unblock --keep-pin", "only gives its tries back"),

  prepare: (values) => {
    const settings = settingsOf(new Options(values));
    return async (context) => {
      const { signal, facts } = context;
      const place = await reachable(settings.reader, signal);
      await using connection = await connect(place, signal);
      const before = await connection.hsm.status();
      Object.assign(facts, { hsm: statusOfHsm(before) });
      const after = await unblockWith(connection, before, settings, context);
      process.stdout.write(settings.json ? asJson(after) : asText(after, settings));
    };
  },
};

interface Settings {
  readonly reader: string | undefined;
  readonly soPin: PinSource;
  /** Undefined: the user PIN stays what it was. */
  readonly newPin: PinSource | undefined;
  readonly lastTry: boolean;
  readonly json: boolean;
}

function settingsOf(options: Options): Settings {
  const keepsPin = options.flag("keep-pin");
  if (keepsPin && options.text("new-pin-fd") !== undefined) {
    throw wrongUse("--keep-pin and --new-pin-fd contradict each other", "give one of them");
  }
  const [soPin, newPin] = keepsPin
    ? pinSources(options, "so-pin-fd")
    : pinSources(options, "so-pin-fd", "new-pin-fd");
  return {
    reader: options.text("reader"),
    soPin,
    newPin,
    lastTry: options.flag("last-try"),
    json: options.flag("json"),
  };
}

async function unblockWith(
  { hsm }: Connection,
  before: HsmStatus,
  settings: Settings,
  { signal, uninterruptible }: Context,
): Promise<HsmStatus> {
  const { serial } = before;
  const { lastTry } = settings;
  // Before anybody is asked for an SO-PIN that could not be used.
  demandSoPinTries(before, lastTry);
  using soPin = await readPin(settings.soPin, "so", serial, signal);
  using newPin = settings.newPin && (await readNewPin(settings.newPin, "user", serial, signal));
  using _shown = waiting("unblocking the user PIN");
  return await uninterruptible(() =>
    hsm.unblock({ soPin, ...(newPin && { newPin }) }, { serial, allowLastTry: lastTry }),
  );
}

function asJson(status: HsmStatus): string {
  return `${JSON.stringify({ ok: true, hsm: statusOfHsm(status) })}\n`;
}

function asText({ serial, userPinTries }: HsmStatus, { newPin }: Settings): string {
  const pin =
    newPin === undefined ? "the user PIN that it had" : "a new user PIN, and opens with it";
  return `HSM ${serial} has ${pin}; ${userPinTries} tries. Its keys are where they were.\n`;
}
