// Key backups from and onto the virtual HSM, by the unmodified sc-hsm-tool. The virtual HSM writes key
// blobs with code of its own; @dkek/dkek-file, which shares none of it, says whether they are right.
import { readFileSync, writeFileSync } from "node:fs";
import {
  checkCertificateRequest,
  checkKeyBackup,
  type KeyBackup,
  parseKeyBackup,
} from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { VirtualHsm } from "@dkek/virtual-hsm";
import { describe, expect, test } from "vitest";
import backups from "../vectors/key-backups.json" with { type: "json" };
import multi from "../vectors/multi-dkek.json" with { type: "json" };
import { inFolder, type KeyTools, keyTools, must, openssl, signs } from "./support/key-tools.js";
import { SO_PIN, USER_PIN, useRig } from "./support/rig.js";

const rig = useRig(2);

const [{ dkekSharesHex: SHARES, dkekHex: DKEK } = { dkekSharesHex: [], dkekHex: "" }] =
  multi.multiDkek;
const [SHARE = ""] = SHARES;

interface Watched extends KeyTools {
  /** The status word of the last command with this instruction byte, in hex. */
  lastStatus(ins: number): string | undefined;
}

/** A virtual HSM in a reader, initialised for so many DKEK shares, with these imported. */
async function hsmWith(
  shares: readonly string[],
  { reader = 0, total = shares.length } = {},
): Promise<Watched> {
  const last = new Map<number | undefined, string>();
  const hsm = new VirtualHsm({
    serialNumber: reader + 1,
    onExchange: ({ command, response }) =>
      last.set(command[1], Buffer.from(response.slice(-2)).toString("hex")),
  });
  await rig.plug(hsm, reader);
  await rig.initialise(total, reader);
  const tools = keyTools(rig, reader);
  for (const share of shares) await tools.importShare(share);
  return { ...tools, lastStatus: (ins) => last.get(ins) };
}

const UNWRAP = 0x74;
const WRAP = 0x72;

function backupIn(tools: KeyTools, file: string): KeyBackup {
  return parseKeyBackup(readFileSync(inFolder(tools, file)));
}

function verdict(backup: KeyBackup, dkekHex: string): string {
  using dkek = SecretBytes.own(Buffer.from(dkekHex, "hex"));
  return checkKeyBackup(backup, dkek);
}

describe("a backup made here", () => {
  test.each([
    ["EC:brainpoolP320r1", "EC", "ec", 320],
    ["EC:secp521r1", "EC", "ec", 521],
    ["rsa:2048", "RSA", "rsa-crt", 2048],
    ["rsa:3072", "RSA", "rsa", 3072],
  ] as const)(
    "%s: is right, and restores on another HSM with the same two DKEK shares",
    async (type, kind, keyType, keyBits) => {
      const first = await hsmWith(SHARES);
      const second = await hsmWith([...SHARES].reverse(), { reader: 1 });
      await first.generate(type, "10", "to be kept");
      must(await first.wrap("backup", 1));
      const backup = backupIn(first, "backup");
      expect(backup).toMatchObject({ keyType, keyBits, label: "to be kept", id: "10" });
      expect(backup.request?.device).toBe("ZZVIRT0000100001");
      expect(verdict(backup, DKEK)).toBe("restorable");
      expect(verdict(backup, SHARE)).toBe("other-dkek");
      expect(backup.request && checkCertificateRequest(backup.request)).toBe("signed-by-its-key");
      const pem = await openssl(first.folder, "pkey", "-pubin", "-in", "10.pem", "-outform", "PEM");
      expect(Buffer.from(pem.replace(/-----.*-----|\n/g, ""), "base64")).toEqual(
        Buffer.from(backup.publicKey?.spki ?? []),
      );

      const file = inFolder(first, "backup");
      const done = must(await second.unwrap(file, 7));
      expect(done.stdout).toMatch(/Key successfully imported\n$/);
      // P-521: OpenSC refuses one signature in 16; see virtual-keys.test.ts.
      if (type !== "EC:secp521r1") await signs(second, "10", kind, inFolder(first, "10.pem"));
      must(await second.wrap("again", 7));
      const again = backupIn(second, "again");
      expect(verdict(again, DKEK)).toBe("restorable");
      expect(again.publicKey?.fingerprint).toBe(backup.publicKey?.fingerprint);
      expect(again.blob.mac).not.toEqual(backup.blob.mac);
    },
  );
});

