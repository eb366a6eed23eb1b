import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/kdf.json" with { type: "json" };
import { KeyMaterial } from "./key-material.js";

interface Derived {
  readonly key: string;
  readonly iv: string;
  readonly fractions: readonly number[];
}

function derive(password: Uint8Array, salt: Uint8Array, iterations: number): Derived {
  using material = new KeyMaterial(password, salt, iterations);
  const fractions = [...material.nextDigest(), ...material.nextDigest(), ...material.nextDigest()];
  return { key: hex(material.key), iv: hex(material.iv), fractions };
}

/** EVP_BytesToKey as its manual page tells it, over OpenSSL's MD5. */
function bytesToKey(password: Uint8Array, salt: Uint8Array, iterations: number): string {
  const digests: Buffer[] = [];
  for (let block = 0; block < 3; block++) {
    let digest = Buffer.concat([digests.at(-1) ?? Buffer.alloc(0), password, salt]);
    for (let i = 0; i < iterations; i++) digest = createHash("md5").update(digest).digest();
    digests.push(digest);
  }
  return hex(Buffer.concat(digests));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

test.for(vectors.kdf)("libcrypto: $passwordHex, $iterations iterations", (vector) => {
  const password = Buffer.from(vector.passwordHex, "hex");
  const salt = Buffer.from(vector.saltHex, "hex");
  const { key, iv } = derive(password, salt, vector.iterations);
  expect(key).toBe(vector.keyHex);
  expect(iv).toBe(vector.ivHex);
});

test("any password, salt and count give what OpenSSL's MD5 gives", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 50 }),
      (password, salt, iterations) => {
        const { key, iv } = derive(password, salt, iterations);
        expect(key + iv).toBe(bytesToKey(password, salt, iterations));
      },
    ),
    { numRuns: 300 },
  );
});

test.for([3, 4, 5, 1023, 1024, 1025, 65_536, 65_537, 115_537])(
  "no hash is lost between the pieces of %i",
  (iterations) => {
    const password = Uint8Array.of(1, 2, 3);
    const salt = new Uint8Array(8);
    const { key, iv } = derive(password, salt, iterations);
    expect(key + iv).toBe(bytesToKey(password, salt, iterations));
  },
);

test("the fractions rise from step to step and end at 1", () => {
  const { fractions } = derive(Uint8Array.of(1), new Uint8Array(8), 120_000);
  expect(fractions.length).toBeGreaterThan(9);
  expect(fractions).toEqual([...new Set(fractions)].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test("leaving the scope wipes key and initialisation vector", () => {
  let material: KeyMaterial;
  {
    using scoped = new KeyMaterial(Uint8Array.of(1), new Uint8Array(8), 1);
    for (let i = 0; i < 3; i++) [...scoped.nextDigest()];
    expect(hex(scoped.key)).not.toMatch(/^0+$/);
    material = scoped;
  }
  expect(material.key).toEqual(new Uint8Array(32));
  expect(material.iv).toEqual(new Uint8Array(16));
});
