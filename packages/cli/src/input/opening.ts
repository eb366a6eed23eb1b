import {
  type Card,
  type CardVerdict,
  CeremonyError,
  checkCards,
  checkQuorum,
  type Opened,
  openWithPassword,
  openWithQuorum,
  type Quorum,
  requireCardsOfRecord,
  requireKcvOfRecord,
  type SetId,
  type SetRecord,
  setIdOf,
  shortSetId,
  wipeCard,
} from "@dkek/ceremony";
import type { DerivationOptions, PbeFile } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import type { Argv, Options as YargsOption } from "yargs";
import { type Progress, progress } from "../terminal/progress.js";
import { nameCard, readCards } from "./cards.js";
import { type Options, wrongUse } from "./options.js";
import { type PasswordSource, passwordSource, readPassword } from "./password.js";
import { readPbe } from "./pbe.js";
import { fieldOf, type RecordFile, readRecordOf } from "./record.js";

/** A `.pbe` file and what is to open it, as the command line names them. */
export interface OpeningSettings {
  readonly pbePath: string;
  readonly recordPath: string | undefined;
  readonly cards: readonly string[];
  readonly password: PasswordSource | undefined;
}

/** How what opens a `.pbe` file is named. */
export const SECRET_OPTIONS: Record<string, YargsOption> = {
  card: {
    type: "string",
    array: true,
    requiresArg: true,
    describe:
      "a card: a text or a picture of its QR code (PNG, JPEG), or - for standard input; any number, else they are asked for",
  },
  password: { type: "boolean", describe: "no cards: ask for the password" },
  "password-fd": {
    type: "string",
    requiresArg: true,
    describe: "no cards: read the password from file descriptor N",
  },
};

/** Declares what {@link openingSettings} reads. */
export function openingOptions(argv: Argv): Argv {
  return argv
    .positional("file", { type: "string", describe: "the .pbe file" })
    .option("record", {
      type: "string",
      requiresArg: true,
      describe: "the set's record (default: record.json beside the .pbe file)",
    })
    .options(SECRET_OPTIONS);
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
 * Opens a `.pbe` file with cards or a password, and holds everything to the record, if there is one.
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
  const { opened, quorum } =
    settings.password === undefined
      ? await openWithCards(pbe, settings.cards, recordFile?.record, signal)
      : { opened: await openBy(pbe, settings.password, signal), quorum: undefined };
  try {
    if (recordFile !== undefined) requireKcvOfRecord(opened.kcv, recordFile.record);
  } catch (error) {
    opened[Symbol.dispose]();
    throw error;
  }
  return { opened, setId, recordFile, quorum, [Symbol.dispose]: () => opened[Symbol.dispose]() };
}

async function openWithCards(
  pbe: PbeFile,
  sources: readonly string[],
  record: SetRecord | undefined,
  signal: AbortSignal,
): Promise<{ opened: Opened; quorum: Quorum }> {
  const threshold = record?.set.sharing?.threshold;
  const cards = await readCards(sources, threshold, signal, fieldOf(record));
  try {
    if (record !== undefined) await requireIntactCards(cards, sources, record);
    const quorum = checkQuorum(cards, threshold);
    if (record !== undefined) requireCardsOfRecord(cards, record);
    using shown = progress();
    const opened = await openWithQuorum(pbe, quorum, workerEngine(), working(shown, signal));
    return { opened, quorum };
  } finally {
    for (const card of cards) wipeCard(card);
  }
}

const FAULTS: Readonly<Partial<Record<CardVerdict, string>>> = {
  wrong: "its value or its proof is not what the record holds",
  "other-set": "it belongs to another set",
  unknown: "the record knows no such card, or no such issue of it",
};

/**
 * Names each card that its own proof shows to be wrong, before anybody waits.
 *
 * @param sources where the first of the cards are from; the others were typed.
 * @throws {CeremonyError} `card-wrong`.
 */
async function requireIntactCards(
  cards: readonly Card[],
  sources: readonly string[],
  record: SetRecord,
): Promise<void> {
  const { setId, sharing } = record.set;
  const verdicts = await checkCards(cards, record);
  const refused = cards.flatMap((card, place) => {
    // A record with another prime, or with none, is not held to be right: see requireCardsOfRecord.
    if (card.proof === undefined || card.field.prime.toString(16) !== sharing?.prime) return [];
    const fault = FAULTS[verdicts[place] ?? "no-proof"];
    return fault === undefined
      ? []
      : [`card ${card.id} (${nameCard(sources[place], card)}): ${fault}`];
  });
  if (refused.length === 0) return;
  const all = refused.length > 1 && refused.length === cards.length;
  throw new CeremonyError(
    "card-wrong",
    `not a card of set ${shortSetId(setId)} by its record: ${refused.join("; ")}`,
    {
      hint: all
        ? "no card is right by this record: get another copy of the record, and compare its fingerprint"
        : "nothing was opened; read the card again, compare it with its paper, or take another one",
    },
  );
}

async function openBy(pbe: PbeFile, source: PasswordSource, signal: AbortSignal): Promise<Opened> {
  using password = await readPassword(source, signal);
  using shown = progress();
  return await openWithPassword(pbe, password, workerEngine(), working(shown, signal));
}

function working(shown: Progress, signal: AbortSignal): DerivationOptions {
  return { onProgress: (fraction) => shown.update("opening the .pbe file", fraction), signal };
}
