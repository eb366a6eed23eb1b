import { KEY_SPECS } from "@dkek/dkek-file/key-backup";
import { CHECK_NAMES } from "../doctor/check-names.js";

/** What can stand behind an option, or as a positional argument. */
export type Values =
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** Files of one of these endings, and folders on the way to them. */
  | { readonly kind: "files"; readonly endings: readonly string[] }
  | { readonly kind: "folder" }
  /** The printers that CUPS has. */
  | { readonly kind: "printer" }
  /** Something that only the person at the keyboard knows: nothing is offered. */
  | { readonly kind: "free" };

const words = (...all: readonly string[]): Values => ({ kind: "words", words: all });
const files = (...endings: readonly string[]): Values => ({ kind: "files", endings });

/** By the name of the option; what is not here is free. */
export const OF_OPTIONS: Readonly<Record<string, Values>> = {
  lang: words("en", "de"),
  scheme: words("p224", "sc-hsm"),
  paper: words("a4", "letter"),
  format: words("pdf", "text"),
  card: files("txt", "png", "jpg", "jpeg"),
  record: files("json"),
  since: files("json"),
  state: files("json"),
  pbe: files("pbe"),
  backup: files("bin"),
  out: { kind: "folder" },
  type: words(...KEY_SPECS),
  accept: words(...CHECK_NAMES),
  printer: { kind: "printer" },
};

/** By the command, for what stands behind it without an option. */
export const OF_COMMANDS: Readonly<Record<string, Values>> = {
  verify: files("pbe"),
  import: files("pbe"),
  reissue: files("pbe"),
  inspect: files("pbe", "json", "txt", "png", "jpg", "jpeg", "bin"),
  "hsm restore": files("bin"),
  sheet: words("card", "record", "receipt", "blank", "wallet"),
  completion: words("bash", "zsh", "fish"),
};

export function valuesOfOption(name: string): Values {
  return OF_OPTIONS[name] ?? { kind: "free" };
}

export function valuesOfCommand(name: string): Values {
  return OF_COMMANDS[name] ?? { kind: "free" };
}
