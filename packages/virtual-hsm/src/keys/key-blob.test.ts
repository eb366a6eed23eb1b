import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aesCmac } from "../../../../tests/support/key-backups.js";
import backups from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { fromHex, toHex } from "../hex.js";
import { KeyType, openKeyBlob, sealKeyBlob } from "./key-blob.js";
import { decodeKey, encodeKey } from "./key-blob-content.js";

const DKEK = fromHex("25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816");
const SALT = fromHex("0001020304050607");
const ATTRIBUTES = fromHex("000a04007f00070202020203000000000000");
const EC = generateKeyPairSync("ec", { namedCurve: "brainpoolP256r1" }).privateKey;
const RSA = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;

function sealed(key: KeyObject): Uint8Array {
  return sealKeyBlob({ ...encodeKey(key), attributes: ATTRIBUTES }, DKEK, SALT);
}

/** Of a field by its place, counted from 0. */
function fieldAt(content: Uint8Array, place: number): string {
  let at = 2;
  for (let i = 0; i < place; i += 1) at += 2 + (content[at] ?? 0) * 256 + (content[at + 1] ?? 0);
  return toHex(content.slice(at + 2, at + 2 + (content[at] ?? 0) * 256 + (content[at + 1] ?? 0)));
}

describe.each(backups.keyBackups)("a blob that another card wrapped: $name", (backup) => {
  const blob = openKeyBlob(fromHex(backup.keyblobHex), fromHex(backup.dkekHex));

  test("opens, and is the private half of the public key beside it", () => {
    const key = blob && decodeKey(blob);
    const spki = key && createPublicKey(key).export({ type: "spki", format: "der" });
    expect(spki?.toString("hex")).toBe(backup.spkiDerHex);
  });

  test("closed again with its random bytes, it is the same", () => {
    if (blob === undefined) throw new Error("it did not open");
    const again = sealKeyBlob(blob, fromHex(backup.dkekHex), fromHex(backup.decoded.random));
    expect(toHex(again)).toBe(backup.keyblobHex);
  });
});

describe("sealed and opened", () => {
  test.each([
    ["EC", EC, KeyType.ec],
    ["RSA", RSA, KeyType.rsaCrt],
  ])("%s: the same key", (_name, key, type) => {
    const blob = openKeyBlob(sealed(key), DKEK);
    expect(blob?.type).toBe(type);
    expect(blob?.attributes).toEqual(ATTRIBUTES);
    expect(blob && decodeKey(blob)?.equals(key)).toBe(true);
  });

  test("the KCV in front and the MAC behind are what OpenSSL and the tests' own CMAC make", () => {
    const blob = Buffer.from(sealed(EC));
    const sha256 = (...parts: Uint8Array[]): Buffer =>
      createHash("sha256").update(Buffer.concat(parts)).digest();
    expect(blob.subarray(0, 8)).toEqual(sha256(DKEK).subarray(0, 8));
    const macKey = sha256(DKEK, Uint8Array.of(0, 0, 0, 2));
    expect(blob.subarray(-16)).toEqual(aesCmac(macKey, blob.subarray(0, -16)));
  });

  test("no byte can be changed, and none be cut off", () => {
    const blob = sealed(EC);
    for (let i = 0; i < blob.length; i += 1) {
      const damaged = blob.map((byte, place) => (place === i ? byte ^ 0x01 : byte));
      expect(openKeyBlob(damaged, DKEK)).toBeUndefined();
      expect(openKeyBlob(blob.subarray(0, i), DKEK)).toBeUndefined();
    }
  });

  test("not under another DKEK", () => {
    expect(
      openKeyBlob(
        sealed(EC),
        DKEK.map((byte) => byte ^ 1),
      ),
    ).toBeUndefined();
  });
});

describe("what a key is written as", () => {
  test("RSA of up to 2048 bits: d mod p - 1, d mod q - 1, p, 1/q mod p, q, n, e", () => {
    const { dp, dq, p, qi, q, n, e } = RSA.export({ format: "jwk" });
    const { type, content } = encodeKey(RSA);
    expect(type).toBe(6);
    expect(toHex(content.slice(0, 2))).toBe("0400");
    for (const [place, value = ""] of [dp, dq, p, qi, q, n, e].entries()) {
      const expected = Buffer.from(value, "base64url").toString("hex");
      // The smaller numbers are as long as the larger ones.
      expect(fieldAt(content, place).replace(/^(00)+/, "")).toBe(expected.replace(/^(00)+/, ""));
      if (place < 5) expect(fieldAt(content, place)).toHaveLength(128);
    }
  });

  test("RSA by others, and of more bits: d, n, e; the primes are found from them", () => {
    const { d = "", n = "", e = "" } = RSA.export({ format: "jwk" });
    const fields = [d, n, e].map((value) => Buffer.from(value, "base64url"));
    const content = Buffer.concat([
      Buffer.of(0x04, 0x00),
      ...fields.flatMap((field) => [Buffer.of(field.length >> 8, field.length & 0xff), field]),
    ]);
    // The primes may come in the other order, which makes another private key in DER.
    expect(decodeKey({ type: KeyType.rsa, content })?.export({ format: "jwk" })).toMatchObject({
      n,
      e,
    });
    const damaged = content.with(100, (content[100] ?? 0) ^ 1);
    expect(decodeKey({ type: KeyType.rsa, content: damaged })).toBeUndefined();
  });

  test("nothing that contradicts itself, and no AES key", () => {
    const ec = encodeKey(EC);
    const wrongPoint = ec.content.map((byte, i) => (i === ec.content.length - 1 ? byte ^ 1 : byte));
    expect(decodeKey({ ...ec, content: wrongPoint })).toBeUndefined();
    expect(decodeKey({ ...ec, content: ec.content.slice(0, -1) })).toBeUndefined();
    const rsa = encodeKey(RSA);
    const wrongPrime = rsa.content.map((byte, i) => (i === 2 + 3 * 66 - 1 ? byte ^ 2 : byte));
    expect(decodeKey({ ...rsa, content: wrongPrime })).toBeUndefined();
    expect(decodeKey({ ...rsa, type: KeyType.ec })).toBeUndefined();
    expect(decodeKey({ ...ec, type: KeyType.rsa })).toBeUndefined();
    expect(decodeKey({ type: 15, content: new Uint8Array(18) })).toBeUndefined();
    expect(decodeKey({ type: KeyType.ec, content: new Uint8Array(2) })).toBeUndefined();
  });
});
