import { createHash, randomBytes } from "node:crypto";
import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { aesCmac, keyBackup, keyBlob } from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import pbe from "../../../../tests/vectors/pbe.json" with { type: "json" };
import { type BackupVerdict, checkKeyBackup } from "./check-key-backup.js";
import { parseKeyBackup } from "./key-backup.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const dkekOf = (hex: string): SecretBytes => SecretBytes.copyOf(bytes(hex));
const backupOf = (file: Uint8Array, dkek: SecretBytes): BackupVerdict =>
  checkKeyBackup(parseKeyBackup(file), dkek);

const recordedDkek = pbe.sets.find(({ name }) => name === recorded.keyBackup.set)?.dkekShareHex;

/** All files of the stock tool, with their DKEKs. */
const files = [
  ...stock.keyBackups.map(({ name, fileHex, dkekHex }) => ({ name, fileHex, dkekHex })),
  { name: "recorded", fileHex: recorded.keyBackup.fileHex, dkekHex: recordedDkek ?? "" },
];

test("the tests' own AES-CMAC gives what NIST publishes for AES-256", () => {
  // SP 800-38B, example "CMAC-AES256".
  const key = bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  const message = bytes(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411",
  );
  const macs = [
    [0, "028962f61b7bf89efc6b551f4667d983"],
    [16, "28a7023f452e8f82bd4bf28d8c37c35c"],
    [40, "aaf3d8f1de5640c232f5b169b9c911e6"],
  ] as const;
  for (const [length, mac] of macs) {
    expect(aesCmac(key, message.subarray(0, length)).toString("hex")).toBe(mac);
  }
});

test.for(files)("its own DKEK restores it, no other: $name", ({ fileHex, dkekHex }) => {
  using dkek = dkekOf(dkekHex);
  expect(backupOf(bytes(fileHex), dkek)).toBe("restorable");
  for (const other of files.filter((file) => file.dkekHex !== dkekHex)) {
    using wrong = dkekOf(other.dkekHex);
    expect(backupOf(bytes(fileHex), wrong)).toBe("other-dkek");
  }
});

test.for(files)("an independent check agrees: $name", ({ fileHex, dkekHex }) => {
  const { blob } = parseKeyBackup(bytes(fileHex));
  const key = createHash("sha256")
    .update(bytes(`${dkekHex}00000002`))
    .digest();
  expect(Buffer.from(blob.mac)).toEqual(aesCmac(key, blob.authenticated));
  expect(createHash("sha256").update(bytes(dkekHex)).digest("hex").slice(0, 16).toUpperCase()).toBe(
    blob.kcv,
  );
});

test("blobs of all types and sizes that OpenSSL encrypted", () => {
  for (const type of ["rsa", "rsa-crt", "ec", "aes"] as const) {
    for (const blocks of [2, 3, 77, 160]) {
      const raw = randomBytes(32);
      using dkek = SecretBytes.copyOf(raw);
      const blob = keyBlob(raw, type, { plain: randomBytes(blocks * 16) });
      expect(backupOf(keyBackup(blob), dkek)).toBe("restorable");
      const place = 40 + (blocks % 7);
      blob[place] = (blob[place] ?? 0) ^ 0x10;
      expect(backupOf(keyBackup(blob), dkek)).toBe("damaged");
    }
  }
});

test("a damaged KCV is damage, no other DKEK", () => {
  const raw = randomBytes(32);
  using dkek = SecretBytes.copyOf(raw);
  const blob = keyBlob(raw, "ec");
  blob[3] = (blob[3] ?? 0) ^ 1;
  expect(backupOf(keyBackup(blob), dkek)).toBe("damaged");
});

test("only a DKEK of 32 bytes is one", () => {
  const backup = parseKeyBackup(keyBackup(keyBlob(randomBytes(32), "ec")));
  for (const length of [0, 16, 31, 33]) {
    expect(() => checkKeyBackup(backup, SecretBytes.own(new Uint8Array(length)))).toThrow(
      expect.objectContaining({ code: "share-wrong-length" }),
    );
  }
});
