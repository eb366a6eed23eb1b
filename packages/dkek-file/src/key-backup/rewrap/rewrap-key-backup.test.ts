import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type BLOB_TYPE,
  blobPlaintext,
  der,
  ecRequest,
  keyBackup,
  keyBlob,
  keyDescription,
  plainAesKey,
  plainFields,
  rsaRequest,
} from "../../../../../tests/support/key-backups.js";
import stock from "../../../../../tests/vectors/key-backups.json" with { type: "json" };
import pbe from "../../../../../tests/vectors/pbe.json" with { type: "json" };
import { openKeyBlob } from "../../../../virtual-hsm/src/keys/key-blob.js";
import { decodeKey } from "../../../../virtual-hsm/src/keys/key-blob-content.js";
import { checkKeyBackup } from "../check-key-backup.js";
import { encodeKeyBackup } from "../encode-key-backup.js";
import { type KeyBackup, parseKeyBackup } from "../key-backup.js";
import { KeyBackupError, type KeyBackupErrorCode } from "../key-backup-error.js";
import recorded from "../vectors/recorded.json" with { type: "json" };
import { rewrapKeyBackup } from "./rewrap-key-backup.js";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const hex = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString("hex");

const OLD = bytes("25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816");
const NEW = bytes("5a".repeat(32));
const MESSAGE = Buffer.from("signed after re-wrapping");

afterEach(() => void vi.restoreAllMocks());

function rewrap(file: Uint8Array, from: Uint8Array = OLD, to: Uint8Array = NEW): KeyBackup {
  using oldDkek = SecretBytes.copyOf(from);
  using newDkek = SecretBytes.copyOf(to);
  return rewrapKeyBackup(parseKeyBackup(file), oldDkek, newDkek, systemRandom);
}

function verdict(backup: KeyBackup, dkek: Uint8Array): string {
  using secret = SecretBytes.copyOf(dkek);
  return checkKeyBackup(backup, secret);
}

/** The code with which it is refused; no word of the message may be a secret's. */
function refusal(file: Uint8Array, from: Uint8Array = OLD): KeyBackupErrorCode {
  try {
    rewrap(file, from);
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    expect(error.hint).toBeTruthy();
    expect(error.offset).toBe(parseKeyBackup(file).blob.offset);
    expect(error.message).not.toMatch(/[0-9a-f]{17}/i);
    return error.code;
  }
  throw new Error("it was not refused");
}

/** Has OpenSSL sign with the key in a blob, as the virtual HSM reads it, and verify by the public key. */
function signs(backup: KeyBackup, dkek: Uint8Array): boolean {
  const blob = openKeyBlob(backup.blob.bytes, dkek);
  const key = blob && decodeKey(blob);
  const spki = Buffer.from(backup.publicKey?.spki ?? []);
  if (key === undefined) return false;
  const publicKey = createPublicKey({ key: spki, type: "spki", format: "der" });
  return verify("sha256", MESSAGE, publicKey, sign("sha256", MESSAGE, key));
}

const P384 = ecRequest("secp384r1");
const P521 = ecRequest("secp521r1");
const RSA = rsaRequest(1024);
const OTHER_EC = ecRequest("secp384r1");
const OTHER_RSA = rsaRequest(1024);

type Fields = readonly Buffer[];

const p521 = keyDescription({ tag: 0xa0, bits: 521 });

function ecBlob(fields: Fields, size: number): Buffer {
  return keyBlob(OLD, "ec", { plain: plainFields(size, ...fields) });
}

function ecFile(fields: Fields = P384.fields, size = 384, request = P384.request): Buffer {
  return keyBackup(ecBlob(fields, size), keyDescription({ tag: 0xa0, bits: 384 }), request);
}

function rsaFile(
  type: "rsa" | "rsa-crt",
  fields: Fields = RSA.fields[type],
  size = 1024,
  request = RSA.request,
): Buffer {
  const blob = keyBlob(OLD, type, { plain: plainFields(size, ...fields) });
  return keyBackup(blob, keyDescription({ tag: 0x30, bits: 1024 }), request);
}

