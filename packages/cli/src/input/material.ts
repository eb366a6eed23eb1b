import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import {
  type Card,
  type Finding,
  headOf,
  type Material,
  type Named,
  parseRecord,
  type SetRecord,
  setIdOf,
  shortSetId,
  unproven,
  wipeCard,
  wrong,
} from "@dkek/ceremony";
import { type Kcv, type PbeFile, parseKcv } from "@dkek/dkek-file";
import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import { CliError } from "../cli-error.js";
import type { Context } from "../command.js";
import { waitsBeside } from "../reissue/waits-beside.js";
import { knownOf, nameCard, readCards } from "./cards.js";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";
import { type Options, wrongUse } from "./options.js";
import { type PasswordSource, passwordSource, readPassword } from "./password.js";
import { readPbe } from "./pbe.js";
import { canAsk } from "./standard-input.js";

/** What an auditor gives, as the command line names it. */
export interface MaterialSettings {
  readonly pbes: readonly string[];
  readonly records: readonly string[];
  readonly cards: readonly string[];
  readonly backups: readonly string[];
  readonly password: PasswordSource | undefined;
  /** KCV of the DKEK, as the auditor knows it. */
  readonly kcv: Kcv | undefined;
}

export function materialSettings(options: Options): MaterialSettings {
  const settings = {
    pbes: options.texts("files"),
    records: options.texts("record"),
    cards: options.texts("card"),
    backups: options.texts("backup"),
    password: passwordSource(options),
    kcv: kcvOf(options),
  };
  const { pbes, records, cards, backups, password } = settings;
  if (password !== undefined && (cards.length > 0 || pbes.length !== 1)) {
    throw wrongUse("a password opens one .pbe file, and there are no cards beside it");
  }
  if (pbes.length + records.length + cards.length + backups.length === 0) {
    throw wrongUse(
      "there is nothing to verify",
      "name what you have: the .pbe file, --record, --card, --backup",
    );
  }
  return settings;
}

function kcvOf(options: Options): Kcv | undefined {
  const text = options.text("kcv");
  if (text === undefined) return undefined;
  const kcv = parseKcv(text);
  if (kcv !== undefined) return kcv;
  throw wrongUse(`--kcv ${text}: not 16 hex digits`, "give it as the HSM shows it");
}

/** A public file that was read. */
export interface ReadFile {
  readonly path: string;
  /** Of the bytes that were checked: 64 hex digits. */
  readonly sha256: string;
  /** Of a record: how far it went, for the next audit; see headOf. */
  readonly head?: string;
}

/** Everything that was named, read and parsed. Holds secrets until it is disposed of. */
export interface Gathered extends Disposable {
  readonly material: Material;
  /** Not the cards: a hash of a card would help to guess it. */
  readonly files: readonly ReadFile[];
  /** What was found while reading: files beside others, and backups that are none. */
  readonly findings: readonly Finding[];
}

/**
 * Reads everything that the command line names. The record beside a `.pbe` file is taken if none was
 * named; cards are asked for if one `.pbe` file was named and nothing, or too little, to open it with.
 *
 * @throws {CliError}, {CeremonyError}, {PbeError} naming the file.
 */
export async function gatherMaterial(
  settings: MaterialSettings,
  { signal }: Context,
): Promise<Gathered> {
  const pbes = await Promise.all(settings.pbes.map(readPbeFile));
  const beside = settings.records.length > 0 ? [] : await recordsBeside(pbes);
  const isOf = ({ it }: RecordRead, pbe: Named<PbeFile>) => it.set.setId === setIdOf(pbe.it.bytes);
  // A folder may hold several .pbe files, and the record of one of them.
  const strays = beside.filter((record) => !pbes.some((pbe) => isOf(record, pbe)));
  const records = [
    ...(await Promise.all(settings.records.map(readRecordFile))),
    ...beside.filter((record) => isOf(record, record.pbe)),
  ];
  const backups = await Promise.all(settings.backups.map(readBackup));
  const password =
    settings.password === undefined ? undefined : await readPassword(settings.password, signal);
  const cards = await cardsFor(settings, pbes, records, signal);
  const material = {
    pbes,
    records,
    backups: backups.flatMap(({ path, it }) => (it === undefined ? [] : [{ name: path, it }])),
    cards: cards.map((card, place) => ({ name: nameCard(settings.cards[place], card), it: card })),
    ...(password === undefined ? {} : { password }),
    ...(settings.kcv === undefined ? {} : { kcv: settings.kcv }),
  };
  return {
    material,
    files: [
      ...pbes.map(({ name, it }) => ({ path: name, sha256: sha256Of(it.bytes) })),
      ...[...records, ...strays].map(({ name, it, sha256 }) => ({
        path: name,
        sha256,
        head: headOf(it),
      })),
      ...backups.map(({ path, sha256 }) => ({ path, sha256 })),
    ],
    findings: [
      ...strays.map(strayRecord),
      // Nothing is wrong with what waits; it only does not count yet.
      ...pbes.flatMap(({ name }) => waitsBeside(name).map((fact) => unproven(name, fact))),
      ...backups.flatMap(({ finding }) => finding ?? []),
    ],
    [Symbol.dispose]: () => {
      for (const card of cards) wipeCard(card);
      password?.wipe();
    },
  };
}

