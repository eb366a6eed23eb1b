import { createECDH, createHash, type ECDH } from "node:crypto";
import { inlineEngine, type PbeEngine } from "@dkek/dkek-file";
import type { RandomSource } from "@dkek/foundation";
import { combine } from "@dkek/sss";
import { isCommitted, parseCommitments } from "@dkek/sss/verifiable";
import { describe, expect, test } from "vitest";
import { type Card, shareOf } from "./card.js";
import { createSet, type NewSet } from "./create-set.js";
import { formatRecord } from "./record/parse-record.js";
import type { SchemeName } from "./scheme.js";

/*
 * What an adversary tries who has the record and all cards but one of a quorum: to find out, faster
 * than by the `.pbe` and its slow derivation, whether a guess at the password is right. A guess gives
 * the missing value; so anything in the record that confirms a value confirms the password.
 *
 * The sets are always the same, so that the short digests looked for never turn up by accident.
 */

const sets: Record<SchemeName, Spied> = {
  p224: await spiedSet("p224"),
  "sc-hsm": await spiedSet("sc-hsm"),
};

describe.each(["p224", "sc-hsm"] as const)("the record of a %s set", (scheme) => {
  const { made, password, dkekShare } = sets[scheme];
  const text = formatRecord(made.record).toLowerCase();
  const secrets: [string, Buffer][] = [
    ["password", password],
    ["DKEK share", dkekShare],
    ...made.cards.flatMap(({ id, value, proof }): [string, Buffer][] => [
      [`value ${id}`, Buffer.from(value.expose())],
      [`proof ${id}`, Buffer.from(proof?.expose() ?? [])],
    ]),
  ];
  const setId = Buffer.from(made.record.set.setId, "hex");

  test("holds no secret, however written", () => {
    for (const [name, secret] of secrets) {
      for (const written of encodings(secret)) {
        const readable = written.toString("utf8").toLowerCase().trim();
        const found = [readable, written.toString("hex")].filter(
          (each) => each.length >= 8 && text.includes(each),
        );
        expect([name, found]).toEqual([name, []]);
      }
    }
  });

  test("holds no hash of one but the KCV, of a DKEK share that nobody can guess", () => {
    const around = made.cards.map(({ id }) => Buffer.of(id));
    const tag = Buffer.from("dkek/card-hash/v1");
    const found = new Set<string>();
    for (const [name, secret] of secrets) {
      for (const written of encodings(secret)) {
        const inputs = [written, Buffer.concat([setId, written]), Buffer.concat([written, setId])];
        for (const id of around) {
          inputs.push(Buffer.concat([id, written]), Buffer.concat([written, id]));
          inputs.push(
            Buffer.concat([setId, id, written]),
            Buffer.concat([tag, setId, id, written]),
          );
        }
        for (const input of inputs) {
          for (const hash of ["sha256", "sha1", "md5", "sha512"]) {
            const digest = createHash(hash).update(input).digest();
            const twice = createHash(hash).update(digest).digest();
            // Any truncation to 8 digits or more begins or ends like this.
            for (const each of [digest, twice].map((one) => one.toString("hex"))) {
              if (text.includes(each.slice(0, 8)) || text.includes(each.slice(-8))) {
                found.add(`${hash} of the ${name}`);
              }
            }
          }
        }
      }
    }
    // That it finds this one shows that it would find others.
    expect([...found]).toEqual(["sha256 of the DKEK share"]);
    expect(made.record.set.dkekShare.kcv.toLowerCase()).toBe(
      createHash("sha256").update(dkekShare).digest("hex").slice(0, 16),
    );
  });

  test("a guessed password and all other cards of a quorum give the missing value", () => {
    // The premise of what follows; by Lagrange, with nothing of ours.
    for (const missing of made.cards.slice(1)) {
      expect(missingValue(sets[scheme], missing.id)).toEqual(Buffer.from(missing.value.expose()));
    }
  });
});

describe("sc-hsm: with the right missing value at hand", () => {
  const spied = sets["sc-hsm"];
  const { made } = spied;
  const [mine, missing] = made.cards as unknown as [Card, Card];
  const value = missingValue(spied, missing.id);
  const { setId, sharing } = made.record.set;
  if (sharing?.scheme !== "sc-hsm") throw new Error("another scheme");
  const hashWith = (salt: Uint8Array): string =>
    createHash("sha256")
      .update("dkek/card-hash/v1")
      .update(Buffer.from(setId, "hex"))
      .update(Buffer.of(missing.id))
      .update(value)
      .update(salt)
      .digest("hex");

  test("the record would confirm it to who knows the salt", () => {
    expect(sharing.cardHashes[1]).toBe(hashWith(missing.proof?.expose() ?? Buffer.of()));
  });

  test("and to nobody else", () => {
    const salts = [Buffer.of(), Buffer.from(mine.proof?.expose() ?? []), Buffer.from(value)];
    for (let number = 0; number < 20_000; number++) {
      const big = Buffer.alloc(16);
      big.writeUInt32BE(number, 12);
      salts.push(big, Buffer.from(big).reverse());
    }
    const known = Buffer.from(mine.proof?.expose() ?? []);
    // A salt that a neighbour's would give away.
    for (let offset = 0; offset < 256; offset++) {
      salts.push(Buffer.from(known.map((byte) => byte ^ offset)));
      salts.push(Buffer.from(known.map((byte, place) => (place === 15 ? byte + offset : byte))));
    }
    salts.push(
      ...[setId, ...sharing.cardHashes].map((digits) => Buffer.from(digits, "hex").subarray(0, 16)),
    );
    const matches = salts.filter((salt) => sharing.cardHashes.includes(hashWith(salt)));
    expect(matches).toEqual([]);
  });

  test("the salts are 128 bits each, and none is like another", () => {
    const all = made.cards.map(({ proof }) => Buffer.from(proof?.expose() ?? []));
    expect(all.map(({ length }) => length)).toEqual(all.map(() => 16));
    expect(new Set(all.map((salt) => salt.toString("hex"))).size).toBe(all.length);
  });
});