function aesFile(plain: Uint8Array, bits?: number): Buffer {
  const blob = keyBlob(OLD, "aes", { plain, allowed: bytes("10111899") });
  if (bits === undefined) return keyBackup(blob);
  const size = bits < 0x80 ? Buffer.of(bits) : Buffer.of(bits >> 8, bits & 0xff);
  const keyLen = der(0xa0, der(0x30, der(0x02, size)));
  const path = bytes("a10430023000");
  return keyBackup(blob, keyDescription({ tag: 0xa8, rest: [keyLen, path] }));
}

const [STOCK] = stock.keyBackups;
const recordedDkek = pbe.sets.find(({ name }) => name === recorded.keyBackup.set)?.dkekShareHex;

/** One of each kind, with the DKEK that it is of. */
const kinds: readonly (readonly [name: string, file: Buffer, dkek: Buffer])[] = [
  ["EC, by sc-hsm-tool", bytes(STOCK?.fileHex ?? ""), bytes(STOCK?.dkekHex ?? "")],
  ["EC, recorded", bytes(recorded.keyBackup.fileHex), bytes(recordedDkek ?? "")],
  ["EC", ecFile(), OLD],
  ["RSA", rsaFile("rsa"), OLD],
  ["RSA with primes", rsaFile("rsa-crt"), OLD],
  ["AES-128", aesFile(plainAesKey(randomBytes(16))), OLD],
  ["AES-192", aesFile(plainAesKey(randomBytes(24)), 192), OLD],
  ["AES-256", aesFile(plainAesKey(randomBytes(32)), 256), OLD],
  ["AES-256, its size in bytes", aesFile(plainAesKey(randomBytes(32)), 32), OLD],
];

describe.each(kinds)("%s", (_name, file, dkek) => {
  const before = parseKeyBackup(file);
  const after = rewrap(file, dkek);

  test("is of the new DKEK, and holds the same key after other random bytes", () => {
    expect(verdict(after, NEW)).toBe("restorable");
    expect(verdict(after, dkek)).toBe("other-dkek");
    const [old, fresh] = [
      blobPlaintext(dkek, before.blob.bytes),
      blobPlaintext(NEW, after.blob.bytes),
    ];
    expect(fresh.subarray(8)).toEqual(old.subarray(8));
    expect(fresh.subarray(0, 8)).not.toEqual(old.subarray(0, 8));
    expect(rewrap(file, dkek).blob.ciphertext).not.toEqual(after.blob.ciphertext);
  });

  test("is otherwise byte for byte what it was", () => {
    const { offset, ciphertext } = before.blob;
    const attributes = offset + 8;
    const ciphertextStart = offset + before.blob.bytes.length - 16 - ciphertext.length;
    const blobEnd = offset + before.blob.bytes.length;
    expect(after.bytes).toHaveLength(file.length);
    for (const [start, end] of [
      [0, offset],
      [attributes, ciphertextStart],
      [blobEnd, file.length],
    ]) {
      expect(hex(after.bytes.subarray(start, end))).toBe(hex(file.subarray(start, end)));
    }
  });

  test("is refused once any byte of its blob is another", () => {
    const { offset, bytes: blob } = before.blob;
    const decrypted = vi.spyOn(SecretBytes, "own");
    for (let place = offset; place < offset + blob.length; place++) {
      const changed = Buffer.from(file);
      changed[place] = (changed[place] ?? 0) ^ (1 + (place % 255));
      expect(() => rewrap(changed, dkek)).toThrow(KeyBackupError);
    }
    // Keys of MACs alone have 32 bytes: no plaintext came into being.
    expect(new Set(decrypted.mock.calls.map(([buffer]) => buffer.length))).toEqual(new Set([32]));
  });
});

