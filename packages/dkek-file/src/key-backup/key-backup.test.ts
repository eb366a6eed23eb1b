import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import {
  ecRequest,
  keyBackup,
  keyBlob,
  keyDescription,
  rsaRequest,
} from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { parseKeyBackup } from "./key-backup.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const hex = (value: Uint8Array): string => Buffer.from(value).toString("hex");
const sha256 = (value: Uint8Array): string => createHash("sha256").update(value).digest("hex");

const DKEK = Buffer.alloc(32, 7);

test.for(stock.keyBackups)("what sc-hsm-tool wrote: $name", (vector) => {
  const backup = parseKeyBackup(bytes(vector.fileHex));
  expect(backup).toMatchObject({
    kcv: vector.kcvHex.toUpperCase(),
    keyType: "ec",
    keyBits: vector.decoded.size,
    label: vector.label,
    id: vector.idHex,
    certificate: "request",
    publicKey: { algorithm: "ec", curve: "secp256r1", bits: 256 },
    sha256: sha256(bytes(vector.fileHex)),
  });
  expect(hex(backup.bytes)).toBe(vector.fileHex);
  expect(hex(backup.blob.authenticated) + hex(backup.blob.mac)).toBe(vector.keyblobHex);
  expect(hex(backup.publicKey?.spki ?? bytes(""))).toBe(vector.spkiDerHex);
  expect(backup.publicKey?.fingerprint).toBe(sha256(bytes(vector.spkiDerHex)));
});

test("what the card answered to sc-hsm-tool: EC", () => {
  const { fileHex, label, idHex } = recorded.keyBackup;
  const backup = parseKeyBackup(bytes(fileHex));
  expect(backup).toMatchObject({ keyType: "ec", keyBits: 256, label, id: idHex });
});

test("what the card holds of an RSA key", () => {
  const { descriptionHex, requestHex, label, idHex, keyBits } = recorded.rsa;
  for (const type of ["rsa", "rsa-crt"] as const) {
    const file = keyBackup(keyBlob(DKEK, type), bytes(descriptionHex), bytes(requestHex));
    const backup = parseKeyBackup(file);
    expect(backup).toMatchObject({ keyType: type, keyBits, label, id: idHex });
    const key = createPublicKey({
      key: Buffer.from(backup.publicKey?.spki ?? []),
      format: "der",
      type: "spki",
    });
    // The modulus stands in the request as it is.
    const modulus = Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url").toString("hex");
    expect(requestHex).toContain(modulus);
  }
});

test.for(["secp521r1", "brainpoolP320t1", "secp192k1"])(
  "the public key as OpenSSL writes it: %s",
  (curve) => {
    const { request, publicKey } = ecRequest(curve);
    const file = keyBackup(keyBlob(DKEK, "ec"), keyDescription({ tag: 0xa0 }), request);
    const spki = publicKey.export({ type: "spki", format: "der" });
    const backup = parseKeyBackup(file);
    expect(hex(backup.publicKey?.spki ?? bytes(""))).toBe(hex(spki));
    expect(backup.keyBits).toBe(Number(/\d{3}/.exec(curve)?.[0]));
  },
);

test("the public key as OpenSSL writes it: RSA", () => {
  const { request, publicKey } = rsaRequest(1024);
  const description = keyDescription({ tag: 0x30, bits: 1024 });
  const backup = parseKeyBackup(keyBackup(keyBlob(DKEK, "rsa"), description, request));
  expect(hex(backup.publicKey?.spki ?? bytes(""))).toBe(
    hex(publicKey.export({ type: "spki", format: "der" })),
  );
  expect(backup.keyBits).toBe(1024);
});

test.for([
  ["ec", 0xa0, recorded.x509.brainpoolP384r1Hex, "brainpoolP384r1", 384],
  ["rsa", 0x30, recorded.x509.rsa2048Hex, undefined, 2048],
] as const)(
  "an X.509 certificate in the request's place: %s",
  ([type, tag, certHex, curve, bits]) => {
    const description = keyDescription({ tag, bits });
    const certificate = bytes(certHex);
    const file = keyBackup(keyBlob(DKEK, type), description, certificate);
    const backup = parseKeyBackup(file);
    const { publicKey } = new X509Certificate(certificate);
    expect(backup).toMatchObject({ certificate: "x509", keyBits: bits, request: undefined });
    expect(backup.publicKey).toMatchObject({ algorithm: type, curve, bits });
    expect(hex(backup.publicKey?.spki ?? bytes(""))).toBe(
      hex(publicKey.export({ type: "spki", format: "der" })),
    );
    expect(backup.unproven.at(-1)).toEqual({
      what: "certificate",
      start: file.length - certificate.length,
      end: file.length,
    });
  },
);

test("a blob alone in its sequence, and with a description alone", () => {
  const alone = parseKeyBackup(keyBackup(keyBlob(DKEK, "ec")));
  expect(alone).toMatchObject({ keyType: "ec", unproven: [] });
  expect(alone).toMatchObject({ label: undefined, keyBits: undefined, publicKey: undefined });

  const description = keyDescription({ tag: 0xa0, bits: 384, label: "Schlüssel 1" });
  const described = parseKeyBackup(keyBackup(keyBlob(DKEK, "ec"), description));
  expect(described).toMatchObject({ label: "Schlüssel 1", keyBits: 384, id: "01" });
});

test("an AES key, with its size where PKCS #15 has it", () => {
  const keyLen = bytes("a00630040202" + "0100");
  const path = bytes("a1043002" + "3000");
  const description = keyDescription({ tag: 0xa8, label: "aes", rest: [keyLen, path] });
  const blob = keyBlob(DKEK, "aes", { allowed: bytes("10111899") });
  expect(parseKeyBackup(keyBackup(blob, description))).toMatchObject({
    keyType: "aes",
    keyBits: 256,
    label: "aes",
  });
});

test("the Smart Card Shell's 528 bits are 521", () => {
  const { request } = ecRequest("secp521r1");
  const description = keyDescription({ tag: 0xa0, bits: 528 });
  expect(parseKeyBackup(keyBackup(keyBlob(DKEK, "ec"), description, request)).keyBits).toBe(521);
});

test("a label can't steer a terminal", () => {
  const description = keyDescription({ tag: 0xa0, label: "a\u001b[2Jb\u202ec\nd" });
  const { label } = parseKeyBackup(keyBackup(keyBlob(DKEK, "ec"), description));
  expect(label).toBe("a\uFFFD[2Jb\uFFFDc\uFFFDd");
});

test("keeps its own copy", () => {
  const file = keyBackup(keyBlob(DKEK, "ec"));
  const before = hex(file);
  const backup = parseKeyBackup(file);
  file.fill(0);
  expect(hex(backup.bytes)).toBe(before);
  expect(before).toContain(hex(backup.blob.authenticated) + hex(backup.blob.mac));
});
