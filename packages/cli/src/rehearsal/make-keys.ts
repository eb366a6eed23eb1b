import { createPublicKey, type KeyObject } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Opened } from "@dkek/ceremony";
import { type BackupPublicKey, checkKeyBackup } from "@dkek/dkek-file/key-backup";
import type { SecretBytes } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { writeDurably } from "../output/durable.js";
import { askForKeys } from "./ask-for-keys.js";
import { atHsm } from "./at-hsm.js";
import type { Rehearsal } from "./rehearsal.js";
import { BACKUPS_PATH, REHEARSED_KEYS, type RehearsedKey } from "./rehearsed-keys.js";
import type { StagedHsm } from "./stage.js";

/** A key in an HSM, and the public key that the HSM gave out. */
export interface MadeKey extends RehearsedKey {
  /** 1 to 255 */
  readonly reference: number;
  readonly publicKey: KeyObject;
}

export async function makeKeys(
  { tell }: Rehearsal,
  staged: StagedHsm,
  userPin: SecretBytes,
): Promise<MadeKey[]> {
  tell.step(`HSM ${staged.name} makes two keys, and gives out their public halves`);
  const made = await tell.during((onProgress) =>
    atHsm(staged, async (hsm) => {
      await hsm.login(userPin);
      const keys: MadeKey[] = [];
      for (const [place, key] of REHEARSED_KEYS.entries()) {
        onProgress("the HSM makes its keys", place / REHEARSED_KEYS.length);
        const { reference, publicKey } = await hsm.generateKey(key.spec, key.names);
        keys.push({ ...key, reference, publicKey: publicKeyOf(publicKey) });
      }
      return keys;
    }),
  );
  tell.found(made.map(({ title }) => title).join(" and "));
  await askForKeys(tell, staged);
  return made;
}

/** Lets the keys out of the HSM, encrypted, into files, and proves offline that the DKEK restores them. */
export async function backUpKeys(
  { tell, out }: Rehearsal,
  staged: StagedHsm,
  userPin: SecretBytes,
  made: readonly MadeKey[],
  { share }: Opened,
): Promise<void> {
  tell.step("both keys are backed up, encrypted under the DKEK");
  await mkdir(join(out, BACKUPS_PATH), { mode: 0o700 });
  await atHsm(staged, async (hsm) => {
    await hsm.login(userPin);
    for (const { reference, path, title } of made) {
      const backup = await hsm.backUpKey(reference);
      // The only DKEK share is the DKEK.
      const verdict = checkKeyBackup(backup, share);
      if (verdict !== "restorable") {
        throw new HsmError("readback-mismatch", `the backup of ${title} is not right: ${verdict}`);
      }
      writeDurably(join(out, path), backup.bytes);
    }
  });
  tell.found(
    made.map(({ path }) => path).join(" and "),
    "and the DKEK restores them: proven offline, without an HSM",
  );
}

function publicKeyOf(publicKey: BackupPublicKey | undefined): KeyObject {
  if (publicKey === undefined) {
    throw new HsmError("unexpected-answer", "the HSM made a key without a public key");
  }
  return createPublicKey({ key: Buffer.from(publicKey.spki), format: "der", type: "spki" });
}
