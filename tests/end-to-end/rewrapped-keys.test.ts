// Key backups that sc-hsm-tool made under one DKEK, re-wrapped offline, and restored by sc-hsm-tool on an
// HSM that never had that DKEK. OpenSSL verifies what the restored keys sign.
import { readFileSync, writeFileSync } from "node:fs";
import { checkKeyBackup, parseKeyBackup, rewrapKeyBackup } from "@dkek/dkek-file/key-backup";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { expect, test } from "vitest";
import backups from "../vectors/key-backups.json" with { type: "json" };
import multi from "../vectors/multi-dkek.json" with { type: "json" };
import { inFolder, type KeyTools, keyTools, must, signs } from "./support/key-tools.js";
import { useRig } from "./support/rig.js";

const rig = useRig(2);

const [{ dkekSharesHex: OLD_SHARES, dkekHex: OLD } = { dkekSharesHex: [], dkekHex: "" }] =
  multi.multiDkek;
const NEW = "5a".repeat(32);

/** A virtual HSM in a reader, initialised for these DKEK shares, which it has. */
async function hsmWith(shares: readonly string[], reader = 0): Promise<KeyTools> {
  await rig.plug(new VirtualHsm({ serialNumber: reader + 1 }), reader);
  await rig.initialise(shares.length, reader);
  const tools = keyTools(rig, reader);
  for (const share of shares) await tools.importShare(share);
  return tools;
}

/** Re-wraps a file for the new DKEK. */
function rewrapped(file: Uint8Array, oldDkek: string): Uint8Array {
  using old = SecretBytes.own(Buffer.from(oldDkek, "hex"));
  using fresh = SecretBytes.own(Buffer.from(NEW, "hex"));
  const backup = rewrapKeyBackup(parseKeyBackup(file), old, fresh, systemRandom);
  expect(checkKeyBackup(backup, fresh)).toBe("restorable");
  return backup.bytes;
}

const KEYS = [
  ["10", "rsa:2048", "RSA"],
  ["11", "rsa:3072", "RSA"],
  ["12", "EC:secp384r1", "EC"],
  ["13", "EC:brainpoolP512r1", "EC"],
] as const;

test("backed up under two DKEK shares, restored with another DKEK, and at work", async () => {
  const first = await hsmWith(OLD_SHARES);
  const second = await hsmWith([NEW], 1);
  for (const [place, [id, type, kind]] of KEYS.entries()) {
    const reference = place + 1;
    await first.generate(type, id, `key ${id}`);
    must(await first.wrap("old", reference));
    const old = inFolder(first, "old");
    expect((await second.unwrap(old, reference)).stderr).toContain("does not match DKEK");

    const fresh = inFolder(first, "new");
    writeFileSync(fresh, rewrapped(readFileSync(old), OLD));
    expect((await first.unwrap(fresh, 100)).stderr).toContain("does not match DKEK");
    must(await second.unwrap(fresh, reference));
    await signs(second, id, kind, inFolder(first, `${id}.pem`));
    expect(must(await second.pkcs11("--list-objects")).stdout).toContain(`key ${id}`);
  }
});

test.each(backups.keyBackups)("a backup that another card made: $name", async (vector) => {
  const tools = await hsmWith([NEW]);
  const file = rewrapped(Buffer.from(vector.fileHex, "hex"), vector.dkekHex);
  writeFileSync(inFolder(tools, "new"), file);
  writeFileSync(inFolder(tools, "public"), Buffer.from(vector.spkiDerHex, "hex"));
  must(await tools.unwrap("new", 1));
  await signs(tools, vector.idHex, "EC", "public");
});
