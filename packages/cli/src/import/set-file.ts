import {
  CeremonyError,
  requireOneDkek,
  requireRecordOf,
  type SetId,
  type SetMaterial,
  type SetRecord,
  setIdOf,
  shortSetId,
} from "@dkek/ceremony";
import type { PbeFile } from "@dkek/dkek-file";
import { inFile } from "../input/in-file.js";
import { wrongUse } from "../input/options.js";
import { readPbe } from "../input/pbe.js";
import { type RecordFile, readRecord, readRecordOf } from "../input/record.js";
import type { OpeningSettings } from "./settings.js";

/** A `.pbe` file and its record, if there is one. */
export interface SetFile {
  readonly path: string;
  readonly pbe: PbeFile;
  readonly setId: SetId;
  readonly recordFile: RecordFile | undefined;
}

/**
 * Reads `.pbe` files with their records: those that were named, else the ones beside them.
 *
 * @param onSets is told the set IDs as soon as they are known, for reports of what then fails.
 * @throws {CliError}, {CeremonyError} `record-of-another-set`, `mixed-dkeks`, {PbeError}: naming the
 * file.
 */
export async function readSetFiles(
  { pbePaths, recordPaths }: Pick<OpeningSettings, "pbePaths" | "recordPaths">,
  onSets: (setIds: readonly SetId[]) => void,
): Promise<readonly SetFile[]> {
  const pbes = await Promise.all(
    pbePaths.map(async (path) => {
      const pbe = await readPbe(path);
      return { path, pbe, setId: setIdOf(pbe.bytes) };
    }),
  );
  const setIds = pbes.map(({ setId }) => setId);
  onSets(setIds);
  for (const [place, { path, setId }] of pbes.entries()) requireOnce(pbes, place, path, setId);
  const named = await readNamedRecords(recordPaths, setIds);
  const files = await Promise.all(
    pbes.map(async (file) => ({
      ...file,
      recordFile: named.get(file.setId) ?? (await readRecordOf(file.path, file.setId, undefined)),
    })),
  );
  requireOneDkek(files.flatMap(({ recordFile }) => recordFile?.record ?? []));
  return files;
}

/** What an audit calls the same. */
export function materialOf({ path, pbe, setId, recordFile }: SetFile): SetMaterial {
  const record = recordFile && { name: recordFile.path, it: recordFile.record };
  return { setId, pbe: { name: path, it: pbe }, record, cards: [] };
}

/** The same share twice would cancel itself out. */
function requireOnce(
  pbes: readonly { readonly path: string; readonly setId: SetId }[],
  place: number,
  path: string,
  setId: SetId,
): void {
  const first = pbes.findIndex((other) => other.setId === setId);
  if (first === place) return;
  throw wrongUse(
    `${path} is the same .pbe file as ${pbes[first]?.path}`,
    "nothing was sent; name each DKEK share once: twice the same cancels itself out",
  );
}

async function readNamedRecords(
  paths: readonly string[],
  setIds: readonly SetId[],
): Promise<ReadonlyMap<SetId, RecordFile>> {
  const records = new Map<SetId, RecordFile>();
  for (const path of paths) {
    const record = await readRecord(path);
    const { setId } = record.set;
    requireWanted(path, record, setIds);
    const twin = records.get(setId);
    if (twin !== undefined) {
      throw wrongUse(`${path} and ${twin.path} are records of the same set`, "name one of them");
    }
    records.set(setId, { path, record });
  }
  return records;
}

function requireWanted(path: string, record: SetRecord, setIds: readonly SetId[]): void {
  const { setId } = record.set;
  if (setIds.includes(setId)) return;
  const [only] = setIds;
  if (setIds.length === 1 && only !== undefined) requireRecordOf(record, only);
  throw inFile(
    path,
    new CeremonyError(
      "record-of-another-set",
      `the record is that of set ${shortSetId(setId)}, and the .pbe files are of others`,
      { hint: "find the record and the .pbe file that belong together" },
    ),
  );
}