/**
 * That the commitments hide perfectly (for every password there are blindings that give this very
 * record, all equally likely) is counted out on a small group in `hiding.test.ts` of `sss`. On P-224
 * nobody can compute those blindings, so here only what would betray that the code does otherwise.
 */
describe("p224: with the right missing value at hand", () => {
  const spied = sets.p224;
  const { made, password } = spied;
  const [mine, missing] = made.cards as unknown as [Card, Card];
  const { sharing } = made.record.set;
  if (sharing?.scheme !== "p224") throw new Error("another scheme");
  const commitments = parseCommitments(
    sharing.commitments.map((point) => Uint8Array.from(Buffer.from(point, "hex"))),
  );
  const { prime } = mine.field;
  const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes)}`);
  const bytesOf = (number: bigint): Buffer =>
    Buffer.from((((number % prime) + prime) % prime).toString(16).padStart(56, "0"), "hex");
  const fits = (blinding: Uint8Array): boolean =>
    isCommitted({ ...shareOf(missing), blinding: Uint8Array.from(blinding) }, commitments);

  test("the record would confirm it to who knows the blinding", () => {
    expect(fits(missing.proof?.expose() ?? Buffer.of())).toBe(true);
  });

  test("and to nobody who takes it for something near at hand", () => {
    const own = numberOf(mine.proof?.expose() ?? Buffer.of());
    const secret = numberOf(password);
    const value = numberOf(missing.value.expose());
    const guesses = [own, -own, secret, value, -value, own + 1n, own * 2n];
    // If the blinding polynomial began with this, my own card would give all of it (M is 2).
    for (const start of [0n, 1n, secret, numberOf(mine.value.expose())]) {
      const slope = own - start;
      guesses.push(start + slope * BigInt(missing.id));
    }
    for (let number = 0n; number < 200n; number++) guesses.push(number);
    expect(guesses.filter((guess) => fits(bytesOf(guess)))).toEqual([]);
  });

  test("no commitment is Feldman's: none is a secret times the generator, by OpenSSL", () => {
    const curve: ECDH = createECDH("secp224r1");
    const point = (number: bigint): string => {
      curve.setPrivateKey(bytesOf(number));
      return curve.getPublicKey("hex", "compressed");
    };
    // The curve is the right one: the generator itself, in SEC 2's words.
    expect(point(1n).slice(2)).toBe("b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21");
    const slope = numberOf(missing.value.expose()) - numberOf(mine.value.expose());
    const proofs = made.cards.map(({ proof }) => numberOf(proof?.expose() ?? Buffer.of()));
    const values = made.cards.map(({ value }) => numberOf(value.expose()));
    const blindingSlope = (proofs[1] ?? 0n) - (proofs[0] ?? 0n);
    const start = (proofs[0] ?? 0n) - blindingSlope;
    const text = formatRecord(made.record);
    for (const secret of [numberOf(password), slope, start, blindingSlope, ...values, ...proofs]) {
      expect(text).not.toContain(point(secret).slice(2));
    }
  });
});

interface Spied {
  readonly made: NewSet;
  readonly password: Buffer;
  readonly dkekShare: Buffer;
}

/** A set of threshold 2, and what was sealed under what. */
async function spiedSet(scheme: SchemeName): Promise<Spied> {
  let calls = 0;
  const random: RandomSource = (length) => {
    const hash = createHash("shake256", { outputLength: length }).update(`secrecy ${calls++}`);
    return Uint8Array.from(hash.digest());
  };
  const engine = inlineEngine({ iterations: 3 });
  let dkekShare = Buffer.of();
  const spying: PbeEngine = {
    ...engine,
    seal: (share, ...others) => {
      dkekShare = Buffer.from(share.expose());
      return engine.seal(share, ...others);
    },
  };
  const options = { engine: spying, program: "test", random, now: new Date(0) };
  const made = await createSet({ scheme, threshold: 2, total: 3 }, options);
  const password = Buffer.from(combine(made.cards.slice(0, 2).map(shareOf)));
  return { made, password, dkekShare };
}

/** The value under an ID, from a password and card 1: a line through the two. */
function missingValue({ made, password }: Spied, id: number): Buffer {
  const [mine] = made.cards as unknown as [Card];
  const { prime, byteLength } = mine.field;
  const start = BigInt(`0x${hex(password)}`);
  const slope = BigInt(`0x${hex(mine.value.expose())}`) - start;
  const value = (((start + slope * BigInt(id)) % prime) + prime) % prime;
  return Buffer.from(value.toString(16).padStart(2 * byteLength, "0"), "hex");
}

/** The ways in which bytes are usually written before somebody hashes them. */
function encodings(secret: Buffer): Buffer[] {
  const digits = hex(secret);
  const colons = (digits.match(/../g) ?? []).join(":");
  const stripped = secret.subarray(
    Math.max(
      0,
      secret.findIndex((byte) => byte !== 0),
    ),
  );
  const texts = [digits, colons, BigInt(`0x${digits}`).toString(), secret.toString("base64")];
  const written = [...texts, ...texts.map((text) => text.toUpperCase())];
  return [
    secret,
    stripped,
    Buffer.from(secret).reverse(),
    Buffer.concat([Buffer.alloc(32 - secret.length), secret]),
    ...[...written, ...written.map((text) => `${text}\n`)].map((text) => Buffer.from(text)),
  ];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
