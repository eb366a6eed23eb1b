import { LANGUAGES, type Language } from "@dkek/words";
import { CliError } from "../cli-error.js";

/**
 * The language to talk in: the one that was named, else that of the environment, as POSIX has it: the
 * first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty. English, if that is none of ours.
 *
 * @param named what `--lang` says.
 */
export function languageOf(
  named: Language | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = named || env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return LANGUAGES.find((language) => locale.split(/[^a-z]/)[0] === language) ?? "en";
}

/** A command line without its `--lang`, which may stand anywhere and means the same everywhere. */
export interface SpokenArguments {
  /** The last one counts. */
  readonly named: Language | undefined;
  readonly rest: readonly string[];
}

/** @throws {CliError} `wrong-use` for a language that is none of ours. */
export function takeLanguage(args: readonly string[]): SpokenArguments {
  let named: string | undefined;
  const rest: string[] = [];
  for (let place = 0; place < args.length; place++) {
    const arg = args[place] ?? "";
    if (arg === "--lang") named = args[++place] ?? "";
    else if (arg.startsWith("--lang=")) named = arg.slice("--lang=".length);
    else rest.push(arg);
  }
  if (named === undefined) return { named, rest };
  const language = LANGUAGES.find((known) => known === named);
  if (language !== undefined) return { named: language, rest };
  throw new CliError("wrong-use", `--lang ${named}: not one of ${LANGUAGES.join(", ")}`, {
    hint: "it chooses the language of the conversation at the terminal",
  });
}
