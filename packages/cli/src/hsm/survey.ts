import { HsmError, type HsmStatus } from "@dkek/hsm";
import type { OpenScPrograms, Reader } from "@dkek/opensc";
import { connect } from "./connect.js";

/** What is in one reader. */
export type Found =
  | { readonly is: "hsm"; readonly reader: Reader; readonly status: HsmStatus }
  | { readonly is: "empty"; readonly reader: Reader }
  /** A card, but no SmartCard-HSM. */
  | { readonly is: "foreign"; readonly reader: Reader }
  /** Something is there that could not be asked. */
  | { readonly is: "failed"; readonly reader: Reader; readonly error: HsmError };

/**
 * Looks at what is in a reader, without a PIN. Changes nothing; whatever is wrong with it is an
 * answer, too.
 *
 * @throws the signal's reason, once it is aborted.
 */
export async function lookInto(
  programs: OpenScPrograms,
  reader: Reader,
  signal: AbortSignal,
): Promise<Found> {
  if (!reader.cardPresent) return { is: "empty", reader };
  try {
    await using connection = await connect({ programs, reader }, signal);
    return { is: "hsm", reader, status: await connection.hsm.status() };
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    if (error.code === "no-card") return { is: "empty", reader };
    if (error.code === "not-a-smartcard-hsm") return { is: "foreign", reader };
    return { is: "failed", reader, error };
  }
}
