import {
  type DerivationOptions,
  type Kcv,
  kcvOf,
  type PbeEngine,
  type PbeFile,
} from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import { CeremonyError } from "./ceremony-error.js";
import { type PasswordCandidate, passwordAbovePrime, passwordsOf, type Quorum } from "./quorum.js";
import { explainQuorum, WRONG_PASSWORD } from "./refused-opening.js";

/** A `.pbe` that was opened. */
export interface Opened extends Disposable {
  /** The DKEK share, 32 bytes; wiped with this object. */
  readonly share: SecretBytes;
  /** Key check value of this DKEK share. */
  readonly kcv: Kcv;
  /** How the shared number became the password; see {@link PasswordCandidate}. */
  readonly form: PasswordCandidate["form"];
}

/**
 * Reassembles the password from a quorum and opens the `.pbe` with it.
 *
 * @throws {CeremonyError} `wrong-quorum`, once the derivation has shown that no candidate opens it.
 */
export async function openWithQuorum(
  pbe: PbeFile,
  quorum: Quorum,
  engine: PbeEngine,
  options: DerivationOptions = {},
): Promise<Opened> {
  const opened = await openWithAny(pbe, passwordsOf(quorum), engine, options);
  if (opened !== undefined) return opened;
  // So rare that it is worth its time only now.
  const above = passwordAbovePrime(quorum);
  const { onProgress: _, ...rest } = options;
  const old = above && (await openWithAny(pbe, [above], engine, rest));
  if (old !== undefined) return old;
  throw wrongQuorum(quorum);
}

/** Wipes the passwords. */
async function openWithAny(
  pbe: PbeFile,
  candidates: readonly PasswordCandidate[],
  engine: PbeEngine,
  options: DerivationOptions,
): Promise<Opened | undefined> {
  try {
    const tried = await Promise.all(
      candidates.map(async ({ form, password }) => ({
        form,
        share: await engine.open(pbe, password, options),
      })),
    );
    for (const { form, share } of tried) {
      if (share !== undefined) return openedSet(share, form);
    }
    return undefined;
  } finally {
    for (const { password } of candidates) password.wipe();
  }
}

/**
 * Opens a `.pbe` whose password is no set's, but people's own.
 *
 * @throws {CeremonyError} `wrong-password`.
 */
export async function openWithPassword(
  pbe: PbeFile,
  password: SecretBytes,
  engine: PbeEngine,
  options: DerivationOptions = {},
): Promise<Opened> {
  const share = await engine.open(pbe, password, options);
  if (share !== undefined) return openedSet(share, "plain");
  const { message, hint } = WRONG_PASSWORD;
  throw new CeremonyError("wrong-password", message, { hint });
}

function openedSet(share: SecretBytes, form: PasswordCandidate["form"]): Opened {
  return { share, form, kcv: kcvOf(share), [Symbol.dispose]: () => share.wipe() };
}

function wrongQuorum({ cards, threshold }: Quorum): CeremonyError {
  const { message, hint } = explainQuorum({ ids: cards.map(({ id }) => id), threshold });
  return new CeremonyError("wrong-quorum", message, { hint });
}
