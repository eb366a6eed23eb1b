import {
  checkQuorum,
  type Opened,
  openWithPassword,
  openWithQuorum,
  type Quorum,
  type SetId,
  setIdOf,
} from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import type { Argv } from "yargs";
import { progress } from "../terminal/progress.js";
import { readCards } from "./cards.js";
import { type Options, wrongUse } from "./options.js";
import { type PasswordSource, passwordSource, readPassword } from "./password.js";
import { readPbe } from "./pbe.js";
import { type RecordFile, readRecordOf } from "./record.js";

/** A `.pbe` file and what is to open it, as the command line names them. */
export interface OpeningSettings {
  readonly pbePath: string;
  readonly recordPath: string | undefined;
  readonly cards: readonly string[];
  readonly password: PasswordSource | undefined;
}

/** Declares what {@link openingSettings} reads. */
export function openingOptions(argv: Argv): Argv {
  return argv
    .positional("file", { type: "string", describe: "the .pbe file" })
    .option("card", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "a card: a file, or - for standard input; any number, else they are asked for",
    })
    .option("record", {
      type: "string",
      requiresArg: true,
      describe: "the set's record (default: record.json beside the .pbe file)",
    })
    .option("password", { type: "boolean", describe: "no cards: ask for the password" })
    .option("password-fd", {
      type: "string",
      requiresArg: true,
      describe: "no cards: read the password from file descriptor N",
    });
}

export function openingSettings(options: Options): OpeningSettings {
  const password = passwordSource(options);
  const cards = options.texts("card");
  if (password !== undefined && cards.length > 0) {
    throw wrongUse("a set is opened with cards or with a password, not with both");
  }
  return {
    pbePath: options.requiredText("file"),
    recordPath: options.text("record"),
    cards,
    password,
  };
}

/** What came of opening a `.pbe` file. */
export interface Opening extends Disposable {
  readonly opened: Opened;
  readonly setId: SetId;
  readonly recordFile: RecordFile | undefined;
  /** Undefined where a password opened it. */
  readonly quorum: Quorum | undefined;
}

/**
 * Opens a `.pbe` file with cards or a password.
 *
 * @param onSet is told the set ID as soon as it is known, for reports of what then fails.
 * @throws {CeremonyError} whatever is wrong with cards, record or password; see there.
 */
export async function open(
  settings: OpeningSettings,
  signal: AbortSignal,
  onSet?: (setId: SetId) => void,
): Promise<Opening> {
  const pbe = await readPbe(settings.pbePath);
  const setId = setIdOf(pbe.bytes);
  onSet?.(setId);
  const recordFile = await readRecordOf(settings.pbePath, setId, settings.recordPath);
  const engine = workerEngine();

  if (settings.password !== undefined) {
    using password = await readPassword(settings.password, signal);
    using shown = progress();
    const opened = await openWithPassword(pbe, password, engine, working(shown.update, signal));
    return {
      opened,
      setId,
      recordFile,
      quorum: undefined,
      [Symbol.dispose]: () => opened.share.wipe(),
    };
  }

  const threshold = recordFile?.record.sharing?.threshold;
  const cards = await readCards(settings.cards, threshold, signal);
  try {
    const quorum = checkQuorum(cards, threshold);
    using shown = progress();
    const opened = await openWithQuorum(pbe, quorum, engine, working(shown.update, signal));
    return { opened, setId, recordFile, quorum, [Symbol.dispose]: () => opened.share.wipe() };
  } finally {
    for (const { value } of cards) value.wipe();
  }
}

function working(
  update: (step: string, fraction: number) => void,
  signal: AbortSignal,
): { onProgress: (fraction: number) => void; signal: AbortSignal } {
  return { onProgress: (fraction) => update("opening the .pbe file", fraction), signal };
}
