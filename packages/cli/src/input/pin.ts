import type { SecretBytes } from "@dkek/foundation";
import type { Options as YargsOptions } from "yargs";
import { CliError } from "../cli-error.js";
import { legible } from "../terminal/legible.js";
import { pins as english } from "../words/en/pins.js";
import { words } from "../words/spoken.js";
import { readDescriptor } from "./descriptor.js";
import { type Options, wrongUse } from "./options.js";
import { PIN_KINDS, type PinFault, type PinKind } from "./pin-kind.js";
import { canAsk } from "./standard-input.js";

/** The options that hand over a PIN: without one, it is asked for. */
export type PinOption = "pin-fd" | "so-pin-fd" | "new-pin-fd";

/** Where a PIN comes from. */
export interface PinSource {
  readonly option: PinOption;
  /** Absent: a hidden prompt. */
  readonly fd: number | undefined;
}

/**
 * Declares an option that hands over a PIN.
 *
 * @param pin which one, such as "the user PIN".
 */
export function pinOption(pin: string): YargsOptions {
  return {
    type: "string",
    requiresArg: true,
    describe: `${pin} from a file descriptor, instead of a prompt`,
  };
}

/**
 * Where PINs come from, in the order of the options.
 *
 * @throws {CliError} `wrong-use`; `needs-terminal` where nobody could be asked: before anything is
 *   done.
 */
export function pinSources<const Names extends readonly PinOption[]>(
  options: Options,
  ...names: Names
): { [Place in keyof Names]: PinSource } {
  const sources = names.map((option) => ({ option, fd: options.descriptor(option) }));
  for (const [place, { option, fd }] of sources.entries()) {
    if (fd === undefined) requireTerminal(option);
    const other = sources.slice(0, place).find((before) => before.fd === fd);
    if (fd === undefined || other === undefined) continue;
    throw wrongUse(
      `--${other.option} and --${option} name the same file descriptor`,
      "give each PIN one of its own: it is read to its end",
    );
  }
  return sources as { [Place in keyof Names]: PinSource };
}

/**
 * A PIN that the HSM knows already. What can't be one is refused before it costs a try.
 *
 * @param of the HSM's serial number.
 * @throws {CliError} `wrong-use`, and what {@link readDescriptor} throws.
 * @throws {Interrupted} on Ctrl-C at the prompt.
 */
export async function readPin(
  source: PinSource,
  kind: PinKind,
  of: string,
  signal: AbortSignal,
): Promise<SecretBytes> {
  const { refuse, encode } = PIN_KINDS[kind];
  if (source.fd !== undefined) return fromDescriptor(source.fd, source.option, kind, refuse);
  const { askHidden } = await import("../terminal/ask-hidden.js");
  const { pins } = words();
  return encode(await askHidden(pins.ask(kind, of), signal, inWords(kind, refuse)));
}

/** A PIN that the HSM is to have from now on: asked for twice, and refused if everybody knows it. */
export async function readNewPin(
  source: PinSource,
  kind: PinKind,
  of: string,
  signal: AbortSignal,
): Promise<SecretBytes> {
  const { refuseNew, encode } = PIN_KINDS[kind];
  if (source.fd !== undefined) return fromDescriptor(source.fd, source.option, kind, refuseNew);
  const { askHidden } = await import("../terminal/ask-hidden.js");
  const { pins } = words();
  for (;;) {
    const pin = await askHidden(pins.askNew(kind, of), signal, inWords(kind, refuseNew));
    if ((await askHidden(pins.askAgain(kind), signal)) === pin) return encode(pin);
    process.stderr.write(`${legible(pins.differ(kind))}\n`);
  }
}

type Refusal = (pin: string) => PinFault | undefined;

function inWords(kind: PinKind, refuse: Refusal): (pin: string) => string | undefined {
  return (pin) => {
    const fault = refuse(pin);
    return fault && words().pins.fault(kind, fault);
  };
}

/** More than any PIN: what is too long is told by its length. */
const DESCRIPTOR_MAX_BYTES = 64;

function fromDescriptor(
  fd: number,
  option: PinOption,
  kind: PinKind,
  refuse: Refusal,
): SecretBytes {
  const what = PIN_OF[option];
  using bytes = readDescriptor(fd, {
    what,
    option,
    max: DESCRIPTOR_MAX_BYTES,
    instead: `leave --${option} away: dkek asks, and shows nothing`,
  });
  const pin = new TextDecoder().decode(bytes.expose());
  const fault = refuse(pin);
  if (fault === undefined) return PIN_KINDS[kind].encode(pin);
  // An error of the command line, which is English in all languages.
  throw wrongUse(`the ${what} on file descriptor ${fd} is refused: ${english.fault(kind, fault)}`);
}

function requireTerminal(option: PinOption): void {
  if (canAsk()) return;
  throw new CliError("needs-terminal", `there is no terminal to ask for the ${PIN_OF[option]}`, {
    hint: `hand it over with --${option} N, as in: dkek … --${option} 3 3< FILE`,
  });
}

const PIN_OF: Readonly<Record<PinOption, string>> = {
  "pin-fd": "user PIN",
  "so-pin-fd": "SO-PIN",
  "new-pin-fd": "new PIN",
};
