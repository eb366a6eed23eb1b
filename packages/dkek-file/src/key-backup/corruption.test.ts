import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { keyBackup, keyBlob } from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { checkCertificateRequest } from "./check-certificate-request.js";
import { checkKeyBackup } from "./check-key-backup.js";
import { parseKeyBackup } from "./key-backup.js";
import { KeyBackupError } from "./key-backup-error.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const [ec] = stock.keyBackups;
const dkek = bytes(ec?.dkekHex ?? "");

/** Whether everything that can be checked of a file with a request is right. */
function isSound(file: Uint8Array): boolean {
  try {
    const backup = parseKeyBackup(file);
    return (
      checkKeyBackup(backup, SecretBytes.copyOf(dkek)) === "restorable" &&
      backup.request !== undefined &&
      checkCertificateRequest(backup.request) === "signed-by-its-key"
    );
  } catch (error) {
    if (error instanceof KeyBackupError) return false;
    throw error;
  }
}

/** The places at which one byte may be XORed with `mask` and everything still seems right. */
function unnoticed(file: Buffer, mask: number): number[] {
  return [...file.keys()].filter((place) => {
    const changed = Buffer.from(file);
    changed[place] = (changed[place] ?? 0) ^ mask;
    return isSound(changed);
  });
}

/** From `first` to `last`, both included. */
function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const ecFile = bytes(ec?.fileHex ?? "");
const rsaFile = keyBackup(
  keyBlob(dkek, "rsa-crt"),
  bytes(recorded.rsa.descriptionHex),
  bytes(recorded.rsa.requestHex),
);

test.for([
  { name: "EC", file: ecFile },
  { name: "RSA", file: rsaFile },
])("a byte changed anywhere but in what is called unproven is noticed: $name", ({ file }) => {
  expect(isSound(file)).toBe(true);
  const { unproven } = parseKeyBackup(file);
  for (const mask of [0x01, 0xff]) {
    const outside = unnoticed(file, mask).filter(
      (place) => !unproven.some(({ start, end }) => place >= start && place < end),
    );
    expect(outside).toEqual([]);
  }
});

test("these are the bytes of sc-hsm-tool's file that nothing but a hash of it holds", () => {
  const label = range(345, 349);
  const authenticationId = 356;
  const keyId = 361;
  const usageUnusedBits = 364;
  const usage = 365;
  const keyReference = 369;
  const deviceName = range(789, 804);
  const deviceSignature = range(808, 871);
  const places = unnoticed(ecFile, 0x01);
  expect(places).toEqual([
    ...label,
    authenticationId,
    keyId,
    usageUnusedBits,
    usage,
    keyReference,
    ...deviceName,
    ...deviceSignature,
  ]);
  expect(unnoticed(ecFile, 0xff)).toEqual([
    authenticationId,
    keyId,
    usage,
    keyReference,
    ...deviceSignature,
  ]);

  const { sha256 } = parseKeyBackup(ecFile);
  for (const place of places) {
    const changed = Buffer.from(ecFile);
    changed[place] = (changed[place] ?? 0) ^ 0x01;
    expect(parseKeyBackup(changed).sha256).not.toBe(sha256);
  }
});

test("a file cut short or drawn out is refused at every length", () => {
  for (const file of [ecFile, rsaFile]) {
    for (let length = 0; length < file.length; length++) {
      expect(isSound(file.subarray(0, length))).toBe(false);
    }
    for (const extra of [0x00, 0x0a, 0xff]) {
      expect(isSound(Buffer.concat([file, Buffer.of(extra)]))).toBe(false);
    }
  }
});
