import { demandSoPinTries, demandUserPinTries, type HsmStatus } from "@dkek/hsm";
import type { Command, Context } from "../../command.js";
import { type Connection, connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, LAST_TRY, READER } from "../../hsm/device-options.js";
import { statusOfHsm } from "../../hsm/status-json.js";
import { Options, wrongUse } from "../../input/options.js";
import { type PinSource, pinOption, pinSources, readNewPin, readPin } from "../../input/pin.js";
import type { PinKind } from "../../input/pin-kind.js";
import { waiting } from "../../terminal/waiting.js";

export const changePin: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("reader", READER)
      .option("so", { type: "boolean", describe: "the SO-PIN, not the user PIN" })
      .option("pin-fd", pinOption("the user PIN that it has now"))
      .option("so-pin-fd", pinOption("with --so: the SO-PIN that it has now"))
      .option("new-pin-fd", pinOption("the new one"))
      .option("last-try", LAST_TRY)
      .option("json", JSON_REPORT)
      .example("dkek hsm change-pin", "the user PIN of the only HSM; dkek asks for both")
      .example("dkek hsm change-pin --so", "the SO-PIN")
      .example("dkek hsm change-pin --pin-fd 3 --new-pin-fd 4 3< old 4< new", "from a script"),

  prepare: (values) => {
    const settings = settingsOf(new Options(values));
    return async (context) => {
      const { signal, facts } = context;
      const place = await reachable(settings.reader, signal);
      await using connection = await connect(place, signal);
      const before = await connection.hsm.status();
      Object.assign(facts, { hsm: statusOfHsm(before) });
      const after = await change(connection, before, settings, context);
      process.stdout.write(settings.json ? asJson(after, settings) : asText(after, settings));
    };
  },
};

interface Settings {
  readonly reader: string | undefined;
  readonly kind: PinKind;
  readonly pin: PinSource;
  readonly newPin: PinSource;
  readonly lastTry: boolean;
  readonly json: boolean;
}

function settingsOf(options: Options): Settings {
  const isSo = options.flag("so");
  const other = isSo ? "pin-fd" : "so-pin-fd";
  if (options.text(other) !== undefined) {
    throw wrongUse(
      `--${other} has nothing to do with the PIN that is to be changed`,
      isSo ? "--so-pin-fd hands over the SO-PIN" : "--so changes the SO-PIN",
    );
  }
  const [pin, newPin] = pinSources(options, isSo ? "so-pin-fd" : "pin-fd", "new-pin-fd");
  return {
    reader: options.text("reader"),
    kind: isSo ? "so" : "user",
    pin,
    newPin,
    lastTry: options.flag("last-try"),
    json: options.flag("json"),
  };
}

async function change(
  { hsm }: Connection,
  before: HsmStatus,
  { kind, lastTry, ...sources }: Settings,
  { signal, uninterruptible }: Context,
): Promise<HsmStatus> {
  const { serial } = before;
  // Before anybody is asked for a PIN that could not be used.
  if (kind === "so") demandSoPinTries(before, lastTry);
  else demandUserPinTries(`HSM ${serial}`, before.userPinTries, lastTry);
  using pin = await readPin(sources.pin, kind, serial, signal);
  using newPin = await readNewPin(sources.newPin, kind, serial, signal);
  const options = { serial, allowLastTry: lastTry };
  using _shown = waiting("changing the PIN");
  return await uninterruptible(() =>
    kind === "so"
      ? hsm.changeSoPin({ pin, newPin }, options)
      : hsm.changeUserPin({ pin, newPin }, options),
  );
}

function asJson(status: HsmStatus, { kind }: Settings): string {
  return `${JSON.stringify({ ok: true, changed: kind === "so" ? "so-pin" : "user-pin", hsm: statusOfHsm(status) })}\n`;
}

function asText({ serial, userPinTries, soPinTries }: HsmStatus, { kind }: Settings): string {
  return kind === "so"
    ? `HSM ${serial} has a new SO-PIN; ${soPinTries} tries. Nothing can replace it if it is lost.\n`
    : `HSM ${serial} has a new user PIN, and opens with it; ${userPinTries} tries.\n`;
}
