import { SecretBytes } from "@dkek/foundation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { der, keyBackup, keyBlob, keyDescription } from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { checkCertificateRequest } from "./check-certificate-request.js";
import { checkKeyBackup } from "./check-key-backup.js";
import { KEY_BACKUP_MAX_BYTES, parseKeyBackup } from "./key-backup.js";
import { KeyBackupError } from "./key-backup-error.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const dkek = bytes(stock.keyBackups[0]?.dkekHex ?? "");

const rsaBlob = keyBlob(dkek, "rsa");
const GENUINE: readonly Buffer[] = [
  bytes(stock.keyBackups[0]?.fileHex ?? ""),
  bytes(recorded.keyBackup.fileHex),
  keyBackup(rsaBlob, bytes(recorded.rsa.descriptionHex), bytes(recorded.rsa.requestHex)),
  keyBackup(rsaBlob, bytes(recorded.rsa.descriptionHex), bytes(recorded.x509.rsa2048Hex)),
  keyBackup(
    keyBlob(dkek, "ec"),
    keyDescription({ tag: 0xa0, bits: 384 }),
    bytes(recorded.x509.brainpoolP384r1Hex),
  ),
  keyBackup(keyBlob(dkek, "aes")),
];

/** It is read, or refused with a place in it; anything else throws. Without `expect`, for speed. */
function holds(file: Uint8Array): boolean {
  try {
    const { bytes: kept, unproven } = parseKeyBackup(file);
    const inside = unproven.every(
      ({ start, end }) => 0 < start && start < end && end <= file.length,
    );
    if (Buffer.compare(kept, file) !== 0 || !inside) throw new Error("read as something else");
    return true;
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    if (!Number.isSafeInteger(error.offset) || error.offset < 0) throw new Error("refused nowhere");
    return false;
  }
}

const genuine = fc.constantFrom(...GENUINE);

/** A few bytes overwritten, cut out and put in, at places of their own. */
const mutated = fc
  .tuple(
    genuine,
    fc.array(
      fc.record({
        place: fc.nat(2048),
        remove: fc.nat({ max: 3 }),
        insert: fc.uint8Array({ maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([file, changes]) =>
    changes.reduce((changed, { place, remove, insert }) => {
      const at = place % (changed.length + 1);
      return Buffer.concat([changed.subarray(0, at), insert, changed.subarray(at + remove)]);
    }, file),
  );

const TAGS = [0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x30, 0x42, 0x5f20, 0x5f29, 0x5f37, 0x67];
const MORE_TAGS = [0x7f21, 0x7f49, 0x7f4e, 0x81, 0x82, 0x84, 0x86, 0xa0, 0xa1, 0xa8];

/** Well-formed objects in one another, of the tags that occur. */
const nested = fc.letrec<{ node: Buffer; leaf: Buffer }>((tie) => ({
  leaf: fc.uint8Array({ maxLength: 24 }).map((value) => Buffer.from(value)),
  node: fc
    .tuple(
      fc.constantFrom(...TAGS, ...MORE_TAGS),
      fc.oneof(
        { depthSize: "medium" },
        tie("leaf"),
        fc.array(tie("node"), { maxLength: 5 }).map((parts) => Buffer.concat(parts)),
      ),
    )
    .map(([tag, value]) => der(tag, value)),
})).node;

const blobs = fc.constantFrom(...(["rsa", "rsa-crt", "ec", "aes"] as const)).map((type) => {
  return keyBlob(dkek, type);
});

test("random bytes", () => {
  const file = fc.uint8Array({ maxLength: 400 });
  fc.assert(
    fc.property(file, (input) => void holds(input)),
    { numRuns: 20_000 },
  );
});

test("random bytes after a genuine beginning", () => {
  const file = fc
    .tuple(genuine, fc.nat(900), fc.uint8Array({ maxLength: 64 }))
    .map(([start, length, rest]) => Buffer.concat([start.subarray(0, length), rest]));
  fc.assert(
    fc.property(file, (input) => void holds(input)),
    { numRuns: 10_000 },
  );
});

test("genuine files, changed", () => {
  fc.assert(
    fc.property(mutated, (input) => void holds(input)),
    { numRuns: 20_000 },
  );
});

test("a genuine blob with anything beside it", () => {
  const file = fc
    .tuple(blobs, fc.array(nested, { maxLength: 3 }))
    .map(([blob, beside]) => keyBackup(blob, ...beside));
  fc.assert(
    fc.property(file, (input) => void holds(input)),
    { numRuns: 10_000 },
  );
});

test("length on length, as deep as a file can be", () => {
  for (const tag of [0x30, 0xa0, 0x67]) {
    let file: Buffer = Buffer.alloc(0);
    while (file.length < KEY_BACKUP_MAX_BYTES - 4) file = Buffer.concat([Buffer.of(tag, 0), file]);
    expect(holds(file)).toBe(false);
    const blob = keyBlob(dkek, tag === 0x30 ? "rsa" : "ec");
    expect(holds(keyBackup(blob, der(0xa0, file.subarray(0, 60_000))))).toBe(false);
  }
});

test("what was read can be checked, whatever it is", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(mutated, genuine), (file) => {
      if (!holds(file)) return;
      read++;
      const backup = parseKeyBackup(file);
      const verdict = checkKeyBackup(backup, SecretBytes.copyOf(dkek));
      expect(["restorable", "other-dkek", "damaged"]).toContain(verdict);
      if (backup.request === undefined) return;
      const verdicts = ["signed-by-its-key", "wrong-signature", "not-checkable"];
      expect(verdicts).toContain(checkCertificateRequest(backup.request));
    }),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(200);
});