/** The cards that were named; further ones are asked for where they may open the only `.pbe`. */
async function cardsFor(
  { cards, password, backups }: MaterialSettings,
  pbes: readonly Named<PbeFile>[],
  records: readonly Named<SetRecord>[],
  signal: AbortSignal,
): Promise<readonly Card[]> {
  // One card against its record needs no others.
  if (pbes.length !== 1 && cards.length > 0) return readCards(cards, cards.length, signal);
  if (pbes.length === 0 && records.length === 1 && backups.length === 0) {
    return askForOneCard(records[0]?.it, signal);
  }
  const [pbe] = pbes;
  if (pbe === undefined || pbes.length > 1) return [];
  if (password !== undefined || (cards.length === 0 && !canAsk())) return [];
  const record = records.length === 1 ? records[0]?.it : undefined;
  return readCards(cards, record?.set.sharing?.threshold, signal, {
    setId: setIdOf(pbe.it.bytes),
    record,
  });
}

/** Whoever checks a record at a terminal may have a card to hold against it, as every sheet says. */
async function askForOneCard(
  record: SetRecord | undefined,
  signal: AbortSignal,
): Promise<readonly Card[]> {
  if (record?.set.sharing === undefined || !canAsk()) return [];
  const { askForCards } = await import("../terminal/ask-cards.js");
  const known = knownOf({ record, withProof: true });
  return askForCards(1, { ...known, cards: [], mayEnd: true }, signal);
}

async function readPbeFile(path: string): Promise<Named<PbeFile>> {
  return { name: path, it: await readPbe(path) };
}

interface RecordRead extends Named<SetRecord> {
  readonly sha256: string;
}

async function readRecordFile(path: string): Promise<RecordRead> {
  const bytes = await readInputFile(path);
  try {
    const it = parseRecord(new TextDecoder().decode(bytes));
    return { name: path, it, sha256: sha256Of(bytes) };
  } catch (error) {
    throw inFile(path, error);
  }
}

interface RecordBeside extends RecordRead {
  readonly pbe: Named<PbeFile>;
}

/** The `record.json` beside each `.pbe` file, where there is one. */
async function recordsBeside(pbes: readonly Named<PbeFile>[]): Promise<RecordBeside[]> {
  const found = await Promise.all(
    pbes.map(async (pbe) => {
      try {
        return [{ ...(await readRecordFile(join(dirname(pbe.name), "record.json"))), pbe }];
      } catch (error) {
        if (error instanceof CliError && error.code === "file-not-found") return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** A damaged .pbe may open to a wrong DKEK share: whoever has its record beside it must hear of it. */
function strayRecord({ name, it, pbe }: RecordBeside): Finding {
  return wrong(pbe.name, { what: "stray-record", record: name, set: shortSetId(it.set.setId) });
}

interface BackupRead extends ReadFile {
  readonly it?: KeyBackup;
  readonly finding?: Finding;
}

/** A file that is no key backup, or no longer, is found wrong: the others are checked all the same. */
async function readBackup(path: string): Promise<BackupRead> {
  const bytes = await readInputFile(path);
  const sha256 = sha256Of(bytes);
  // Loaded here, because it brings the curves of certificate requests.
  const { KeyBackupError, parseKeyBackup } = await import("@dkek/dkek-file/key-backup");
  try {
    return { path, sha256, it: parseKeyBackup(bytes) };
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    const { code, offset, message, hint } = error;
    const finding = wrong(path, { what: "no-key-backup", code, offset, message, hint });
    return { path, sha256, finding };
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