describe("a backup that another card made", () => {
  test.each(backups.keyBackups)("$name: restores, and signs for its public key", async (vector) => {
    const tools = await hsmWith([vector.dkekHex]);
    writeFileSync(inFolder(tools, "backup"), Buffer.from(vector.fileHex, "hex"));
    writeFileSync(inFolder(tools, "public"), Buffer.from(vector.spkiDerHex, "hex"));
    must(await tools.unwrap("backup", 1));
    expect(must(await tools.pkcs11("--list-objects")).stdout).toContain(
      `Private Key Object; EC\n  label:      ${vector.label}\n  ID:         ${vector.idHex}\n`,
    );
    await signs(tools, vector.idHex, "EC", "public");
  });
});

describe("refused", () => {
  test("under another DKEK, and a damaged one under its own: 6A80", async () => {
    const first = await hsmWith([SHARE]);
    const other = await hsmWith([DKEK], { reader: 1 });
    await first.generate("EC:secp256r1", "10");
    must(await first.wrap("backup", 1));
    const file = inFolder(first, "backup");
    const notMatching = { status: 1, stderr: expect.stringMatching(/does not match DKEK\n$/) };
    expect(await other.unwrap(file, 1)).toMatchObject(notMatching);
    expect(other.lastStatus(UNWRAP)).toBe("6a80");
    const whole = readFileSync(file);
    // In the ciphertext, in the attributes and in the MAC.
    for (const place of [100, 20, 330]) {
      const damaged = Buffer.from(whole);
      damaged[place] = (damaged[place] ?? 0) ^ 0x10;
      writeFileSync(inFolder(first, "damaged"), damaged);
      expect(verdict(backupIn(first, "damaged"), SHARE)).toBe("damaged");
      expect(await first.unwrap("damaged", 2)).toMatchObject(notMatching);
      expect(first.lastStatus(UNWRAP)).toBe("6a80");
    }
    const { stdout } = must(await first.pkcs11("--list-objects"));
    expect(stdout.match(/Private Key Object/g)).toHaveLength(1);
  });

  test("where a key is, unless --force replaces it", async () => {
    const tools = await hsmWith([SHARE]);
    await tools.generate("EC:secp256r1", "10", "first");
    await tools.generate("rsa:1024", "20", "second");
    must(await tools.wrap("backup", 1));
    const taken = await tools.unwrap("backup", 2);
    expect(taken.stderr).toContain("Found existing private key description in EF with fid c402.");
    expect(tools.lastStatus(UNWRAP)).toBeUndefined();
    must(await tools.pkcs11("--delete-object", "--type", "privkey", "--id", "10"));
    expect((await tools.unwrap("backup", 1)).stderr).toContain("Found existing certificate");
    must(await tools.unwrap("backup", 2, "--force"));
    const { stdout } = must(await tools.pkcs15("--dump"));
    expect(stdout).toContain("Private EC Key [first]");
    expect(stdout).not.toContain("second");
    await signs(tools, "10", "EC", "10.pem");
  });

  test("the card itself holds on to a key whose description was lost", async () => {
    const tools = await hsmWith([SHARE]);
    await tools.generate("EC:secp256r1", "10");
    must(await tools.wrap("backup", 1));
    for (const file of ["C401", "CE01"]) await tools.deleteFile(file);
    const taken = await tools.unwrap("backup", 1);
    expect(taken.status).not.toBe(0);
    expect(tools.lastStatus(UNWRAP)).toBe("6a89");
  });

  test("without all DKEK shares, without any, without the right PIN", async () => {
    const pending = await hsmWith([SHARE], { total: 2 });
    await pending.generate("EC:secp256r1", "10");
    expect((await pending.wrap("backup", 1)).stderr).toContain("failed with Not allowed");
    expect(pending.lastStatus(WRAP)).toBe("6985");
    await pending.importShare(SHARES[1] ?? "");
    must(await pending.wrap("backup", 1));
    expect(verdict(backupIn(pending, "backup"), DKEK)).toBe("restorable");
    const nothing = await pending.wrap("nothing", 9);
    expect(nothing.stderr).toContain("failed with Data object not found");

    const without = await hsmWith([SHARE], { reader: 1 });
    const pins = ["--so-pin", SO_PIN, "--pin", USER_PIN];
    must(await rig.stock(["--initialize", ...pins], { reader: 1 }));
    const restored = await without.unwrap(inFolder(pending, "backup"), 1);
    expect(restored.stderr).toContain("Card not initialized for key wrap");
    expect(without.lastStatus(UNWRAP)).toBe("6d00");

    const wrong = await rig.stock(
      ["--wrap-key", "wrong", "--key-reference", "1", "--pin", "000000"],
      { cwd: pending.folder },
    );
    expect(wrong.stderr).toContain("PIN verification failed with PIN code or key incorrect");
  });
});
