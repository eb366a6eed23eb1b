import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { type Options, wrongUse } from "../input/options.js";
import { type PasswordSource, passwordSource } from "../input/password.js";

/** `.pbe` files and what is to open them, as the command line names them. */
export interface OpeningSettings {
  /** One or more. */
  readonly pbePaths: readonly string[];
  readonly recordPaths: readonly string[];
  readonly cards: readonly string[];
  /** Instead of cards, for a single `.pbe` file. */
  readonly password: PasswordSource | undefined;
}

/** Which HSMs are meant. */
export type HsmChoice =
  /** The one in this reader; absent: the only one there is. */
  | { readonly by: "reader"; readonly reader: string | undefined }
  /** Those with these serial numbers, whatever readers they are in. */
  | { readonly by: "serial"; readonly serials: readonly string[] }
  /** All that wait for a DKEK share. */
  | { readonly by: "all" };

export interface ImportSettings extends OpeningSettings {
  readonly choice: HsmChoice;
  readonly expectedKcv: Kcv | undefined;
  readonly again: boolean;
  readonly json: boolean;
}

/** @throws {CliError} `wrong-use`. */
export function importSettings(options: Options): ImportSettings {
  const pbePaths = options.texts("files");
  const cards = options.texts("card");
  const password = passwordSource(options);
  if (password !== undefined && cards.length > 0) {
    throw wrongUse("a set is opened with cards or with a password, not with both");
  }
  if (password !== undefined && pbePaths.length > 1) {
    throw wrongUse(
      "a password opens one .pbe file",
      "import DKEK shares with passwords one after the other",
    );
  }
  return {
    pbePaths,
    recordPaths: options.texts("record"),
    cards,
    password,
    choice: hsmChoice(options),
    expectedKcv: expectedKcv(options.text("kcv")),
    again: options.flag("again"),
    json: options.flag("json"),
  };
}

function hsmChoice(options: Options): HsmChoice {
  const reader = options.text("reader");
  const serials = [...new Set(options.texts("serial").map((serial) => serial.toUpperCase()))];
  const all = options.flag("all-readers");
  if ([reader !== undefined, serials.length > 0, all].filter(Boolean).length > 1) {
    throw wrongUse("--reader, --serial and --all-readers each say which HSMs are meant: give one");
  }
  if (serials.includes("")) throw wrongUse("--serial is empty");
  if (serials.length > 0) return { by: "serial", serials };
  return all ? { by: "all" } : { by: "reader", reader };
}

function expectedKcv(text: string | undefined): Kcv | undefined {
  if (text === undefined) return undefined;
  const kcv = parseKcv(text);
  if (kcv === undefined) throw wrongUse(`--kcv ${text}: not 16 hex digits`);
  return kcv;
}
