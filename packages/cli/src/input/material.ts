import { dirname, join } from "node:path";
import { type Material, type Named, type SetRecord, setIdOf, wipeCard } from "@dkek/ceremony";
import type { PbeFile } from "@dkek/dkek-file";
import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import { CliError } from "../cli-error.js";
import type { Context } from "../command.js";
import { nameCard, readCards } from "./cards.js";
import { readInputFile } from "./files.js";
import { inFile } from "./in-file.js";
import { type Options, wrongUse } from "./options.js";
import { type PasswordSource, passwordSource, readPassword } from "./password.js";
import { readPbe } from "./pbe.js";
import { readRecord } from "./record.js";
import { canAsk } from "./standard-input.js";

/** What an auditor gives, as the command line names it. */
export interface MaterialSettings {
  readonly pbes: readonly string[];
  readonly records: readonly string[];
  readonly cards: readonly string[];
  readonly backups: readonly string[];
  readonly password: PasswordSource | undefined;
}

export function materialSettings(options: Options): MaterialSettings {
  const settings = {
    pbes: options.texts("files"),
    records: options.texts("record"),
    cards: options.texts("card"),
    backups: options.texts("backup"),
    password: passwordSource(options),
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

/** A file that was read, for the report. */
export interface ReadFile {
  readonly path: string;
  /** Of public files: SHA-256, 64 hex digits. Cards are secret, and so would be their hashes. */
  readonly sha256: string | undefined;
}

/** Everything that was named, read and parsed. Holds secrets until it is disposed of. */
export interface Gathered extends Disposable {
  readonly material: Material;
}

/**
 * Reads everything that the command line names. The record beside a `.pbe` file is taken if none was
 * named; cards are asked for if a `.pbe` file was named and nothing to open it with.
 *
 * @throws {CliError}, {CeremonyError}, {PbeError}, {KeyBackupError} naming the file.
 */
export async function gatherMaterial(
  settings: MaterialSettings,
  { signal }: Context,
): Promise<Gathered> {
  const pbes = await Promise.all(settings.pbes.map(named(readPbe)));
  const records =
    settings.records.length > 0
      ? await Promise.all(settings.records.map(named(readRecord)))
      : await recordsBeside(pbes);
  const backups = await Promise.all(settings.backups.map(named(readBackup)));
  const asked = settings.cards.length === 0 && pbes.length === 1 && canAsk();
  const password =
    settings.password === undefined ? undefined : await readPassword(settings.password, signal);
  const cards =
    settings.cards.length > 0 || (asked && password === undefined)
      ? await readCards(settings.cards, neededOf(records), signal)
      : [];
  const material = {
    pbes,
    records,
    backups,
    cards: cards.map((card, place) => ({ name: nameCard(settings.cards[place], card), it: card })),
    ...(password === undefined ? {} : { password }),
  };
  return {
    material,
    [Symbol.dispose]: () => {
      for (const card of cards) wipeCard(card);
      password?.wipe();
    },
  };
}

function named<Thing>(read: (path: string) => Promise<Thing>) {
  return async (path: string): Promise<Named<Thing>> => ({ name: path, it: await read(path) });
}

/** The `record.json` beside each `.pbe` file, where there is one and it is that file's. */
async function recordsBeside(pbes: readonly Named<PbeFile>[]): Promise<Named<SetRecord>[]> {
  const found = await Promise.all(
    pbes.map(async ({ name, it }) => {
      const path = join(dirname(name), "record.json");
      try {
        const record = await readRecord(path);
        return record.set.setId === setIdOf(it.bytes) ? [{ name: path, it: record }] : [];
      } catch (error) {
        if (error instanceof CliError && error.code === "file-not-found") return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

async function readBackup(path: string): Promise<KeyBackup> {
  const bytes = await readInputFile(path);
  // Loaded here, because it brings the curves of certificate requests.
  const { parseKeyBackup } = await import("@dkek/dkek-file/key-backup");
  try {
    return parseKeyBackup(bytes);
  } catch (error) {
    throw inFile(path, error);
  }
}

function neededOf(records: readonly Named<SetRecord>[]): number | undefined {
  return records.length === 1 ? records[0]?.it.set.sharing?.threshold : undefined;
}
