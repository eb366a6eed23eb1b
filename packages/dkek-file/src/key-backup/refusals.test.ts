import { expect, test } from "vitest";
import {
  der,
  keyBackup,
  keyBlob,
  keyDescription,
  rsaRequest,
} from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { KEY_BACKUP_MAX_BYTES, parseKeyBackup } from "./key-backup.js";
import { KeyBackupError, type KeyBackupErrorCode } from "./key-backup-error.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const file = bytes(stock.keyBackups[0]?.fileHex ?? "");
const blob = bytes(stock.keyBackups[0]?.keyblobHex ?? "");
const description = bytes(stock.keyBackups[0]?.prkdHex ?? "");
const request = bytes(stock.keyBackups[0]?.certHex ?? "");
const rsaBlob = keyBlob(Buffer.alloc(32), "rsa");
const rsaDescription = bytes(recorded.rsa.descriptionHex);

/** Where things are in a file of the stock tool: header (4), header (4), then the blob. */
const BLOB = 8;
const TYPE = BLOB + 8;

function refusal(bad: Uint8Array): KeyBackupError {
  try {
    parseKeyBackup(bad);
  } catch (error) {
    if (error instanceof KeyBackupError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

function replaced(original: Buffer, place: number, ...values: readonly number[]): Buffer {
  const changed = Buffer.from(original);
  changed.set(values, place);
  return changed;
}

/** A request of the stock tool with some of its bytes replaced. */
function changedRequest(fromHex: string, toHex: string): Buffer {
  const hex = request.toString("hex");
  expect(hex.split(fromHex).length).toBe(2);
  return keyBackup(blob, description, bytes(hex.replace(fromHex, toHex)));
}

const described = (hex: string): Buffer => keyBackup(blob, bytes(hex));
const P = "8120ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
const Q = `8641${stock.keyBackups[0]?.decoded.fields.Q ?? ""}`;

const cases: readonly (readonly [string, KeyBackupErrorCode, () => Buffer, number])[] = [
  ["nothing", "truncated", () => bytes(""), 0],
  ["text", "not-a-key-backup", () => Buffer.from("-----BEGIN PRIVATE KEY-----"), 0],
  ["a key blob by itself", "bare-key-blob", () => blob, 0],
  ["too much", "too-large", () => Buffer.alloc(KEY_BACKUP_MAX_BYTES + 1, 0x30), 0],

  ["a tag alone", "truncated", () => bytes("30"), 1],
  ["a length cut short", "truncated", () => bytes("308203"), 3],
  ["less than its length says", "truncated", () => file.subarray(0, -1), 0],
  ["an indefinite length", "indefinite-length", () => bytes("3080040100" + "0000"), 1],
  ["a length with a byte too many", "overlong-length", () => bytes("30810104"), 1],
  ["a length that begins with 00", "overlong-length", () => bytes("3083000364" + "00"), 1],
  ["a length of 2^64", "truncated", () => bytes("3089010000000000000000"), 0],
  ["a length of 127 bytes", "truncated", () => Buffer.from([0x30, 0xff, ...Array(127).fill(9)]), 0],
  ["a byte behind the file", "trailing-bytes", () => Buffer.concat([file, bytes("00")]), 872],
  [
    "a third object",
    "trailing-bytes",
    () => keyBackup(blob, description, request, bytes("0500")),
    872,
  ],
  ["an integer for the blob", "wrong-tag", () => replaced(file, 4, 0x02), 4],
  ["a tag of three bytes", "wrong-tag", () => der(0x30, bytes("1f8101" + "00")), 2],

  ["no blob", "truncated", () => bytes("3000"), 2],
  ["an empty blob", "blob-too-short", () => keyBackup(bytes("")), 4],
  ["a KCV alone", "blob-too-short", () => keyBackup(blob.subarray(0, 8)), 4],
  ["key type 7", "unknown-key-type", () => replaced(file, TYPE, 7), TYPE],
  [
    "a field behind the end",
    "blob-too-short",
    () => replaced(file, TYPE + 1, 0xff, 0xff),
    TYPE + 3 + 0xffff,
  ],
  ["no room for a key", "blob-too-short", () => keyBackup(blob.subarray(0, 27 + 16 + 16)), 4 + 27],
  ["half a block", "ciphertext-not-blocks", () => keyBackup(blob.subarray(0, -8)), BLOB + 27],

  ["an RSA description of an EC key", "type-mismatch", () => keyBackup(blob, rsaDescription), 339],
  [
    "an RSA request of an EC key",
    "type-mismatch",
    () => keyBackup(blob, description, bytes(recorded.rsa.requestHex)),
    339,
  ],
  [
    "an X.509 certificate of another type",
    "type-mismatch",
    () => keyBackup(blob, description, bytes(recorded.x509.rsa2048Hex)),
    339,
  ],
  ["a request with no description before it", "wrong-tag", () => keyBackup(blob, request), 339],
  [
    "another size in the description",
    "size-mismatch",
    () => keyBackup(blob, keyDescription({ tag: 0xa0, bits: 384 }), request),
    339,
  ],
  [
    "another size of an RSA key",
    "size-mismatch",
    () => keyBackup(rsaBlob, rsaDescription, rsaRequest(1024).request),
    146,
  ],
  [
    "an octet string for a certificate",
    "wrong-tag",
    () => keyBackup(blob, description, bytes("0400")),
    382,
  ],

  ["a description of nothing", "truncated", () => described("a000"), 341],
  ["a label that is no UTF-8", "bad-value", () => replaced(file, 345, 0xff), 345],
  [
    "more in a description than there may be",
    "trailing-bytes",
    () => keyBackup(blob, der(0xa0, description.subarray(2), bytes("0500"))),
    382,
  ],
  [
    "a description without type attributes",
    "truncated",
    () => keyBackup(blob, keyDescription({ tag: 0xa0, rest: [] })),
    357,
  ],
  ["usage bits that are not there", "bad-value", () => replaced(file, 364, 0x08), 364],
  ["a size with a leading 00", "bad-value", () => replaced(file, 380, 0x00, 0x10), 380],
  ["a negative size", "bad-value", () => replaced(file, 380, 0x81), 380],
  [
    "a size of zero",
    "bad-value",
    () => keyBackup(blob, keyDescription({ tag: 0xa0, rest: [bytes("a10730053000020100")] })),
    365,
  ],

  ["a request of nothing", "truncated", () => keyBackup(blob, description, bytes("6700")), 384],
  [
    "a request without the device's signature",
    "truncated",
    () => keyBackup(blob, description, der(0x67, request.subarray(4, 405))),
    787,
  ],
  ["another profile", "bad-value", () => changedRequest("5f290100", "5f290101"), 399],
  [
    "an unknown algorithm",
    "unknown-algorithm",
    () => changedRequest("04007f00070202020203", "04007f00070202020206"),
    418,
  ],
  [
    "a prime that is none of a curve",
    "unknown-curve",
    () => changedRequest(P, P.replace(/f$/, "e")),
    428,
  ],
  ["a cofactor of 2", "unknown-curve", () => changedRequest("8701015f20", "8701025f20"), 428],
  [
    "a public point not on the curve",
    "bad-public-key",
    () => changedRequest(Q, Q.replace(/..$/, "b7")),
    633,
  ],
  [
    "a compressed public point",
    "bad-public-key",
    () => changedRequest(Q.slice(0, 6), "864102"),
    633,
  ],
  [
    "a public point of zeros",
    "bad-public-key",
    () => changedRequest(Q, `8641${"04".padEnd(130, "0")}`),
    633,
  ],
  [
    "a signature shorter than the key's",
    "bad-value",
    () => {
      const body = request.subarray(9, 9 + 5 + 0x144);
      const signed = der(0x7f21, body, der(0x5f37, Buffer.alloc(63)));
      return keyBackup(blob, description, der(0x67, signed, request.subarray(405)));
    },
    382 + 9 + 5 + 0x144 + 3,
  ],
  ["a holder with a line feed", "bad-value", () => changedRequest("5f20104553", "5f20100a53"), 704],
  ["an even modulus", "bad-public-key", () => rsaFile((modulus) => replaced(modulus, 127, 0)), 223],
  ["a modulus of zero", "bad-public-key", () => rsaFile((modulus) => modulus.fill(0)), 223],
];

function rsaFile(modify: (modulus: Buffer) => Buffer): Buffer {
  const { request: changed } = rsaRequest(1024, { modify });
  return keyBackup(rsaBlob, keyDescription({ tag: 0x30, bits: 1024 }), changed);
}

test.for(cases)("%s: %s", ([, code, make, offset]) => {
  const error = refusal(make());
  expect([error.code, error.offset]).toEqual([code, offset]);
  expect(error.message).toContain(`at byte ${offset}`);
  expect(error.hint).toBeTruthy();
});
