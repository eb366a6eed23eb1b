import { createDecipheriv, createHash } from "node:crypto";
import { SecretBytes } from "@dkek/foundation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inlineEngine } from "./inline-engine.js";
import { type PbeFile, parsePbe } from "./pbe-file.js";
import openssl from "./vectors/openssl-enc.json" with { type: "json" };

const once = inlineEngine({ iterations: 1 });

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function secret(hex: string): SecretBytes {
  return SecretBytes.own(bytes(hex));
}

function hexOf(share: SecretBytes | undefined): string | undefined {
  return share && Buffer.from(share.expose()).toString("hex");
}

/** What the stock tool does, with 1 iteration: OpenSSL's AES-CBC with its own look at the padding. */
function stockOpens(pbe: PbeFile, password: Uint8Array): boolean {
  const digests: Buffer[] = [];
  for (let i = 0; i < 3; i++) {
    const hash = createHash("md5").update(digests.at(-1) ?? "");
    digests.push(hash.update(password).update(pbe.salt).digest());
  }
  const key = Buffer.concat(digests);
  const cipher = createDecipheriv("aes-256-cbc", key.subarray(0, 32), key.subarray(32));
  cipher.update(pbe.ciphertext);
  try {
    cipher.final();
    return true;
  } catch {
    return false;
  }
}

test.for(openssl.sealed)(
  "opens and makes the file of openssl enc: $passwordHex",
  async (vector) => {
    const pbe = parsePbe(bytes(vector.pbeHex));
    const password = secret(vector.passwordHex);
    expect(hexOf(await once.open(pbe, password))).toBe(vector.dkekShareHex);
    const sealed = await once.seal(secret(vector.dkekShareHex), password, pbe.salt);
    expect(Buffer.from(sealed).toString("hex")).toBe(vector.pbeHex);
  },
);

test.for(openssl.badPadding)("refuses $name, stock takes it: $validPkcs7", async (vector) => {
  const pbe = parsePbe(bytes(vector.pbeHex));
  expect(stockOpens(pbe, bytes(vector.passwordHex))).toBe(vector.validPkcs7);
  expect(await once.open(pbe, secret(vector.passwordHex))).toBeUndefined();
});

test("refuses the wrong passwords that the stock tool takes", async () => {
  const [vector] = openssl.sealed;
  const pbe = parsePbe(bytes(vector?.pbeHex ?? ""));
  const wrong = Array.from({ length: 4000 }, (_, i) => Buffer.from(`wrong password ${i}`));
  const taken = wrong.filter((password) => stockOpens(pbe, password));
  // One in 255: about 16.
  expect(taken.length).toBeGreaterThan(3);
  for (const password of taken) {
    expect(await once.open(pbe, SecretBytes.copyOf(password))).toBeUndefined();
  }
});

test("what was sealed opens, and with no other password", async () => {
  const parts = fc.record({
    share: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    password: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    salt: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    iterations: fc.integer({ min: 1, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(parts, async ({ share, password, salt, iterations }) => {
      const engine = inlineEngine({ iterations });
      const right = SecretBytes.copyOf(password);
      const pbe = parsePbe(await engine.seal(SecretBytes.copyOf(share), right, salt));
      expect((await engine.open(pbe, right))?.expose()).toEqual(share);
      const longer = SecretBytes.own(Uint8Array.of(...password, 0));
      expect(await engine.open(pbe, longer)).toBeUndefined();
    }),
  );
});

test("leading zeros belong to the password", async () => {
  const sealed = await once.seal(secret("07".repeat(32)), secret("00ab"), new Uint8Array(8));
  const pbe = parsePbe(sealed);
  expect(hexOf(await once.open(pbe, secret("00ab")))).toBe("07".repeat(32));
  expect(await once.open(pbe, secret("ab"))).toBeUndefined();
});

test("the password may be wiped as soon as the work has begun", async () => {
  const password = secret("0102030405");
  const share = secret("07".repeat(32));
  const sealing = once.seal(share, password, new Uint8Array(8));
  share.wipe();
  password.wipe();
  const opening = once.open(parsePbe(await sealing), secret("0102030405"));
  expect(hexOf(await opening)).toBe("07".repeat(32));
});

test("refuses what can't be sealed or opened", async () => {
  const salt = new Uint8Array(8);
  const share = secret("00".repeat(32));
  const password = secret("01");
  const pbe = parsePbe(bytes(openssl.sealed[0]?.pbeHex ?? ""));
  const code = (code: string): unknown => expect.objectContaining({ code });
  await expect(once.open(pbe, secret(""))).rejects.toEqual(code("password-empty"));
  await expect(once.seal(share, secret(""), salt)).rejects.toEqual(code("password-empty"));
  await expect(once.seal(secret("00"), password, salt)).rejects.toEqual(code("share-wrong-length"));
  await expect(once.seal(share, password, new Uint8Array(9))).rejects.toEqual(
    code("salt-wrong-length"),
  );
  for (const iterations of [0, -1, 1.5, Number.NaN]) {
    expect(() => inlineEngine({ iterations })).toThrow(RangeError);
  }
});

test("progress rises and ends at 1, for a wrong password at two thirds", async () => {
  const engine = inlineEngine({ iterations: 150_000 });
  const password = secret("0102");
  const seen: number[] = [];
  const options = { onProgress: (fraction: number): void => void seen.push(fraction) };
  const sealed = await engine.seal(secret("00".repeat(32)), password, new Uint8Array(8), options);
  expect(seen.length).toBeGreaterThan(6);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen[0]).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe(1);

  seen.length = 0;
  expect(await engine.open(parsePbe(sealed), secret("0103"), options)).toBeUndefined();
  expect(seen.at(-1)).toBeCloseTo(2 / 3);
});

test("other events have their turn meanwhile", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await inlineEngine({ iterations: 500_000 }).seal(
    secret("00".repeat(32)),
    secret("01"),
    new Uint8Array(8),
  );
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});

test("an abort ends the work: before, in the middle, from within", async () => {
  const engine = inlineEngine();
  const seal = (signal: AbortSignal, onProgress?: () => void): Promise<Uint8Array> =>
    engine.seal(secret("00".repeat(32)), secret("01"), new Uint8Array(8), {
      signal,
      ...(onProgress && { onProgress }),
    });
  const aborted = expect.objectContaining({ code: "derivation-aborted" });

  let steps = 0;
  await expect(seal(AbortSignal.abort(), () => steps++)).rejects.toEqual(aborted);
  expect(steps).toBe(0);

  await expect(seal(AbortSignal.timeout(50), () => steps++)).rejects.toEqual(aborted);
  expect(steps).toBeGreaterThan(0);

  const controller = new AbortController();
  steps = 0;
  const first = (): void => {
    steps++;
    controller.abort();
  };
  await expect(seal(controller.signal, first)).rejects.toEqual(aborted);
  expect(steps).toBe(1);
});

test("an error of the caller's own ends the work, too", async () => {
  const mistake = new Error("progress went wrong");
  const sealing = inlineEngine().seal(secret("00".repeat(32)), secret("01"), new Uint8Array(8), {
    onProgress: () => {
      throw mistake;
    },
  });
  await expect(sealing).rejects.toBe(mistake);
});
