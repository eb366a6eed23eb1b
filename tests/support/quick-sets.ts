import { inlineEngine, type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { QUICK_ITERATIONS } from "./quick-derivation-hook.mjs";
import type { StockSet } from "./stock-sets.js";

/** Makes and opens the files of `QUICK_DKEK`. */
export const quickProgramEngine: PbeEngine = inlineEngine({ iterations: QUICK_ITERATIONS });

/**
 * The same set with its DKEK share sealed again for `QUICK_DKEK`, by the same password and salt. Its cards are
 * the stock tool's, its `.pbe` is not.
 */
export async function quickly(set: StockSet): Promise<StockSet> {
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
  using share = SecretBytes.own(bytes(set.dkekShareHex));
  using password = SecretBytes.own(bytes(set.passwordHex));
  const pbe = await quickProgramEngine.seal(share, password, parsePbe(bytes(set.pbeHex)).salt);
  return { ...set, pbeHex: Buffer.from(pbe).toString("hex") };
}
