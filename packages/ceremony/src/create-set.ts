import {
  DKEK_SHARE_LENGTH_BYTES,
  kcvOf,
  type PbeEngine,
  parsePbe,
  SALT_LENGTH_BYTES,
} from "@dkek/dkek-file";
import { type RandomSource, SecretBytes, systemRandom } from "@dkek/foundation";
import { type Card, wipeCard } from "./card.js";
import { formatCardText, parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";
import { dealCards, type Sharing } from "./deal-cards.js";
import { chain } from "./record/chain.js";
import type { RecordedSharing, SetRecord } from "./record/record.js";
import { SCHEMES } from "./scheme.js";
import { tryOpening, tryQuorums, tryRecord } from "./self-check.js";
import { setIdOf } from "./set-id.js";

export type CreateStep =
  | "sealing"
  | "trying the quorums"
  | "checking the cards against the record"
  | "opening again";

export interface CreateOptions {
  readonly label?: string;
  /** The DKEK share that is sealed: that of an older set; a fresh one, if absent. Stays the caller's. */
  readonly share?: SecretBytes;
  /** Which of how many DKEK shares this is; the first and only one, if absent. */
  readonly dkekShare?: { readonly index: number; readonly of: number };
  /**
   * The custodians' names, where people are still being asked for them while the file is sealed: in
   * place of those of the sharing. No card exists before they are all there.
   */
  readonly names?: Promise<readonly string[] | undefined>;
  readonly engine: PbeEngine;
  readonly random?: RandomSource;
  /** When the set was made, for the record; now, if absent. */
  readonly now?: Date;
  /** Name and version of the program, for the record. */
  readonly program: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: CreateStep, fraction: number) => void;
}

/** A set that was made and tried out. Holds secrets until it is disposed of. */
export interface NewSet extends Disposable {
  /** The 64 bytes of the `.pbe` file. */
  readonly pbe: Uint8Array;
  /** In the order of their IDs; none where people chose the password. */
  readonly cards: readonly Card[];
  readonly record: SetRecord;
  /** With how many quorums the password was put together again. */
  readonly quorumsTried: number;
}

/**
 * Makes a DKEK share, or takes one that there is, seals it in a `.pbe` under a fresh password, and splits that password into
 * cards. Before it returns, everything was put together again from what will be handed out: the
 * password from the cards' text by every quorum (or a sample of them), the DKEK share from the
 * `.pbe`'s bytes by the last cards. And each card was intact by the record, both read from their text.
 *
 * @throws {CeremonyError} `bad-settings`; `self-check-failed`: this program or the machine is broken.
 * @throws {PbeError} `derivation-aborted`, by the signal.
 */
export async function createSet(sharing: Sharing, options: CreateOptions): Promise<NewSet> {
  requireSettings(sharing, options);
  const { random = systemRandom, names } = options;
  const { scheme, threshold } = sharing;
  using password = SCHEMES[scheme].makePassword(random);
  // Whoever gives no names ends the sealing by the signal; what they threw comes up below.
  names?.catch(() => {});
  using sealed = await sealShare(password, options);
  const named = names === undefined ? sharing : withNames(sharing, await names);

  const { cards, recorded } = await dealCards(password, named, setIdOf(sealed.pbe), random);
  const made = {
    pbe: sealed.pbe,
    cards,
    record: recordOf(sealed, options, recorded),
    [Symbol.dispose]: () => cards.forEach(wipeCard),
  };
  try {
    return { ...made, quorumsTried: await tryOut(made, threshold, sealed, password, options) };
  } catch (error) {
    cards.forEach(wipeCard);
    throw error;
  }
}

function withNames(
  { custodians: _, ...sharing }: Sharing,
  names: readonly string[] | undefined,
): Sharing {
  if (names === undefined) return sharing;
  requireNames(names, sharing.total);
  return { ...sharing, custodians: names };
}

