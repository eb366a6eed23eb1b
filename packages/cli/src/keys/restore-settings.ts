import type { RestoreOptions } from "@dkek/hsm";
import { type LoginSettings, loginSettings } from "../hsm/log-in.js";
import type { OpeningSettings } from "../import/settings.js";
import { type Options, wrongUse } from "../input/options.js";
import { passwordSource } from "../input/password.js";

/** What `dkek hsm restore` was asked for. */
export interface RestoreSettings {
  readonly paths: readonly string[];
  /** Absent: nothing is checked offline. */
  readonly opening: OpeningSettings | undefined;
  readonly options: RestoreOptions;
  readonly reader: string | undefined;
  readonly login: LoginSettings;
  readonly json: boolean;
}

/** @throws {CliError} `wrong-use`; `needs-terminal` where nobody could be asked for the PIN. */
export function restoreSettings(options: Options): RestoreSettings {
  const paths = options.texts("files");
  const reference = options.wholeNumber("reference", 1, 255);
  const replace = options.flag("replace");
  if (reference !== undefined && paths.length > 1) {
    throw wrongUse(
      `--reference is for one key, and these are ${paths.length}`,
      "restore them one after the other, or leave it away: free references are found",
    );
  }
  if (replace && reference === undefined) {
    throw wrongUse("--replace: which key is to go?", "name it with --reference");
  }
  return {
    paths,
    opening: openingOf(options),
    options: {
      ...(reference === undefined ? {} : { reference }),
      replace,
      whateverKcv: options.flag("let-hsm-judge"),
    },
    reader: options.text("reader"),
    login: loginSettings(options),
    json: options.flag("json"),
  };
}

function openingOf(options: Options): OpeningSettings | undefined {
  const [pbePaths, recordPaths, cards] = ["pbe", "record", "card"].map((name) =>
    options.texts(name),
  );
  const password = passwordSource(options);
  const opening = {
    pbePaths: pbePaths ?? [],
    recordPaths: recordPaths ?? [],
    cards: cards ?? [],
    password,
  };
  if (opening.pbePaths.length === 0) {
    if (opening.recordPaths.length + opening.cards.length > 0 || password !== undefined) {
      throw wrongUse("cards and records open a .pbe file: name it with --pbe");
    }
    return undefined;
  }
  if (password !== undefined && (opening.cards.length > 0 || opening.pbePaths.length > 1)) {
    throw wrongUse("a password opens one .pbe file, and there are no cards beside it");
  }
  return opening;
}
