import { primeField } from "@dkek/sss";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import {
  changed,
  complaints,
  type Lines,
  materialOf,
  type ShownSet,
  search,
  shown,
  stockSet,
  valueAt,
} from "../../../../tests/support/damaged-cards.js";

/** 3 of 5, by the stock tool. */
const SET = stockSet("shares-3of5");
/** 3 of 12. */
const TWELVE = stockSet("shares-3of12");
const QUORUM = shown(SET, 1, 3, 5);

describe("a mistake in a share value", () => {
  const right = "d7:1c:d0:a0:45:b0:d7:64";
  test.each([
    [
      "a likely confusion",
      "d7:1c:d0:a0:45:b6:d7:64",
      { what: "digit", place: 12, says: "6", is: "0" },
    ],
    [
      "any other digit",
      "d7:1c:d0:a0:45:b0:d7:61",
      { what: "digit", place: 16, says: "1", is: "4" },
    ],
    [
      "a digit that nobody can read",
      "d7:1c:d?:a0:45:b0:d7:64",
      { what: "digit", place: 6, is: "0" },
    ],
    ["neighbours swapped", "d7:c1:d0:a0:45:b0:d7:64", { what: "swapped", place: 3 }],
    [
      "neighbouring digits of two bytes swapped",
      "d1:7c:d0:a0:45:b0:d7:64",
      { what: "swapped", place: 2 },
    ],
    ["a digit missing", "d7:1c:d0:a0:4:b0:d7:64", { what: "missing", place: 10, is: "5" }],
    [
      "a digit missing, nobody knows where",
      "d71cd0a04b0d764",
      { what: "missing", place: 10, is: "5" },
    ],
    ["a digit too many", "d71cd0a0455b0d764", { what: "surplus", place: 11, says: "5" }],
    [
      "bytes exchanged",
      "d7:45:d0:a0:1c:b0:d7:64",
      { what: "exchanged", places: [3, 9], length: 2 },
    ],
  ])("%s", (_, value, difference) => {
    expect(QUORUM[0]?.value).toBe(right);
    const found = search(SET, materialOf(SET, changed(QUORUM, 0, { value })));
    expect(complaints(found)).toContainEqual([{ value: [difference] }, {}, {}]);
  });

  test("at every place, and found within 720 candidates if nothing but digits is wrong", {
    timeout: 60_000,
  }, () => {
    for (const nth of [0, 1, 2]) {
      for (let place = nth; place < 16; place += 3) {
        const digits = QUORUM[nth]?.value.replaceAll(":", "") ?? "";
        const other = ((Number.parseInt(digits[place] ?? "", 16) + 7) % 16).toString(16);
        const value = digits.slice(0, place) + other + digits.slice(place + 1);
        const found = search(SET, materialOf(SET, changed(QUORUM, nth, { value })), 720);
        const says = other;
        const difference = { what: "digit", place: place + 1, says, is: digits[place] };
        const expected = [{}, {}, {}].with(nth, { value: [difference] });
        expect(complaints(found)).toContainEqual(expected);
      }
    }
  });

  test("letters that look like digits are read as these", () => {
    const value = "d7:lc:dO:aO:4s:b0:d7:64";
    const found = search(SET, materialOf(SET, changed(QUORUM, 0, { value })));
    expect(found).toMatchObject({ before: 0, wave: { kind: "as-read" } });
  });
});

describe("two mistakes", () => {
  /** 2 of 3: as the threshold is small, so is the search. */
  const set = stockSet("lz1-leading-zero");
  const cards = shown(set, 1, 2);
  const second = "c1:c4:ea:9f:fe:c6:61:fc";
  const digit = (place: number, is: string, says?: string): object => ({
    what: "digit",
    place,
    is,
    ...(says === undefined ? {} : { says }),
  });
  test.each<[string, string, string, object[]]>([
    [
      "in one card",
      "cf:f0:0c:64:c8:4a:ae:69",
      "c1:c4:e0:9f:f3:c6:61:fc",
      [{}, { value: [digit(6, "a", "0"), digit(10, "e", "3")] }],
    ],
    [
      "in two cards",
      "cf:f0:0c:84:c8:4a:ae:69",
      "c1:c4:ea:9f:fe:c6:61:0c",
      [{ value: [digit(7, "6", "8")] }, { value: [digit(15, "f", "0")] }],
    ],
    [
      "that nobody can read",
      "cf:f0:0c:64:c8:4a:ae:69",
      "c1:c4:??:9f:fe:c6:61:fc",
      [{}, { value: [digit(5, "e"), digit(6, "a")] }],
    ],
    [
      "one that nobody can read, and one wrong",
      "cf:f0:0c:64:c8:4a:ae:69",
      "c1:c4:e?:9f:fe:c6:67:fc",
      [{}, { value: [digit(6, "a"), digit(14, "1", "7")] }],
    ],
  ])("%s", { timeout: 60_000 }, (_, first, other, expected) => {
    expect(cards[1]?.value).toBe(second);
    const damaged = [first, other].map((value, nth) => ({ ...(cards[nth] as Lines), value }));
    const material = materialOf(set, damaged, { threshold: 2, age: "since-0.16" });
    expect(complaints(search(set, material))).toContainEqual(expected);
  });
});