/** Puts a new set together again from the text of cards and record and the file's bytes. */
async function tryOut(
  { cards, record }: Pick<NewSet, "cards" | "record">,
  threshold: number,
  { pbe, share }: Sealed,
  password: SecretBytes,
  options: CreateOptions,
): Promise<number> {
  const { engine, random = systemRandom, onProgress } = options;
  const readBack = cards.map((card) => parseCardText(formatCardText(card)));
  try {
    const tried = tryQuorums(readBack, threshold, password, random, (fraction) =>
      onProgress?.("trying the quorums", fraction),
    );
    onProgress?.("checking the cards against the record", 0);
    await tryRecord(record, readBack);
    onProgress?.("checking the cards against the record", 1);
    const quorum = readBack.slice(-threshold);
    await tryOpening(parsePbe(pbe), quorum, share, engine, work("opening again", options));
    return tried;
  } finally {
    readBack.forEach(wipeCard);
  }
}

/**
 * The plain form: seals a fresh DKEK share under a password that people chose. No cards.
 *
 * @throws {CeremonyError} `bad-settings`, `self-check-failed`.
 * @throws {PbeError} `derivation-aborted`, by the signal.
 */
export async function createWithPassword(
  password: SecretBytes,
  options: CreateOptions,
): Promise<NewSet> {
  requireDkekShare(options);
  using sealed = await sealShare(password, options);
  const { pbe, share } = sealed;
  await tryOpening(parsePbe(pbe), password, share, options.engine, work("opening again", options));
  const record = recordOf(sealed, options);
  await tryRecord(record, []);
  return { pbe, cards: [], quorumsTried: 0, record, [Symbol.dispose]: () => {} };
}

interface Sealed extends Disposable {
  readonly pbe: Uint8Array;
  readonly share: SecretBytes;
}

async function sealShare(password: SecretBytes, options: CreateOptions): Promise<Sealed> {
  const { engine, random = systemRandom } = options;
  const share =
    options.share === undefined
      ? SecretBytes.own(random(DKEK_SHARE_LENGTH_BYTES))
      : SecretBytes.copyOf(options.share.expose());
  const salt = random(SALT_LENGTH_BYTES);
  const pbe = await engine.seal(share, password, salt, work("sealing", options));
  return { pbe, share, [Symbol.dispose]: () => share.wipe() };
}

function recordOf(sealed: Sealed, options: CreateOptions, sharing?: RecordedSharing): SetRecord {
  const { label = "", dkekShare = { index: 1, of: 1 }, now = new Date(), program } = options;
  const set = {
    setId: setIdOf(sealed.pbe),
    label,
    dkekShare: { ...dkekShare, kcv: kcvOf(sealed.share) },
    ...(sharing === undefined ? {} : { sharing }),
  };
  return chain(set, [{ at: now.toISOString(), type: "created", program }]);
}

function requireSettings({ threshold, total, custodians }: Sharing, options: CreateOptions): void {
  requireWhole("threshold", threshold, 2, 255);
  requireWhole("total", total, 2, 255);
  if (threshold > total) {
    throw new CeremonyError(
      "bad-settings",
      `${threshold} of ${total} cards can never come together`,
      { hint: "the threshold can't be larger than the total" },
    );
  }
  if (custodians !== undefined) requireNames(custodians, total);
  requireDkekShare(options);
}

function requireNames(names: readonly string[], total: number): void {
  if (names.length === total) return;
  throw new CeremonyError("bad-settings", `${names.length} names for ${total} cards`, {
    hint: "name every custodian, or none",
  });
}

function requireDkekShare({ dkekShare = { index: 1, of: 1 } }: CreateOptions): void {
  requireWhole("number of DKEK shares", dkekShare.of, 1, 255);
  requireWhole("index of the DKEK share", dkekShare.index, 1, dkekShare.of);
}

function requireWhole(what: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new CeremonyError("bad-settings", `${what}: not a whole number from ${min} to ${max}`);
}

/** What an engine wants to know: where to report, and when to stop. */
function work(
  step: CreateStep,
  { onProgress, signal }: CreateOptions,
): { onProgress: (fraction: number) => void; signal?: AbortSignal } {
  return {
    onProgress: (fraction) => onProgress?.(step, fraction),
    ...(signal === undefined ? {} : { signal }),
  };
}
