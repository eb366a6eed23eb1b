import { inlineEngine, type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { QUICK_ITERATIONS } from "./quick-iterations.mjs";
import type { StockSet } from "./stock-sets.js";

/** Makes and opens the files of `QUICK_DKEK`. */
export const quickProgramEngine: PbeEngine = inlineEngine({ iterations: QUICK_ITERATIONS });

/**
 * The same set with its DKEK share sealed again, by the same password and salt. Its cards are the stock tool's,
 * its `.pbe` is not.
 *
 * @param iterations those of `QUICK_DKEK`, if absent.
 */
export async function quickly(set: StockSet, iterations = QUICK_ITERATIONS): Promise<StockSet> {
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
  using share = SecretBytes.own(bytes(set.dkekShareHex));
  using password = SecretBytes.own(bytes(set.passwordHex));
  const engine = inlineEngine({ iterations });
  const pbe = await engine.seal(share, password, parsePbe(bytes(set.pbeHex)).salt);
  return { ...set, pbeHex: Buffer.from(pbe).toString("hex") };
}