describe("the prime", () => {
  test.each([
    [
      "a digit wrong",
      "dd:3c:21:e9:52:04:18:66",
      [{ what: "digit", place: 16, says: "6", is: "b" }],
    ],
    [
      "two digits wrong",
      "dd:3c:71:e9:52:84:18:6b",
      [
        { what: "digit", place: 5, says: "7", is: "2" },
        { what: "digit", place: 11, says: "8", is: "0" },
      ],
    ],
    [
      "two that nobody can read",
      "dd:3c:21:e9:??:04:18:6b",
      [
        { what: "digit", place: 9, is: "5" },
        { what: "digit", place: 10, is: "2" },
      ],
    ],
    ["neighbours swapped", "dd:3c:12:e9:52:04:18:6b", [{ what: "swapped", place: 5 }]],
  ])(
    "%s on the only card that has it: hardly any other is a safe prime",
    (_, prime, differences) => {
      const cards = QUORUM.map((card, nth) => ({ ...card, prime: nth === 0 ? prime : undefined }));
      const found = search(SET, materialOf(SET, cards), 100);
      expect(complaints(found)).toEqual([[{ prime: differences }, {}, {}]]);
    },
  );

  test("is the one that most cards have", () => {
    const found = search(
      SET,
      materialOf(SET, changed(QUORUM, 1, { prime: "dd:3c:21:e9:52:04:18:6d" })),
    );
    expect(found?.before).toBe(0);
    const prime = [{ what: "digit", place: 16, says: "d", is: "b" }];
    expect(complaints(found)).toContainEqual([{}, { prime }, {}]);
  });

  test("is wrong, and a digit of a share value as well", { timeout: 60_000 }, () => {
    const cards = changed(
      QUORUM.map((card) => ({ ...card, prime: "dd:3c:21:e9:52:04:16:6b" })),
      2,
      { value: "cd:75:da:75:d2:1d:3a:57" },
    );
    const found = search(SET, materialOf(SET, cards, { threshold: 3 }));
    const prime = [{ what: "digit", place: 14, says: "6", is: "8" }];
    expect(complaints(found)).toContainEqual([
      { prime },
      { prime },
      { prime, value: [{ what: "digit", place: 16, says: "7", is: "2" }] },
    ]);
  });

  test("and the share value are exchanged, on one card or on all", () => {
    const exchange = ({ id, prime = "", value }: Lines): Lines => ({
      id,
      prime: value,
      value: prime,
    });
    const one = search(SET, materialOf(SET, [exchange(QUORUM[0] as Lines), ...QUORUM.slice(1)]));
    expect(one?.wave.kind).toBe("as-read");
    expect(complaints(one)).toContainEqual([{ exchanged: true }, {}, {}]);
    const all = search(SET, materialOf(SET, QUORUM.map(exchange)));
    expect(all?.wave.kind).toBe("as-read");
    expect(complaints(all)).toContainEqual([
      { exchanged: true },
      { exchanged: true },
      { exchanged: true },
    ]);
  });

  test("can't be made out at all", async () => {
    const { Candidates } = await import("./index.js");
    const cards = QUORUM.map(({ id, value }) => ({ id, value }));
    expect(new Candidates(materialOf(SET, cards)).field).toBeUndefined();
  });
});

