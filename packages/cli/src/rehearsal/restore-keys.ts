import { verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { type SecretBytes, systemRandom } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { askForKeys } from "./ask-for-keys.js";
import { atHsm } from "./at-hsm.js";
import type { MadeKey } from "./make-keys.js";
import type { Rehearsal } from "./rehearsal.js";
import type { StagedHsm } from "./stage.js";

const MESSAGE_BYTES = 100;

/** @returns the same keys, by their references in this HSM. */
export async function restoreKeys(
  { tell, out }: Rehearsal,
  staged: StagedHsm,
  userPin: SecretBytes,
  made: readonly MadeKey[],
): Promise<MadeKey[]> {
  tell.step(`the keys are restored into HSM ${staged.name} from their backups`);
  const restored = await atHsm(staged, async (hsm) => {
    await hsm.login(userPin);
    const keys: MadeKey[] = [];
    for (const key of made) {
      const backup = parseKeyBackup(await readFile(join(out, key.path)));
      const { reference } = (await hsm.restoreKey(backup)).key;
      keys.push({ ...key, reference });
    }
    return keys;
  });
  tell.found(restored.map(({ title }) => title).join(" and "));
  await askForKeys(tell, staged);
  return restored;
}

/**
 * Has each key sign a fresh message, and OpenSSL verify that with the public key that the first HSM
 * gave out.
 *
 * @throws {HsmError} `wrong-key` if it does not.
 */
export async function signAndVerify(
  { tell }: Rehearsal,
  staged: StagedHsm,
  userPin: SecretBytes,
  keys: readonly MadeKey[],
): Promise<void> {
  tell.step(`HSM ${staged.name} signs; the public keys that HSM A gave out verify it`);
  await atHsm(staged, async (hsm) => {
    await hsm.login(userPin);
    for (const { reference, signsWith, publicKey, title } of keys) {
      const message = systemRandom(MESSAGE_BYTES);
      const signature = await hsm.sign(reference, signsWith, message);
      if (!verify("sha256", message, publicKey, signature)) {
        throw new HsmError("wrong-key", `${title} that was restored is not the one that was made`);
      }
      tell.found(`${title}: the signature is right`);
    }
  });
}