describe("what OpenSSL makes of the key", () => {
  test.each([
    ...kinds.filter(([name]) => !name.startsWith("AES")),
    ["EC of 521 bits", keyBackup(ecBlob(P521.fields, 521), p521, P521.request), OLD],
    ["and of 528", keyBackup(ecBlob(P521.fields, 528), p521, P521.request), OLD],
  ] as const)("%s: it signs what the public key beside it verifies", (_name, file, dkek) => {
    expect(signs(rewrap(file, dkek), NEW)).toBe(true);
  });
});

test("re-wrapped twice, and back again, it is the same key", () => {
  const dkeks = fc.uniqueArray(fc.uint8Array({ minLength: 32, maxLength: 32 }), {
    minLength: 2,
    maxLength: 2,
    selector: (dkek) => hex(dkek),
  });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), dkeks, ([, file, dkek], [a, b]) => {
      if (a === undefined || b === undefined || [a, b].some((other) => dkek.equals(other))) return;
      const key = hex(blobPlaintext(dkek, parseKeyBackup(file).blob.bytes).subarray(8));
      const once = rewrap(file, dkek, a);
      const twice = rewrap(once.bytes, a, b);
      const back = rewrap(twice.bytes, b, dkek);
      for (const [backup, under] of [
        [once, a],
        [twice, b],
        [back, dkek],
      ] as const) {
        expect(verdict(backup, under)).toBe("restorable");
        expect(hex(blobPlaintext(under, backup.blob.bytes).subarray(8))).toBe(key);
      }
      expect(back.files).toEqual(parseKeyBackup(file).files);
    }),
    { numRuns: 40 },
  );
});

describe("the key in the clear is wiped", () => {
  /** Every buffer that a secret was given to own, with what stood in it then. */
  function watched(): () => readonly { readonly was: string; readonly is: string }[] {
    const seen: { buffer: Uint8Array; was: string }[] = [];
    const { own } = SecretBytes;
    vi.spyOn(SecretBytes, "own").mockImplementation((buffer) => {
      seen.push({ buffer, was: hex(buffer) });
      return own(buffer);
    });
    return () => seen.map(({ buffer, was }) => ({ was, is: hex(buffer) }));
  }

  const zeros = /^0*$/;

  test("after it was re-wrapped", () => {
    const buffers = watched();
    const file = rsaFile("rsa-crt");
    rewrap(file);
    const key = hex(blobPlaintext(OLD, parseKeyBackup(file).blob.bytes).subarray(8));
    // Decrypted, put behind other random bytes, decrypted again.
    expect(buffers().filter(({ was }) => was.slice(16) === key)).toHaveLength(3);
    for (const { is } of buffers()) expect(is).toMatch(zeros);
  });

  test("after it was refused", () => {
    const buffers = watched();
    const file = ecFile(P384.fields, 384, OTHER_EC.request);
    expect(refusal(file)).toBe("wrong-public-key");
    const plain = hex(blobPlaintext(OLD, parseKeyBackup(file).blob.bytes));
    expect(buffers().filter(({ was }) => was === plain)).toHaveLength(1);
    for (const { is } of buffers()) expect(is).toMatch(zeros);
  });

  test("after the random source failed", () => {
    const buffers = watched();
    using old = SecretBytes.copyOf(OLD);
    using fresh = SecretBytes.copyOf(NEW);
    const failing = (): Uint8Array => {
      throw new Error("no randomness");
    };
    const backup = parseKeyBackup(ecFile());
    expect(() => rewrapKeyBackup(backup, old, fresh, failing)).toThrow("no randomness");
    expect(buffers().length).toBeGreaterThan(0);
    for (const { is } of buffers()) expect(is).toMatch(zeros);
  });
});