describe("share IDs", () => {
  test("as the tool shows them, in decimal, and as it reads them, in hex: in any mixture", () => {
    const cards = shown(TWELVE, 10, 11, 3);
    for (const ids of [
      ["10", "11"],
      ["a", "b"],
      ["0A", "11"],
      ["10", "0b"],
    ]) {
      const written = cards.map((card, nth) => ({ ...card, id: ids[nth] ?? card.id }));
      const found = search(TWELVE, materialOf(TWELVE, written), 20);
      expect(found?.wave.kind).toBe("as-read");
      expect(found?.outcomes[0]?.cards.map(({ card }) => card.id)).toEqual([10, 11, 3]);
    }
  });

  test("written in hex where that looks like a decimal number", () => {
    // A set of 17 or more cards, of which the one with ID 16 says 10.
    const { set, lines } = oldSet({
      prime: 0xdd3c21e95204186bn,
      password: 0x37d694c6155ca90bn,
      ids: [16, 3, 17],
    });
    const found = search(
      set,
      materialOf(set, changed(changed(lines, 0, { id: "10" }), 2, { id: "11" })),
    );
    expect(found?.wave.kind).toBe("as-read");
    expect(complaints(found)).toContainEqual([
      { id: { says: "10", is: 16, hex: true } },
      {},
      { id: { says: "11", is: 17, hex: true } },
    ]);
  });

  test.each([
    ["wrong", "7", { says: "7", is: 3, hex: false }],
    ["that of another card", "5", { says: "5", is: 3, hex: false }],
    ["missing", "", { says: "", is: 3, hex: false }],
    ["above all that is likely", "233", { says: "233", is: 3, hex: false }],
  ])("one is %s", (_, id, expected) => {
    const found = search(SET, materialOf(SET, changed(QUORUM, 1, { id })));
    expect(complaints(found)).toContainEqual([{}, { id: expected }, {}]);
  });

  test("those of two cards are exchanged", () => {
    const cards = changed(changed(QUORUM, 0, { id: "5" }), 2, { id: "1" });
    const material = materialOf(SET, cards, { threshold: 3, age: "since-0.16" });
    const found = search(SET, material, 1000);
    expect(found?.wave.mistakes).toBe(1);
    expect(complaints(found)).toContainEqual([
      { id: { says: "5", is: 1, hex: false } },
      {},
      { id: { says: "1", is: 5, hex: false } },
    ]);
  });
});

describe("leading zeros", () => {
  const set = stockSet("lz1-leading-zero");

  test.each(["lz1-leading-zero", "lz1-stripped"])("kept or dropped: %s", (name) => {
    const { passwordHex } = stockSet(name);
    const found = search({ passwordHex }, materialOf(set, shown(set, 1, 3)), 4);
    expect(complaints(found)).toContainEqual([{}, {}]);
  });

  test("of a share value, which the tool does not print", () => {
    // The value of ID 2 begins with a zero byte.
    const { set: made, lines } = oldSet({
      prime: 0xdd3c21e95204186bn,
      password: 0x12d694c6155ca90bn,
      ids: [1, 2, 3],
      second: 0x00ab53e94babd84cn,
    });
    expect(lines[1]?.value).toBe("ab:53:e9:4b:ab:d8:4c");
    expect(complaints(search(made, materialOf(made, lines), 0))).toContainEqual([{}, {}, {}]);
    const value = "ab:53:e9:4b:6b:d8:4c";
    expect(complaints(search(made, materialOf(made, changed(lines, 1, { value }))))).toContainEqual(
      [{}, { value: [{ what: "digit", place: 9, says: "6", is: "a" }] }, {}],
    );
  });
});

describe("sets from before OpenSC 0.16", () => {
  // The prime is below the password in the first, above it in the second.
  test.each([
    ["s + p", 0x9ae16a3b2f904cf7n, 0xf7d694c6155ca90bn],
    ["s", 0xdd3c21e95204186bn, 0x97d694c6155ca90bn],
  ])("the password is %s", (_, prime, password) => {
    const { set, lines } = oldSet({ prime, password, ids: [1, 2, 5] });
    expect(complaints(search(set, materialOf(set, lines), 4))).toContainEqual([{}, {}, {}]);
    const digits = lines[2]?.value.replaceAll(":", "") ?? "";
    const value = `${digits.slice(0, 4)}?${digits.slice(5)}`;
    const damaged = materialOf(set, changed(lines, 2, { value }));
    const [, , last] = complaints(search(set, damaged))?.[0] ?? [];
    expect(last).toMatchObject({ value: [{ place: 5 }] });
    expect(search(set, { ...damaged, age: "since-0.16" }, 2000)).toBeUndefined();
    const before = search(set, { ...damaged, age: "before-0.16" });
    expect(before?.before).toBeLessThanOrEqual(16);
  });
});

