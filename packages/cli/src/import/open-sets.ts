import {
  CeremonyError,
  type Opened,
  openWithPassword,
  openWithQuorum,
  type Quorum,
  requireDistinctShares,
  requireKcvOfRecord,
  type SetId,
  tryHeaps,
} from "@dkek/ceremony";
import { type DerivationOptions, type Kcv, kcvOf, xorDkekShares } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import { inFile } from "../input/in-file.js";
import { readPassword } from "../input/password.js";
import { progress } from "../terminal/progress.js";
import { checkedQuorum } from "./check-quorum.js";
import { type DealtCards, gatherCards, requireNoneLeft } from "./gather-cards.js";
import type { SetFile } from "./set-file.js";
import type { OpeningSettings } from "./settings.js";

/** A `.pbe` file that was opened. */
export interface OpenSet {
  readonly file: SetFile;
  readonly opened: Opened;
}

/** DKEK shares that are ready to be imported; wiped when disposed of. */
export interface OpenSets extends Disposable {
  /** In the order of the command line. */
  readonly sets: readonly OpenSet[];
  /** KCV of the DKEK that they alone would make. */
  readonly kcvTogether: Kcv;
}

/**
 * Opens `.pbe` files with cards or a password, and holds everything to the records, where there are
 * any. Every quorum is checked before the first one is waited for.
 *
 * @throws {CeremonyError} whatever is wrong with cards, records or password; see there.
 */
export async function openSets(
  files: readonly SetFile[],
  { cards, password }: Pick<OpeningSettings, "cards" | "password">,
  signal: AbortSignal,
): Promise<OpenSets> {
  if (password === undefined) return openWithCards(files, cards, signal);
  using secret = await readPassword(password, signal);
  using work = derivations(1, signal);
  const opening = files.map(({ pbe }) => openWithPassword(pbe, secret, engine, work.next()));
  return checked(files, await allOpened(opening));
}

const engine = workerEngine();

async function openWithCards(
  files: readonly SetFile[],
  sources: readonly string[],
  signal: AbortSignal,
): Promise<OpenSets> {
  using dealt = await gatherCards(files, sources, signal);
  const tried = new Map<SetId, Opened>();
  try {
    const quorums = await quorumsOf(files, dealt, tried, signal);
    using work = derivations(quorums.filter((quorum) => quorum !== undefined).length, signal);
    const opening = files.map(async ({ path, pbe, setId }, place) => {
      const quorum = quorums[place];
      if (quorum === undefined) return tried.get(setId) as Opened;
      return inItsFile(files, path, openWithQuorum(pbe, quorum, engine, work.next()));
    });
    return checked(files, await allOpened(opening));
  } catch (error) {
    for (const opened of tried.values()) opened[Symbol.dispose]();
    throw error;
  }
}

/**
 * @param tried gets those that had to be opened to know whose cards they are.
 * @returns for each file its quorum; undefined where it is open already.
 */
async function quorumsOf(
  files: readonly SetFile[],
  dealt: DealtCards,
  tried: Map<SetId, Opened>,
  signal: AbortSignal,
): Promise<readonly (Quorum | undefined)[]> {
  const { sets, leftOver } = await tryHeaps(dealt, async (set) => {
    if (set.pbe === undefined) return false;
    using work = derivations(1, signal);
    try {
      const quorum = await checkedQuorum(set);
      tried.set(set.setId, await openWithQuorum(set.pbe.it, quorum, engine, work.next()));
      return true;
    } catch (error) {
      if (error instanceof CeremonyError) return false;
      throw error;
    }
  });
  requireNoneLeft(leftOver);
  return Promise.all(
    sets.map(async (set) =>
      tried.has(set.setId) ? undefined : inItsFile(files, set.pbe?.name ?? "", checkedQuorum(set)),
    ),
  );
}

/** Of several files, the one that an error is about has to be named. */
async function inItsFile<Result>(
  files: readonly SetFile[],
  path: string,
  result: Promise<Result>,
): Promise<Result> {
  if (files.length === 1) return result;
  try {
    return await result;
  } catch (error) {
    throw inFile(path, error);
  }
}

/** All of them, or none is left open. */
async function allOpened(opening: readonly Promise<Opened>[]): Promise<readonly Opened[]> {
  const outcomes = await Promise.allSettled(opening);
  const opened = outcomes.flatMap((it) => (it.status === "fulfilled" ? [it.value] : []));
  const failed = outcomes.find((it) => it.status === "rejected");
  if (failed === undefined) return opened;
  for (const one of opened) one[Symbol.dispose]();
  throw failed.reason;
}

function checked(files: readonly SetFile[], opened: readonly Opened[]): OpenSets {
  const wipe = (): void => {
    for (const one of opened) one[Symbol.dispose]();
  };
  try {
    for (const [place, { path, recordFile }] of files.entries()) {
      const one = opened[place];
      if (one === undefined) throw new Error(`${path} was not opened`);
      if (recordFile !== undefined) requireKcvOfRecord(one.kcv, recordFile.record);
    }
    requireDistinctShares(opened.map(({ kcv }) => kcv));
    using together = xorDkekShares(opened.map(({ share }) => share));
    const sets = files.map((file, place) => ({ file, opened: opened[place] as Opened }));
    return { sets, kcvTogether: kcvOf(together), [Symbol.dispose]: wipe };
  } catch (error) {
    wipe();
    throw error;
  }
}

interface Derivations extends Disposable {
  /** For the next of them. */
  next(): DerivationOptions;
}

/** Shows one progress for derivations that go side by side. */
function derivations(count: number, signal: AbortSignal): Derivations {
  const shown = progress();
  const step = count === 1 ? "opening the .pbe file" : `opening the ${count} .pbe files`;
  const fractions: number[] = [];
  return {
    next: () => {
      const place = fractions.push(0) - 1;
      return {
        signal,
        onProgress: (fraction) => {
          fractions[place] = fraction;
          shown.update(step, fractions.reduce((sum, part) => sum + part, 0) / count);
        },
      };
    },
    [Symbol.dispose]: () => shown[Symbol.dispose](),
  };
}