describe("the public key in a certificate, however it is written", () => {
  const bareCertificate = (spki: Uint8Array): Buffer => {
    const empty = der(0x30);
    const content = der(0x30, der(0x02, Buffer.of(1)), empty, empty, empty, empty, spki);
    return der(0x30, content, empty, der(0x03, Buffer.of(0, 1)));
  };
  const point = P384.fields[6] ?? Buffer.alloc(0);
  const spkiWith = (algorithm: Buffer, bits: Buffer): Buffer =>
    der(0x30, der(0x30, bytes("06072a8648ce3d0201"), algorithm), der(0x03, Buffer.of(0), bits));
  const named = bytes("06052b81040022");
  const compress = (whole: Buffer): Buffer =>
    Buffer.concat([Buffer.of(2 + ((whole.at(-1) ?? 0) & 1)), whole.subarray(1, 49)]);
  const compressed = compress(point);
  // Of another key, whose point is the end of it.
  const explicit = generateKeyPairSync("ec", {
    namedCurve: "secp384r1",
    paramEncoding: "explicit",
  }).publicKey.export({ type: "spki", format: "der" });
  const otherSign = Buffer.from(compressed).fill((compressed[0] ?? 0) ^ 1, 0, 1);

  test.each([
    ["as OpenSSL does", P384.publicKey.export({ type: "spki", format: "der" })],
    ["a compressed point", spkiWith(named, compressed)],
    ["parameters in place of the name", Buffer.concat([explicit.subarray(0, -97), point])],
  ])("%s", (_how, spki) => {
    const file = ecFile(P384.fields, 384, bareCertificate(spki));
    expect(signs(rewrap(file), NEW)).toBe(true);
  });

  test("RSA", () => {
    const spki = RSA.publicKey.export({ type: "spki", format: "der" });
    expect(signs(rewrap(rsaFile("rsa", RSA.fields.rsa, 1024, bareCertificate(spki))), NEW)).toBe(
      true,
    );
    const other = OTHER_RSA.publicKey.export({ type: "spki", format: "der" });
    expect(refusal(rsaFile("rsa", RSA.fields.rsa, 1024, bareCertificate(other)))).toBe(
      "wrong-public-key",
    );
  });

  test.each([
    ["of another key", OTHER_EC.publicKey.export({ type: "spki", format: "der" })],
    ["the point's negative", spkiWith(named, otherSign)],
    ["no point at all", spkiWith(named, bytes("04"))],
  ])("%s: refused", (_how, spki) => {
    expect(refusal(ecFile(P384.fields, 384, bareCertificate(spki)))).toBe("wrong-public-key");
  });
});

test("numbers with and without leading zeros, and what an emulator leaves out", () => {
  const zero = (number: Buffer): Buffer => Buffer.concat([Buffer.of(0), number]);
  const [a, b, p, n, g, d, q] = P384.fields as readonly [Buffer, ...Buffer[]] & Fields;
  for (const first of [a, Buffer.alloc(0), zero(a)]) {
    const fields = [first, b, p, n, g, zero(d ?? a), q] as Fields;
    expect(verdict(rewrap(ecFile(fields)), NEW)).toBe("restorable");
  }
  const padded = RSA.fields["rsa-crt"].map(zero);
  expect(verdict(rewrap(rsaFile("rsa-crt", padded)), NEW)).toBe("restorable");
});

/** `fields` with the one at `place` changed. */
function changed(fields: Fields, place: number, change: (field: Buffer) => Buffer): Fields {
  return fields.map((field, i) => (i === place ? change(field) : field));
}

const toBigInt = (number: Buffer): bigint => BigInt(`0x${number.toString("hex")}`);
const plusTwo = (number: Buffer): Buffer =>
  bytes((toBigInt(number) + 2n).toString(16).padStart(2 * number.length, "0"));
const nothing = (): Buffer => Buffer.alloc(0);
const raw = (type: keyof typeof BLOB_TYPE, plain: Buffer): Buffer =>
  keyBackup(keyBlob(OLD, type, { plain }));
const ecPlain = plainFields(384, ...P384.fields);
const [d, n, e] = RSA.fields.rsa as [Buffer, Buffer, Buffer];
const K256 = ecRequest("secp256k1");

