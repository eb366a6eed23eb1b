import { createPublicKey, verify } from "node:crypto";
import {
  checkKeyBackup,
  KEY_SPECS,
  parseKeySpec,
  rewrapKeyBackup,
} from "@dkek/dkek-file/key-backup";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { SmartCardHsm } from "@dkek/hsm";
import { expect, test } from "vitest";
import { directChannel } from "./direct-channel.js";
import { VirtualHsm } from "./virtual-hsm.js";

/*
 * Backups of a card with one DKEK, re-wrapped by `@dkek/dkek-file` and restored by a card with another
 * one. The card reads and writes key blobs with code of its own.
 */

const OLD = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
const NEW = "5a".repeat(32);
const MESSAGE = Buffer.from("signed after restoring");

const dkekOf = (hex: string): SecretBytes => SecretBytes.own(Buffer.from(hex, "hex"));

/** A card that has its DKEK, with somebody logged in. */
async function cardWith(dkek: string, serialNumber: number): Promise<SmartCardHsm> {
  const hsm = new SmartCardHsm(directChannel(new VirtualHsm({ serialNumber })));
  using soPin = SecretBytes.own(Buffer.alloc(8, 0x35));
  using userPin = SecretBytes.own(Buffer.from("648219"));
  using share = dkekOf(dkek);
  await hsm.initialise({ soPin, userPin, dkekShares: 1 });
  await hsm.importDkekShare(share);
  await hsm.login(userPin);
  return hsm;
}

// 4096 bits would only take longer to generate: the layout is that of 3072.
test.each(KEY_SPECS.filter((name) => name !== "rsa:4096"))(
  "%s: made under one DKEK, restored under another, signs for the same public key",
  async (name) => {
    const spec = parseKeySpec(name);
    if (spec === undefined) throw new Error(name);
    const first = await cardWith(OLD, 1);
    const made = await first.generateKey(spec, { label: "Größe", id: "0a10" });
    const backup = await first.backUpKey(made.reference);

    using old = dkekOf(OLD);
    using fresh = dkekOf(NEW);
    const rewrapped = rewrapKeyBackup(backup, old, fresh, systemRandom);
    expect(checkKeyBackup(rewrapped, fresh)).toBe("restorable");
    expect(checkKeyBackup(rewrapped, old)).toBe("other-dkek");

    const second = await cardWith(NEW, 2);
    await expect(second.restoreKey(backup)).rejects.toThrow(/KCV/);
    const restored = await second.restoreKey(rewrapped);
    expect(restored.key).toMatchObject({ label: "Größe", id: "0a10", publicKey: made.publicKey });
    const rsa = spec.algorithm === "rsa";
    const signature = await second.sign(1, rsa ? "rsa-pkcs1-sha256" : "ecdsa-sha256", MESSAGE);
    const key = Buffer.from(made.publicKey?.spki ?? []);
    const openSsl = createPublicKey({ key, type: "spki", format: "der" });
    expect(verify("sha256", MESSAGE, openSsl, signature)).toBe(true);
  },
  60_000,
);
