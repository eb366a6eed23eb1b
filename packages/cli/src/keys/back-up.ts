import type { Kcv } from "@dkek/dkek-file";
import {
  type HsmContents,
  HsmError,
  type HsmKey,
  type HsmStatus,
  type SmartCardHsm,
} from "@dkek/hsm";
import { CliError } from "../cli-error.js";
import type { StagedFolder } from "../output/staged-folder.js";
import { progress } from "../terminal/progress.js";
import { programName } from "../version.js";
import { nameOf, typeOf } from "./key-words.js";
import {
  backupPath,
  formatManifest,
  MANIFEST_PATH,
  type Manifest,
  type ManifestKey,
  manifestHsm,
  manifestKey,
  type StayedKey,
} from "./manifest.js";

/**
 * The keys that are meant, in the order of their references.
 *
 * @param ids in hex, lower case; none: all keys.
 * @throws {CliError} `wrong-use` for an ID that no key has, or where there is no key at all.
 */
export function chooseKeys({ keys }: HsmContents, ids: readonly string[]): readonly HsmKey[] {
  if (keys.length === 0) {
    throw new CliError("wrong-use", "there is no key in this HSM", {
      hint: "dkek hsm status shows which HSMs there are; --reader names one",
    });
  }
  const missing = ids.filter((id) => !keys.some((key) => key.id === id));
  if (missing.length > 0) {
    throw new CliError("wrong-use", `no key has ID ${missing.join(", ")}`, {
      hint: `the keys have ID ${keys.map(({ id }) => id ?? "unknown").join(", ")}`,
    });
  }
  return ids.length === 0 ? keys : keys.filter(({ id }) => id !== undefined && ids.includes(id));
}

/**
 * Backs keys up into a folder that is not there yet: each into its own file, and a manifest. A key
 * that can't leave its HSM is named there, and stops nothing. All backups must be under one DKEK.
 *
 * @throws {HsmError} for whatever else goes wrong: then there is no folder.
 * @throws the signal's reason, between two keys.
 */
export async function backUpInto(
  folder: StagedFolder,
  hsm: SmartCardHsm,
  status: HsmStatus,
  chosen: readonly HsmKey[],
  signal: AbortSignal,
): Promise<Manifest> {
  const keys: ManifestKey[] = [];
  const stayed: StayedKey[] = [];
  const kcvs = new Set<Kcv>();
  using shown = progress();
  for (const [place, key] of chosen.entries()) {
    signal.throwIfAborted();
    shown.update("backing up the keys", place / chosen.length);
    try {
      const backup = await hsm.backUpKey(key.reference);
      folder.write(backupPath(key.reference), backup.bytes);
      keys.push(manifestKey(backup, key.reference));
      kcvs.add(backup.kcv);
    } catch (error) {
      if (!(error instanceof HsmError) || error.code !== "key-stays") throw error;
      stayed.push(stayedKey(key, error));
    }
  }
  const [dkekKcv, ...others] = kcvs;
  if (dkekKcv === undefined) throw nothingLeaves(chosen);
  if (others.length > 0) {
    throw new HsmError("readback-mismatch", `keys under several DKEKs: ${[...kcvs].join(", ")}`, {
      hint: "do not rely on this HSM's backups; look at its status",
    });
  }
  const manifest: Manifest = {
    version: 1,
    at: new Date().toISOString(),
    program: programName(),
    hsm: manifestHsm(status),
    dkekKcv,
    keys,
    stayed,
  };
  folder.write(MANIFEST_PATH, formatManifest(manifest));
  folder.commit();
  return manifest;
}

function stayedKey(key: HsmKey, { message }: HsmError): StayedKey {
  const { reference, label, id, publicKey } = key;
  return {
    reference,
    label: label ?? null,
    id: id ?? null,
    type: typeOf(key),
    publicKeySha256: publicKey?.fingerprint ?? null,
    why: message,
  };
}

function nothingLeaves(chosen: readonly HsmKey[]): HsmError {
  const names = chosen.map((key) => nameOf(key, `reference ${key.reference}`)).join(", ");
  return new HsmError("key-stays", `no key can leave this HSM: ${names}`, {
    hint: "they were made so; make others that can be backed up",
  });
}
