import { DKEK_SHARE_LENGTH_BYTES, type Kcv, kcvOf, xorDkekShares } from "@dkek/dkek-file";
import { type RandomSource, SecretBytes } from "@dkek/foundation";
import { openSets } from "../import/open-sets.js";
import type { BackupFile } from "../keys/read-backups.js";
import { gatherQuorum, openQuorum } from "../reissue/quorum.js";
import { progress } from "../terminal/progress.js";
import type { OldSet } from "./old-set.js";
import { type Rewrapped, rewrapAll } from "./rewrap-backups.js";

/** What a new set is made for; wiped when disposed of. */
export interface ShareToSeal extends Disposable {
  /** That of the old set, or a fresh one, which is all of the new DKEK. */
  readonly share: SecretBytes;
  readonly kcv: Kcv;
  /** Of the old cards; undefined where nothing tells it. In the order of the old sets. */
  readonly primes: readonly (bigint | undefined)[];
  /** Absent: the DKEK stays. */
  readonly newDkek?: { readonly oldKcv: Kcv; readonly rewrapped: readonly Rewrapped[] };
}

/**
 * Opens the only old set with its quorum: its DKEK share gets a new set.
 *
 * @param step what is shown meanwhile.
 * @throws {CeremonyError}, {PbeError} `derivation-aborted`.
 */
export async function shareOfOldSet(
  { file }: OldSet,
  cards: readonly string[],
  step: string,
  signal: AbortSignal,
): Promise<ShareToSeal> {
  using quorum = await gatherQuorum(file, file.recordFile?.record, cards, signal, false);
  const { share, kcv, ...opened } = await openQuorum(file, quorum, step, signal);
  return {
    share,
    kcv,
    primes: [quorum.cards[0]?.field.prime],
    [Symbol.dispose]: opened[Symbol.dispose],
  };
}

/** What is shown while the new DKEK is made. */
export interface NewDkekSteps {
  readonly opening: string;
  readonly rewrapping: string;
}

/**
 * Opens the old sets with a quorum of each, makes a new DKEK, and re-wraps the key backups for it.
 *
 * @param random makes the new DKEK.
 * @throws {CliError} `backup-wrong`; {CeremonyError}, {KeyBackupError}, {PbeError} `derivation-aborted`.
 */
export async function shareOfNewDkek(
  old: OldSet,
  cards: readonly string[],
  backups: readonly BackupFile[],
  random: RandomSource,
  steps: NewDkekSteps,
  signal: AbortSignal,
): Promise<ShareToSeal> {
  const { dkek: oldDkek, primes } = await oldDkekOf(old, cards, steps.opening, signal);
  using _ = oldDkek;
  const share = SecretBytes.own(random(DKEK_SHARE_LENGTH_BYTES));
  try {
    using shown = progress();
    const rewrapped = await rewrapAll(
      backups,
      oldDkek,
      share,
      (fraction) => shown.update(steps.rewrapping, fraction),
      signal,
    );
    return {
      share,
      kcv: kcvOf(share),
      primes,
      newDkek: { oldKcv: kcvOf(oldDkek), rewrapped },
      [Symbol.dispose]: () => share.wipe(),
    };
  } catch (error) {
    share.wipe();
    throw error;
  }
}

async function oldDkekOf(
  old: OldSet,
  cards: readonly string[],
  step: string,
  signal: AbortSignal,
): Promise<{ readonly dkek: SecretBytes; readonly primes: ShareToSeal["primes"] }> {
  if (old.files.length === 1) {
    const { share, primes } = await shareOfOldSet(old, cards, step, signal);
    return { dkek: share, primes };
  }
  using opened = await openSets(old.files, { cards, password: undefined }, signal);
  const primes = old.files.map(({ recordFile }) => {
    const prime = recordFile?.record.set.sharing?.prime;
    return prime === undefined ? undefined : BigInt(`0x${prime}`);
  });
  return { dkek: xorDkekShares(opened.sets.map(({ opened: { share } }) => share)), primes };
}
