import { HsmError } from "@dkek/hsm";
import type { Narrator } from "./narrator.js";
import { REHEARSED_KEYS } from "./rehearsed-keys.js";
import type { StagedHsm } from "./stage.js";

/** @throws {HsmError} `readback-mismatch` if the witness, where there is one, misses a key. */
export async function askForKeys(tell: Narrator, { witness }: StagedHsm): Promise<void> {
  const seen = await witness?.keys();
  if (seen === undefined) return;
  const missing = REHEARSED_KEYS.find(({ names }) => !seen.includes(`[${names.label}]`));
  if (missing !== undefined) {
    throw new HsmError("readback-mismatch", `pkcs15-tool does not see ${missing.title}`);
  }
  tell.found("pkcs15-tool, asked for keys, lists both");
}
