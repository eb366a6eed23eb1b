import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import type { ApduChannel } from "../channel.js";
import { HsmError } from "../hsm-error.js";
import { enumerate, type HsmKey, readContents, readKey } from "./contents.js";
import { freeReference } from "./free-reference.js";
import {
  CERTIFICATE,
  DESCRIPTION,
  KEY,
  numbersOf,
  REFERENCE_MAX,
  REFERENCE_MIN,
} from "./object-files.js";
import { type KeyProof, proveKey } from "./prove-key.js";
import { requireCompleteDkek } from "./require-dkek.js";
import { unwrapInto } from "./unwrap-key.js";
import { wholeOrNot } from "./whole-or-not.js";
import { deleteObject, writeObject } from "./write-object.js";

export interface RestoreOptions {
  /** Where to, 1 to 255; the first that is free, if absent. */
  readonly reference?: number;
  /** Delete what is under {@link reference}: once the HSM has shown that it takes the backup. */
  readonly replace?: boolean;
  /** Let the HSM judge, even where its KCV is not the backup's. */
  readonly whateverKcv?: boolean;
}

export interface RestoredKey {
  /** As the HSM shows it. */
  readonly key: HsmKey;
  /** Undefined where the backup has no public key to compare with. */
  readonly proof: KeyProof | undefined;
}

/**
 * Takes a key back into an HSM, with its description and its certificate, as `sc-hsm-tool
 * --unwrap-key` does, and has it sign a challenge. The login must be there already.
 *
 * Where a key is replaced, the backup first goes under a reference that is free: only when the HSM
 * has taken it is the old one deleted. It takes room for both.
 *
 * @throws {HsmError} before anything was sent: `bad-option`, `no-dkek-set-up`, `dkek-incomplete`,
 *   `wrong-dkek` (another KCV), `reference-in-use`, `key-there-already`, `device-full`; afterwards:
 *   `wrong-dkek` (the HSM refused it), `not-logged-in`, `device-full`, `wrong-key`,
 *   `unexpected-answer`, `readback-mismatch`; and what the channel throws.
 */
export async function restoreKey(
  channel: ApduChannel,
  backup: KeyBackup,
  options: RestoreOptions = {},
): Promise<RestoredKey> {
  const { reference, replace = false, whateverKcv = false } = options;
  checkReference(reference);
  await demandSameDkek(channel, backup, whateverKcv);
  const objects = await enumerate(channel);
  if (reference === undefined) {
    await demandNotThere(channel, backup);
    return restoreInto(channel, backup, freeReference(channel, objects));
  }
  if (isFree(reference, objects)) return restoreInto(channel, backup, reference);
  if (!replace) throw inUse(reference);
  await tryOut(channel, backup, freeReference(channel, objects));
  for (const kind of [KEY, DESCRIPTION, CERTIFICATE]) await deleteObject(channel, kind + reference);
  return restoreInto(channel, backup, reference);
}

/** Has the HSM take the key, and deletes it again: it will take it once more. */
async function tryOut(channel: ApduChannel, { blob }: KeyBackup, reference: number): Promise<void> {
  await wholeOrNot(channel, {
    reference,
    make: () => unwrapInto(channel, reference, blob),
    complete: () => deleteObject(channel, KEY + reference),
  });
}

async function restoreInto(
  channel: ApduChannel,
  backup: KeyBackup,
  reference: number,
): Promise<RestoredKey> {
  const { blob, files, publicKey } = backup;
  return wholeOrNot(channel, {
    reference,
    make: () => unwrapInto(channel, reference, blob),
    complete: async () => {
      const { description, certificate } = files;
      if (description) {
        await writeObject(channel, DESCRIPTION + reference, description, "its description");
      }
      if (certificate) {
        await writeObject(channel, CERTIFICATE + reference, certificate, "its certificate");
      }
      const key = await readKey(channel, reference);
      if (key.label !== backup.label || key.id !== backup.id || !isSame(key, backup)) {
        throw new HsmError(
          "readback-mismatch",
          "the HSM does not show the key as it was restored",
          {
            hint: "try again; if it fails once more, do not use this HSM",
          },
        );
      }
      return { key, proof: publicKey && (await proveKey(channel, reference, publicKey)) };
    },
  });
}

function isSame(key: HsmKey, { publicKey }: KeyBackup): boolean {
  return key.publicKey?.fingerprint === publicKey?.fingerprint;
}

function checkReference(reference: number | undefined): void {
  const possible = reference === undefined || Number.isInteger(reference);
  const within =
    reference === undefined || (reference >= REFERENCE_MIN && reference <= REFERENCE_MAX);
  if (possible && within) return;
  throw new HsmError("bad-option", `${reference} is no reference of a key`, {
    hint: `give a number from ${REFERENCE_MIN} to ${REFERENCE_MAX}`,
  });
}

async function demandSameDkek(
  channel: ApduChannel,
  backup: KeyBackup,
  whateverKcv: boolean,
): Promise<void> {
  const { kcv } = await requireCompleteDkek(channel);
  if (kcv === undefined || kcv === backup.kcv || whateverKcv) return;
  throw new HsmError(
    "wrong-dkek",
    `the backup was made under the DKEK with KCV ${backup.kcv}, the HSM in reader "${channel.reader}" has ${kcv}`,
    {
      hint: "put in an HSM with the DKEK of the backup, or look for the backup made under this one",
    },
  );
}

/** A second copy of a key is nothing that one wants by accident. */
async function demandNotThere(channel: ApduChannel, backup: KeyBackup): Promise<void> {
  const { keys } = await readContents(channel);
  const there = keys.find(
    ({ publicKey, id }) =>
      (publicKey !== undefined && publicKey.fingerprint === backup.publicKey?.fingerprint) ||
      (id !== undefined && id === backup.id),
  );
  if (there === undefined) return;
  const { reference, publicKey, id } = there;
  const same = publicKey && publicKey.fingerprint === backup.publicKey?.fingerprint;
  throw new HsmError(
    "key-there-already",
    same
      ? `this key is in the HSM already, with reference ${reference}`
      : `the HSM has another key of the same ID ${id}, with reference ${reference}`,
    { hint: "name the reference that it is to have, if you want it there all the same" },
  );
}

function isFree(reference: number, objects: readonly number[]): boolean {
  return ![KEY, DESCRIPTION, CERTIFICATE].some((kind) =>
    numbersOf(kind, objects).includes(reference),
  );
}

function inUse(reference: number): HsmError {
  return new HsmError("reference-in-use", `the HSM has something under reference ${reference}`, {
    hint: "choose a reference that is free, or say that what is there is to be replaced",
  });
}