describe("more cards than are needed", () => {
  const all = shown(SET, 1, 2, 3, 4, 5);
  const wrong = { value: "01:02:03:04:05:06:07:08" };

  test("the wrong one is found and rebuilt, whether the threshold is known or not", () => {
    for (const known of [{}, { threshold: 3 }]) {
      const cards = changed(all, 2, wrong);
      const found = search(SET, materialOf(SET, cards, known), 2);
      expect(found).toMatchObject({
        wave: { kind: "agreeing", mistakes: 0 },
        outcomes: [{ threshold: 3 }],
      });
      expect(complaints(found)).toEqual([[{}, {}, { value: [{ what: "other" }] }, {}, {}]]);
      expect(valueAt(found, 2)).toBe("cee53be94babd84c");
    }
  });

  test("two wrong ones of five: the three others open it", () => {
    const cards = changed(changed(all, 0, wrong), 4, { value: "11:02:03:04:05:06:07:08" });
    for (const known of [{}, { threshold: 3 }]) {
      const found = search(SET, materialOf(SET, cards, known), 60);
      expect(found?.wave).toMatchObject({ kind: "as-read" });
      expect([valueAt(found, 0), valueAt(found, 4)]).toEqual([
        "d71cd0a045b0d764",
        "cd75da75d21d3a52",
      ]);
    }
  });

  test("one card more, and a digit wrong in two: they agree, and next to nothing is derived", {
    timeout: 60_000,
  }, () => {
    const cards = changed(
      changed(shown(SET, 1, 2, 3, 4), 0, { value: "d7:1c:d0:a9:45:b0:d7:64" }),
      3,
      {
        value: "27:67:6b:58:81:52:aa:db",
      },
    );
    const found = search(SET, materialOf(SET, cards, { threshold: 3, age: "since-0.16" }), 2000);
    expect(found?.wave).toMatchObject({ kind: "agreeing", mistakes: 2 });
    expect(complaints(found)).toContainEqual([
      { value: [{ what: "digit", place: 8, says: "9", is: "0" }] },
      {},
      {},
      { value: [{ what: "digit", place: 9, says: "8", is: "2" }] },
    ]);
  });

  test("one whose ID is wrong is not rebuilt under it", () => {
    const found = search(SET, materialOf(SET, changed(all, 3, { id: "9" })));
    expect(complaints(found)).toEqual([[{}, {}, {}, { id: { says: "9", is: 4, hex: false } }, {}]]);
  });

  test("one of which nothing can be read is rebuilt", async () => {
    const { outcomeOf, Candidates, wavesOf, passwordOf } = await import("./index.js");
    const { readings } = materialOf(SET, changed(all, 1, { value: "????????????????" }));
    const usable = readings.toSpliced(1, 1);
    const material = { ...materialOf(SET, all), readings: usable };
    const [wave] = wavesOf(material);
    if (wave === undefined) throw new Error("no wave");
    const [candidate] = new Candidates(material).of(wave);
    if (candidate === undefined) throw new Error("no candidate");
    expect(bytesToHex(passwordOf(candidate).expose())).toBe(SET.passwordHex);
    const { cards } = outcomeOf(candidate, { ...material, readings });
    expect(bytesToHex(cards[1]?.card.value.expose() ?? new Uint8Array())).toBe("2c3ae66d5b1c7964");
  });
});

test("a second copy of a card confirms nothing", async () => {
  const { explanations, Candidates, wavesOf, passwordOf } = await import("./index.js");
  const material = materialOf(SET, changed(QUORUM, 0, { value: "d7:1c:d0:a0:45:b8:d7:64" }), {
    threshold: 3,
  });
  const candidates = new Candidates(material);
  for (const wave of wavesOf(material)) {
    for (const candidate of candidates.of(wave)) {
      if (candidate === undefined) continue;
      if (bytesToHex(passwordOf(candidate).expose()) !== SET.passwordHex) continue;
      const count = (readings: typeof material.readings): number => {
        const looking = explanations(candidate, wave, material, readings);
        for (;;) {
          const { done, value } = looking.next();
          if (done) return value.length;
        }
      };
      const { readings } = material;
      const copies = readings.map((reading) => ({ ...reading, name: `copy of ${reading.name}` }));
      expect(count([...readings, ...copies])).toBe(count(readings));
      return;
    }
  }
  expect.unreachable();
});

