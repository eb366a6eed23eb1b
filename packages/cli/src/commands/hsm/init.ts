import { checkLabel, demandSoPinTries, type HsmStatus, type InitialiseOptions } from "@dkek/hsm";
import { looksVirtual, virtualLabel } from "@dkek/virtual-hsm";
import type { Command, Context } from "../../command.js";
import { confirmErasure } from "../../hsm/confirm-erasure.js";
import { type Connection, connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, LAST_TRY, READER } from "../../hsm/device-options.js";
import { statusOfHsm } from "../../hsm/status-json.js";
import { hsmLines } from "../../hsm/status-text.js";
import { Options } from "../../input/options.js";
import { pinOption, readNewPin, readPin } from "../../input/pin.js";
import { isWellKnownSoPin } from "../../input/pin-kind.js";
import { waiting } from "../../terminal/waiting.js";
import {
  DKEK_SHARES_MAX,
  type InitSettings,
  initSettings,
  RETRY_COUNTER_MAX,
} from "./init-settings.js";

export const init: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("reader", READER)
      .option("dkek-shares", {
        type: "string",
        requiresArg: true,
        describe: `how many DKEK shares it will get, 1 to ${DKEK_SHARES_MAX}: each has a .pbe file of its own; 0: it makes a DKEK that nobody else has`,
      })
      .option("without-dkek", {
        type: "boolean",
        describe: "no DKEK: no key can ever leave it, not even as a backup",
      })
      .option("label", { type: "string", requiresArg: true, describe: "what it is called" })
      .option("retry-counter", {
        type: "string",
        requiresArg: true,
        describe: `wrong user PINs that block it, 1 to ${RETRY_COUNTER_MAX} (default 3; at most 3 for 6 characters, 5 for 7)`,
      })
      .option("erase", {
        type: "string",
        requiresArg: true,
        describe: "serial number of the HSM to erase: asks nobody",
      })
      .option("so-pin-fd", pinOption("the SO-PIN"))
      .option("pin-fd", pinOption("the new user PIN"))
      .option("last-try", LAST_TRY)
      .option("json", JSON_REPORT)
      .example('dkek hsm init --dkek-shares 1 --label "Root CA"', "one set of cards for its DKEK")
      .example(
        "dkek hsm init --dkek-shares 2 --reader Nitrokey",
        "two sets, of two groups of people",
      )
      .example(
        "dkek hsm init --dkek-shares 1 --erase DENK0123456 --so-pin-fd 3 --pin-fd 4 3< so-pin 4< pin",
        "from a script",
      ),

  prepare: (values) => {
    const settings = initSettings(new Options(values));
    return async (context) => {
      const { signal, facts } = context;
      const place = await reachable(settings.reader, signal);
      await using connection = await connect(place, signal);
      const before = await connection.hsm.status();
      Object.assign(facts, { hsm: statusOfHsm(before) });
      if (before.initialised) demandSoPinTries(before, settings.lastTry);
      const shape = shapeOf(settings, before);
      if (shape.label !== undefined) checkLabel(shape.label);
      const { dkekShares, erase } = settings;
      const intention = { dkekShares, label: shape.label, erase };
      await confirmErasure(connection.hsm, before, intention, signal);
      const outcome = await initialise(connection, before, shape, settings, context);
      process.stdout.write(settings.json ? asJson(outcome) : asText(outcome));
    };
  },
};

interface Outcome {
  readonly status: HsmStatus;
  /** Its SO-PIN was there before, and everybody knows it. */
  readonly soPinIsWellKnown: boolean;
}

/** What the HSM is to become, but for its PINs. */
type Shape = Omit<InitialiseOptions, "soPin" | "userPin">;

function shapeOf(
  { dkekShares, label, retryCounter, lastTry }: InitSettings,
  status: HsmStatus,
): Shape {
  return {
    serial: status.serial,
    allowLastTry: lastTry,
    ...(dkekShares === undefined ? {} : { dkekShares }),
    ...(retryCounter === undefined ? {} : { retryCounter }),
    // A virtual HSM puts its mark before any label.
    ...(label === undefined ? {} : { label: looksVirtual(status) ? virtualLabel(label) : label }),
  };
}

async function initialise(
  { hsm }: Connection,
  { initialised, serial }: HsmStatus,
  shape: Shape,
  sources: InitSettings,
  { signal, uninterruptible }: Context,
): Promise<Outcome> {
  // The first initialisation chooses the SO-PIN, every later one has to know it.
  const readSoPin = initialised ? readPin : readNewPin;
  using soPin = await readSoPin(sources.soPin, "so", serial, signal);
  using userPin = await readNewPin(sources.pin, "user", serial, signal);
  using _shown = waiting("initialising the HSM");
  const status = await uninterruptible(() => hsm.initialise({ ...shape, soPin, userPin }));
  return { status, soPinIsWellKnown: isWellKnownSoPin(soPin) };
}

function asJson({ status, soPinIsWellKnown }: Outcome): string {
  return `${JSON.stringify({ ok: true, hsm: statusOfHsm(status), soPinIsWellKnown })}\n`;
}

function asText({ status, soPinIsWellKnown }: Outcome): string {
  const lines = [
    `HSM ${status.serial} is initialised; read back from it:`,
    ...hsmLines(status),
    ...(soPinIsWellKnown
      ? ["", "the SO-PIN is one that everybody knows: change it now, dkek hsm change-pin --so"]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