const refused: readonly (readonly [string, KeyBackupErrorCode, () => Buffer])[] = [
  ["a alone", "unknown-key-layout", () => ecFile(P384.fields.slice(0, 1))],
  ["one field less", "unknown-key-layout", () => ecFile(P384.fields.slice(0, 6))],
  ["one field more", "unknown-key-layout", () => ecFile([...P384.fields, Buffer.of(1)])],
  ["an empty field more", "unknown-key-layout", () => ecFile([...P384.fields, Buffer.alloc(0)])],
  ["noise", "unknown-key-layout", () => raw("rsa", Buffer.alloc(96, 0x5a))],
  ["zeros", "unknown-key-layout", () => raw("rsa", Buffer.alloc(96))],
  [
    "a whole block of padding too many",
    "unknown-key-layout",
    () => raw("ec", Buffer.concat([ecPlain, Buffer.alloc(16)])),
  ],
  [
    "padding that ends otherwise",
    "unknown-key-layout",
    () => raw("ec", Buffer.from(ecPlain).fill(1, ecPlain.length - 1)),
  ],
  [
    "no padding",
    "unknown-key-layout",
    () => raw("rsa", plainFields(1024, ...RSA.fields.rsa, Buffer.alloc(10)).subarray(0, -16)),
  ],
  [
    "an RSA key called EC",
    "unknown-key-layout",
    () => raw("ec", plainFields(1024, ...RSA.fields.rsa)),
  ],
  ["an AES key of 160 bits", "unknown-key-layout", () => aesFile(plainAesKey(randomBytes(20)))],
  [
    "an AES key longer than it says",
    "unknown-key-layout",
    () => aesFile(Buffer.from(plainAesKey(randomBytes(24))).fill(16, 9, 10)),
  ],

  ["another b", "unknown-curve", () => ecFile(changed(P384.fields, 1, plusTwo))],
  ["another order", "unknown-curve", () => ecFile(changed(P384.fields, 3, plusTwo))],
  [
    "another base point",
    "unknown-curve",
    () => ecFile(changed(P384.fields, 4, () => P384.fields[6] ?? nothing())),
  ],
  ["no prime", "unknown-curve", () => ecFile(changed(P384.fields, 2, nothing))],
  [
    "no a where it is not p - 3",
    "unknown-curve",
    () => raw("ec", plainFields(256, ...changed(K256.fields, 0, nothing))),
  ],

  ["another d", "bad-private-key", () => ecFile(changed(P384.fields, 5, plusTwo))],
  ["no d", "bad-private-key", () => ecFile(changed(P384.fields, 5, nothing))],
  [
    "d of zero",
    "bad-private-key",
    () => ecFile(changed(P384.fields, 5, (d) => Buffer.alloc(d.length))),
  ],
  [
    "d of the order",
    "bad-private-key",
    () => ecFile(changed(P384.fields, 5, () => P384.fields[3] ?? nothing())),
  ],
  [
    "another Q",
    "bad-private-key",
    () => ecFile(changed(P384.fields, 6, () => OTHER_EC.fields[6] ?? nothing())),
  ],
  ["no Q", "bad-private-key", () => ecFile(changed(P384.fields, 6, nothing))],
  ["an EC key of another size", "bad-private-key", () => ecFile(P384.fields, 256)],
  ["another RSA d", "bad-private-key", () => rsaFile("rsa", changed(RSA.fields.rsa, 0, plusTwo))],
  ["no RSA d", "bad-private-key", () => rsaFile("rsa", changed(RSA.fields.rsa, 0, nothing))],
  [
    "RSA d as long as n",
    "bad-private-key",
    () =>
      rsaFile(
        "rsa",
        changed(RSA.fields.rsa, 0, () => RSA.fields.rsa[1] ?? nothing()),
      ),
  ],
  ["another n", "bad-private-key", () => rsaFile("rsa", changed(RSA.fields.rsa, 1, plusTwo))],
  ["another e", "bad-private-key", () => rsaFile("rsa", changed(RSA.fields.rsa, 2, plusTwo))],
  [
    "e of 1",
    "bad-private-key",
    () =>
      rsaFile(
        "rsa",
        changed(RSA.fields.rsa, 2, () => Buffer.of(1)),
      ),
  ],
  ["an RSA key of another size", "bad-private-key", () => rsaFile("rsa", RSA.fields.rsa, 2048)],
  ...["dp", "dq", "p", "1/q", "q", "n", "e"].flatMap((name, place) =>
    [plusTwo, nothing].map((change, i) => {
      const fields = changed(RSA.fields["rsa-crt"], place, change);
      const what = `with primes: ${i === 0 ? "another" : "no"} ${name}`;
      return [what, "bad-private-key", () => rsaFile("rsa-crt", fields)] as const;
    }),
  ),
  // These sign rightly.
  [
    "with primes: 1 and n",
    "bad-private-key",
    () => rsaFile("rsa-crt", [Buffer.of(0), d, Buffer.of(1), Buffer.of(0), n, n, e]),
  ],
  [
    "with primes: n and 1",
    "bad-private-key",
    () => rsaFile("rsa-crt", [d, Buffer.of(0), n, Buffer.of(1), Buffer.of(1), n, e]),
  ],
  [
    "an RSA d larger than n",
    "bad-private-key",
    () => {
      const [, , p, , q] = RSA.fields["rsa-crt"].map(toBigInt) as [0n, 0n, bigint, 0n, bigint];
      const large = toBigInt(d) + (p - 1n) * (q - 1n);
      expect(large).toBeGreaterThan(toBigInt(n));
      return rsaFile("rsa", [bytes(large.toString(16).padStart(258, "0")), n, e]);
    },
  ],

  [
    "the request of another EC key",
    "wrong-public-key",
    () => ecFile(P384.fields, 384, OTHER_EC.request),
  ],
  [
    "the request of another RSA key",
    "wrong-public-key",
    () => rsaFile("rsa", RSA.fields.rsa, 1024, OTHER_RSA.request),
  ],
  [
    "likewise, with primes",
    "wrong-public-key",
    () => rsaFile("rsa-crt", RSA.fields["rsa-crt"], 1024, OTHER_RSA.request),
  ],

  [
    "described as one of another size",
    "size-mismatch",
    () =>
      keyBackup(keyBlob(OLD, "ec", { plain: ecPlain }), keyDescription({ tag: 0xa0, bits: 256 })),
  ],
  [
    "an AES key described as a longer one",
    "size-mismatch",
    () => aesFile(plainAesKey(randomBytes(16)), 256),
  ],
];

test.each(refused)("refused: %s: %s", (_name, code, make) => {
  expect(refusal(make())).toBe(code);
});

test("refused: another DKEK, a damaged blob, one and the same DKEK", () => {
  const file = ecFile();
  expect(refusal(file, Buffer.alloc(32, 1))).toBe("other-dkek");
  const { blob, files } = parseKeyBackup(file);
  const damaged = Buffer.from(blob.bytes).fill(0, blob.bytes.length - 1);
  damaged[damaged.length - 2] = (damaged[damaged.length - 2] ?? 0) ^ 1;
  expect(refusal(Buffer.from(encodeKeyBackup({ blob: damaged, ...files })))).toBe("damaged-blob");
  expect(refusal(file, NEW)).toBe("same-dkek");
});

test("only a DKEK of 32 bytes is one", () => {
  const file = ecFile();
  const wrongLength = expect.objectContaining({ code: "share-wrong-length" });
  for (const length of [0, 16, 31, 33]) {
    expect(() => rewrap(file, new Uint8Array(length))).toThrow(wrongLength);
    expect(() => rewrap(file, OLD, new Uint8Array(length))).toThrow(wrongLength);
  }
});