test("a prime of which nothing can be read does not keep anybody waiting", async () => {
  const { Candidates } = await import("./index.js");
  const open = { prime: "????????????????", value: "9c2?????b0d7641b" };
  const { field } = new Candidates(materialOf(SET, changed(QUORUM, 0, open)));
  expect(field?.prime.toString(16)).toBe(SET.primeHex);
  const cards = QUORUM.map((card) => ({ ...card, prime: "????????????????" }));
  expect(new Candidates(materialOf(SET, cards)).field).toBeUndefined();
});

test("one card of a p224 set among stock cards does not make the set one", async () => {
  const { Candidates } = await import("./index.js");
  const stranger = { prime: undefined, value: "ab".repeat(28) };
  const { field } = new Candidates(materialOf(SET, changed(QUORUM, 0, stranger)));
  expect(field?.prime.toString(16)).toBe(SET.primeHex);
});

describe("a card that was not needed", () => {
  test("is found under its own ID, although ID and value can't be read whole", () => {
    const cards = changed(shown(SET, 1, 2, 3, 4, 5), 4, {
      id: "?",
      value: "cd:75:da:7?:d2:1d:3a:52",
    });
    const found = search(SET, materialOf(SET, cards, { threshold: 3 }));
    expect(found?.outcomes[0]?.cards[4]?.card.id).toBe(5);
  });
});

describe("the threshold", () => {
  test("fewer cards than it open nothing", () => {
    expect(search(SET, materialOf(SET, shown(SET, 1, 3)), 3000)).toBeUndefined();
  });

  test("of 2, where three cards are given and one is wrong", () => {
    const set = stockSet("lz1-leading-zero");
    const cards = changed(shown(set, 1, 2, 3), 0, { value: "cf:f0:0c:64:c8:4a:ae:96" });
    const found = search(set, materialOf(set, cards), 20);
    expect(found?.wave.kind).toBe("as-read");
    expect(found?.outcomes[0]?.cards.map(({ card }) => card.id)).toEqual([1, 2, 3]);
  });
});

test("no password comes twice with up to one mistake, and the order is always the same", async () => {
  const { Candidates, wavesOf } = await import("./index.js");
  const material = materialOf(SET, QUORUM);
  const passwords = (): string[] => {
    const candidates = new Candidates(material);
    return wavesOf(material)
      .filter(({ mistakes }) => mistakes < 2)
      .flatMap((wave) => [...candidates.of(wave)])
      .flatMap((one) =>
        one === undefined ? [] : [`${one.password.number} ${one.password.bytes}`],
      );
  };
  const once = passwords();
  expect(new Set(once).size).toBe(once.length);
  expect(passwords()).toEqual(once);
});

interface OldSet {
  readonly prime: bigint;
  readonly password: bigint;
  readonly ids: readonly [number, number, number];
  /** The value of the second ID, if it is not to be a random one. */
  readonly second?: bigint;
}

/**
 * A set with a threshold of 3, as `sc-hsm-tool` before 0.16 made it: the password may be above the prime, and
 * what is shared is its remainder (`generatePwdSharesAndPassword` of sc-hsm-tool.c, OpenSC 0.15).
 */
function oldSet({ prime, password, ids, second }: OldSet): { set: ShownSet; lines: Lines[] } {
  const field = primeField(prime);
  const secret = password % prime;
  const mod = (number: bigint): bigint => ((number % prime) + prime) % prime;
  // c0 + c1 x + c2 x², with c1 chosen such that the second value is as wanted.
  const c2 = mod(0x6f3c8a1e5b7d9024n);
  const x = BigInt(ids[1]);
  const wanted = second ?? mod(0x4fe53be94babd84cn);
  const c1 = mod((wanted - secret - c2 * x * x) * inverse(x, prime));
  const shares = ids.map((id) => {
    const value = mod(secret + c1 * BigInt(id) + c2 * BigInt(id * id)).toString(16);
    const bytes = value.padStart(value.length + (value.length % 2), "0").match(/../g) ?? [];
    return { id, valueDisplayed: bytes.join(":") };
  });
  const set = {
    pbeHex: "00".repeat(64),
    passwordHex: password.toString(16).padStart(16, "0"),
    primeHex: field.prime.toString(16),
    shares,
  };
  return { set, lines: shown(set, ...ids) };
}

function inverse(number: bigint, prime: bigint): bigint {
  let [result, base, exponent] = [1n, number % prime, prime - 2n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % prime) {
    if (exponent & 1n) result = (result * base) % prime;
  }
  return result;
}
