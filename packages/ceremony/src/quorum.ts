import { SecretBytes } from "@dkek/foundation";
import { combine, fittingThreshold, SharingError } from "@dkek/sss";
import { type Card, shareOf } from "./card.js";
import { CeremonyError } from "./ceremony-error.js";
import { shortSetId } from "./set-id.js";

/** Cards that were found to go together, as far as that can be told without the `.pbe`. */
export interface Quorum {
  readonly cards: readonly Card[];
  /**
   * How many cards of this set restore it: from the record, or, without one, shown by a surplus of
   * cards. Undefined: nothing shows it.
   */
  readonly threshold: number | undefined;
}

/**
 * Checks that cards can be a quorum: one prime, no ID twice, enough of them, and where there are
 * more than enough, that they agree with one another.
 *
 * @param recorded how many the set needs, if that is known otherwise than from the cards.
 * @throws {CeremonyError} `mixed-sets`, `duplicate-card`, `too-few-cards`, `inconsistent-cards`.
 */
export function checkQuorum(cards: readonly Card[], recorded?: number): Quorum {
  requireOneSet(cards);
  requireDistinct(cards);
  const threshold = recorded ?? cards.find(({ about }) => about?.threshold)?.about?.threshold;
  const needed = threshold ?? 2;
  if (cards.length < needed) {
    const given = cards.length === 1 ? "1 card" : `${cards.length} cards`;
    throw new CeremonyError("too-few-cards", `${given} of the ${needed} that are needed`, {
      hint:
        threshold === undefined
          ? "a set always takes at least 2 cards; give more of them"
          : `give ${needed - cards.length} more of the same set`,
    });
  }
  const fitting = fittingThreshold(cards.map(shareOf));
  if (fitting < 2) {
    throw new CeremonyError("inconsistent-cards", "all these cards have the same value", {
      hint: "no two cards of a set have: one value was typed under several IDs",
    });
  }
  if (threshold === undefined) {
    return { cards, threshold: fitting < cards.length ? fitting : undefined };
  }
  if (fitting > threshold) {
    throw new CeremonyError(
      "inconsistent-cards",
      `the ${cards.length} cards contradict each other: any ${threshold} of a set agree with all others`,
      {
        hint: "at least one was copied wrongly or belongs to another set: compare each with its paper",
      },
    );
  }
  return { cards, threshold };
}

/**
 * The passwords that a quorum may stand for. Usually one; two where the shared number begins with
 * zero bytes, which `sc-hsm-tool` keeps when it makes the `.pbe` and drops when it reassembles.
 */
export function passwordsOf({ cards }: Quorum): PasswordCandidate[] {
  const secret = SecretBytes.own(combineCards(cards));
  const zeros = leadingZeros(secret.expose());
  if (zeros === 0) return [{ form: "plain", password: secret }];
  const stripped = SecretBytes.copyOf(secret.expose().subarray(zeros));
  return [
    { form: "zeros-kept", password: secret },
    ...(stripped.length > 0 ? [{ form: "zeros-dropped", password: stripped } as const] : []),
  ];
}

/** Of the passwords that `sc-hsm-tool` makes. */
const STOCK_BYTES = 8;

/**
 * What else a quorum of 64-bit shares may stand for: before OpenSC 0.16 (January 2016), `sc-hsm-tool` made
 * passwords that could be above the prime, and shared what is left of them modulo the prime
 * (`generatePwdSharesAndPassword`). It can't open such sets itself.
 *
 * @returns undefined where there was no such password: it began with a bit that is set, in 8 bytes.
 */
export function passwordAbovePrime({ cards }: Quorum): PasswordCandidate | undefined {
  const field = cards[0]?.field;
  if (field?.byteLength !== STOCK_BYTES) return undefined;
  const bytes = combineCards(cards);
  const view = new DataView(bytes.buffer, bytes.byteOffset, STOCK_BYTES);
  const password = view.getBigUint64(0) + field.prime;
  view.setBigUint64(0, password);
  if (password >> 63n === 1n) return { form: "above-prime", password: SecretBytes.own(bytes) };
  bytes.fill(0);
  return undefined;
}

export interface PasswordCandidate {
  /**
   * `plain`: no leading zeros, nothing to choose. `zeros-kept`: the stock tool's own import can't
   * open such a set. `zeros-dropped`: it can. `above-prime`: it can't; see {@link passwordAbovePrime}.
   */
  readonly form: "plain" | "zeros-kept" | "zeros-dropped" | "above-prime";
  readonly password: SecretBytes;
}

function combineCards(cards: readonly Card[]): Uint8Array {
  try {
    return combine(cards.map(shareOf));
  } catch (error) {
    // Everything that can be said of cards was checked before.
    if (error instanceof SharingError) throw new Error("an unchecked quorum", { cause: error });
    throw error;
  }
}

function requireOneSet(cards: readonly Card[]): void {
  const known = cards.find(({ about }) => about !== undefined);
  const other = cards.find(({ about }) => about !== undefined && about.set !== known?.about?.set);
  if (known?.about !== undefined && other?.about !== undefined) {
    const [a, b] = [shortSetId(known.about.set), shortSetId(other.about.set)];
    throw new CeremonyError(
      "mixed-sets",
      `card ${other.id} belongs to set ${b}, card ${known.id} to set ${a}`,
      { hint: "sort out the cards of the other set" },
    );
  }
  const prime = cards[0]?.field.prime;
  const stranger = cards.find((card) => card.field.prime !== prime);
  if (stranger === undefined) return;
  throw new CeremonyError(
    "mixed-sets",
    `card ${stranger.id} has another prime than card ${cards[0]?.id}`,
    {
      hint: "all cards of a set show the same prime: sort out the cards of the other set, or compare the primes digit by digit",
    },
  );
}

function requireDistinct(cards: readonly Card[]): void {
  const seen = new Set<number>();
  for (const { id } of cards) {
    if (seen.has(id)) {
      throw new CeremonyError("duplicate-card", `share ID ${id} was given twice`, {
        hint: "each card counts once; if two custodians hold the same ID, one was copied wrongly",
      });
    }
    seen.add(id);
  }
}

function leadingZeros(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? bytes.length : first;
}
