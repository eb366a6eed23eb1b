import { inlineEngine, type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { type PrimeField, primeField, split } from "@dkek/sss";
import { describe, expect, test } from "vitest";
import type { Card } from "./card.js";
import { openWithQuorum } from "./open-set.js";
import { checkQuorum, passwordAbovePrime, passwordsOf } from "./quorum.js";

const field = primeField(0xdd3c21e95204186bn);
const engine = inlineEngine({ iterations: 3 });

function cardsOf(
  secret: readonly number[],
  {
    threshold = 3,
    total = 6,
    over = field,
  }: { threshold?: number; total?: number; over?: PrimeField } = {},
): Card[] {
  return split(Uint8Array.from(secret), { field: over, threshold, total }).map(({ id, value }) => ({
    field: over,
    id,
    value: SecretBytes.own(value),
  }));
}

function misread(card: Card): Card {
  const value = Uint8Array.from(card.value.expose());
  value[7] = (value[7] ?? 0) ^ 1;
  return { ...card, value: SecretBytes.own(value) };
}

const PASSWORD = [0x37, 0xd6, 0x94, 0xc6, 0x15, 0x5c, 0xa9, 0x0b];
const SPARE = [1, 2, 3, 4, 5, 6, 7, 8];

describe("cards that can't be a quorum", () => {
  const [a, b, c, d] = cardsOf(PASSWORD) as [Card, Card, Card, Card];

  test("one twice", () => {
    expect(() => checkQuorum([a, b, a])).toThrow(
      expect.objectContaining({ code: "duplicate-card" }),
    );
    expect(() => checkQuorum([a, b, misread(a)])).toThrow("share ID 1 was given twice");
  });

  test("over different primes", () => {
    const [stranger] = cardsOf(SPARE, { over: primeField(0xe5443f9f4129dd0bn) }) as [Card];
    expect(() => checkQuorum([b, c, stranger])).toThrow(
      expect.objectContaining({ code: "mixed-sets" }),
    );
  });

  test("too few", () => {
    expect(() => checkQuorum([a, b], 3)).toThrow("2 cards of the 3 that are needed");
    expect(() => checkQuorum([a])).toThrow(expect.objectContaining({ code: "too-few-cards" }));
    expect(() => checkQuorum([])).toThrow(expect.objectContaining({ code: "too-few-cards" }));
  });

  test("with the same value under two IDs", () => {
    expect(() => checkQuorum([a, { ...a, id: 5 }])).toThrow(
      expect.objectContaining({ code: "inconsistent-cards" }),
    );
  });

  test("a surplus that contradicts itself", () => {
    expect(() => checkQuorum([a, b, c, misread(d)], 3)).toThrow(
      expect.objectContaining({ code: "inconsistent-cards" }),
    );
  });
});

describe("the threshold", () => {
  const cards = cardsOf(PASSWORD);

  test("is shown by a surplus of cards", () => {
    expect(checkQuorum(cards.slice(0, 4)).threshold).toBe(3);
    expect(checkQuorum(cards).threshold).toBe(3);
  });

  test("is not known from just enough cards, nor from a contradicting surplus", () => {
    expect(checkQuorum(cards.slice(0, 3)).threshold).toBeUndefined();
    expect(
      checkQuorum([...cards.slice(0, 3), misread(cards[4] as Card)]).threshold,
    ).toBeUndefined();
  });
});

describe("passwords that begin with zero bytes", () => {
  test("stand for two candidates", () => {
    const quorum = checkQuorum(cardsOf([0, 0, 1, 2, 3, 4, 5, 6]).slice(0, 3));
    const forms = passwordsOf(quorum).map(({ form, password }) => [form, [...password.expose()]]);
    expect(forms).toEqual([
      ["zeros-kept", [0, 0, 1, 2, 3, 4, 5, 6]],
      ["zeros-dropped", [1, 2, 3, 4, 5, 6]],
    ]);
  });

  test.each([
    ["zeros-kept", [0, 1, 2, 3, 4, 5, 6, 7]],
    ["zeros-dropped", [1, 2, 3, 4, 5, 6, 7]],
  ])("open, and it is said how: %s", async (form, password) => {
    const pbe = await sealed(password, engine);
    const quorum = checkQuorum(cardsOf([0, 1, 2, 3, 4, 5, 6, 7]).slice(0, 3));
    using opened = await openWithQuorum(pbe, quorum, engine);
    expect(opened.form).toBe(form);
  });
});

describe("passwords above the prime, from before OpenSC 0.16", () => {
  const small = primeField(0x9ae16a3b2f904cf7n);
  const password = [0xf7, 0xd6, 0x94, 0xc6, 0x15, 0x5c, 0xa9, 0x0b];
  // The password less the prime.
  const rest = [0x5c, 0xf5, 0x2a, 0x8a, 0xe5, 0xcc, 0x5c, 0x14];

  test("open, and it is said how", async () => {
    const pbe = await sealed(password, engine);
    const quorum = checkQuorum(cardsOf(rest, { over: small }).slice(0, 3));
    using opened = await openWithQuorum(pbe, quorum, engine);
    expect(opened.form).toBe("above-prime");
  });

  test("there are none where the sum is too large, too small, or the prime another one", () => {
    const none = (quorum: Card[]): void =>
      expect(passwordAbovePrime(checkQuorum(quorum))).toBeUndefined();
    // The largest number below the prime, and of other sizes of the prime.
    none(cardsOf([0x9a, 0xe1, 0x6a, 0x3b, 0x2f, 0x90, 0x4c, 0xf6], { over: small }).slice(0, 3));
    none(cardsOf([1, 2], { over: primeField(65537n - 16n) }).slice(0, 3));
  });
});

describe("a quorum that does not open the .pbe", () => {
  const cards = cardsOf(PASSWORD);

  test("says what may be wrong, as far as it can be known", async () => {
    const pbe = await sealed(SPARE, engine);
    const hintOf = async (given: readonly Card[], threshold?: number): Promise<string> => {
      const error = await openWithQuorum(pbe, checkQuorum(given, threshold), engine).catch(
        (e) => e,
      );
      expect(error.code).toBe("wrong-quorum");
      return error.hint;
    };
    expect(await hintOf(cards.slice(0, 3))).toContain("too few cards");
    expect(await hintOf(cards.slice(0, 3), 3)).not.toContain("too few");
    expect(await hintOf(cards.slice(0, 4))).toContain("belong to another .pbe");
    expect(await hintOf(cards.slice(0, 4), 3)).toContain("belong to another .pbe");
  });

  test("wipes the passwords all the same", async () => {
    const seen: Uint8Array[] = [];
    const spying: PbeEngine = {
      ...engine,
      open: async (_pbe, password) => {
        seen.push(password.expose());
        return undefined;
      },
    };
    const pbe = await sealed(SPARE, engine);
    const refused = openWithQuorum(pbe, checkQuorum(cards.slice(0, 3)), spying);
    await expect(refused).rejects.toThrow("do not open");
    expect(seen).toEqual([new Uint8Array(8)]);
  });
});

async function sealed(
  password: readonly number[],
  by: PbeEngine,
): Promise<ReturnType<typeof parsePbe>> {
  using secret = SecretBytes.own(Uint8Array.from(password));
  using share = SecretBytes.own(systemRandom(32));
  return parsePbe(await by.seal(share, secret, systemRandom(8)));
}
