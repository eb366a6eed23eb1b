import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkSignature } from "./check-signature.js";

const MESSAGE = Buffer.from("a challenge");
const DIGEST = createHash("sha256").update(MESSAGE).digest();

const spki = (key: KeyObject): Uint8Array => key.export({ type: "spki", format: "der" });

describe("signatures by OpenSSL", () => {
  test.each([
    ["secp256r1", "prime256v1"],
    ["secp384r1", "secp384r1"],
    ["secp521r1", "secp521r1"],
    ["secp256k1", "secp256k1"],
    ["brainpoolP256r1", "brainpoolP256r1"],
    ["brainpoolP512r1", "brainpoolP512r1"],
  ])("ECDSA on %s", (curve, namedCurve) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
    const key = { algorithm: "ec", curve, spki: spki(publicKey) } as const;
    const signature = sign("sha256", MESSAGE, privateKey);
    expect(checkSignature(key, signature, DIGEST)).toBe("right");
    expect(checkSignature(key, signature, createHash("sha256").digest())).toBe("wrong");
    expect(checkSignature(key, Buffer.from("no signature"), DIGEST)).toBe("wrong");
    expect(checkSignature(key, signature.subarray(0, -1), DIGEST)).toBe("wrong");
  });

  test("RSA", () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
    const key = { algorithm: "rsa", curve: undefined, spki: spki(publicKey) } as const;
    const signature = sign("sha256", MESSAGE, privateKey);
    expect(checkSignature(key, signature, DIGEST)).toBe("right");
    expect(checkSignature({ ...key, spki: spki(other) }, signature, DIGEST)).toBe("wrong");
    expect(checkSignature(key, sign("sha512", MESSAGE, privateKey), DIGEST)).toBe("wrong");
    expect(checkSignature(key, new Uint8Array(0), DIGEST)).toBe("wrong");
    const longer = Buffer.concat([Buffer.of(0), signature]);
    expect(checkSignature(key, longer, DIGEST)).toBe("wrong");
  });

  test("a curve without a name can't be checked", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const key = { algorithm: "ec", curve: undefined, spki: spki(publicKey) } as const;
    expect(checkSignature(key, DIGEST, DIGEST)).toBe("not-checkable");
  });
});
