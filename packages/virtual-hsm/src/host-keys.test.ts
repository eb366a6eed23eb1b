import { createPublicKey, type KeyObject, verify } from "node:crypto";
import {
  encodeKeyBackup,
  KEY_SPECS,
  type KeySpec,
  parseKeyBackup,
  parseKeySpec,
} from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { type ApduChannel, type HsmErrorCode, SmartCardHsm } from "@dkek/hsm";
import { describe, expect, test } from "vitest";
import stock from "../../../tests/vectors/key-backups.json" with { type: "json" };
import { directChannel } from "./direct-channel.js";
import { toHex } from "./hex.js";
import { VirtualHsm, type VirtualHsmOptions } from "./virtual-hsm.js";

/*
 * What `@dkek/hsm` does with keys, on a card that answers. What OpenSC thinks of the result is seen in
 * the end-to-end tests; here signatures are verified by OpenSSL, through Node.
 */

const PIN = "648219";
const SHARE = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
const OTHER_SHARE = "00".repeat(31).concat("01");
const CHALLENGE = Buffer.from("thirty-two bytes, or many others");

const pin = (digits = PIN): SecretBytes => SecretBytes.own(Buffer.from(digits));
const code = (wanted: HsmErrorCode): unknown => expect.objectContaining({ code: wanted });
const spec = (text: string): KeySpec => {
  const found = parseKeySpec(text);
  if (found === undefined) throw new Error(text);
  return found;
};
const P256 = spec("ec:secp256r1");
const RSA = spec("rsa:2048");

interface Station extends AsyncDisposable {
  readonly card: VirtualHsm;
  readonly hsm: SmartCardHsm;
  readonly channel: ApduChannel;
}

interface StationOptions extends VirtualHsmOptions {
  /** In hex; none: the HSM waits for one. */
  readonly share?: string | undefined;
  readonly dkekShares?: number;
  readonly login?: boolean;
}

/** An HSM that is initialised, has its DKEK, and has somebody logged in. */
async function station({
  share = SHARE,
  dkekShares = 1,
  login = true,
  ...options
}: StationOptions = {}): Promise<Station> {
  const card = new VirtualHsm({ serialNumber: 7, ...options });
  const channel = directChannel(card);
  const hsm = new SmartCardHsm(channel);
  using soPin = SecretBytes.own(Buffer.alloc(8, 0x35));
  using userPin = pin();
  await hsm.initialise({ soPin, userPin, ...(dkekShares > 0 ? { dkekShares } : {}) });
  if (dkekShares > 0 && share !== "") {
    await hsm.importDkekShare(SecretBytes.own(Buffer.from(share, "hex")));
  }
  if (login) await hsm.login(userPin);
  return { card, hsm, channel, [Symbol.asyncDispose]: () => channel.close() };
}

const openSsl = (spki: Uint8Array | undefined): KeyObject =>
  createPublicKey({ key: Buffer.from(spki ?? []), type: "spki", format: "der" });

describe("login", () => {
  test("counts the tries down, keeps the last one, and says so when it is gone", async () => {
    await using at = await station({ login: false });
    const { hsm, card } = at;
    await expect(hsm.login(pin("12345"))).rejects.toThrow(code("bad-pin-format"));
    await expect(hsm.login(pin("000000"))).rejects.toThrow(/2 tries left/);
    await expect(hsm.login(pin("000000"))).rejects.toThrow(/1 try left/);
    const before = card.state;
    await expect(hsm.login(pin())).rejects.toThrow(code("last-try"));
    expect(card.state).toBe(before);
    await hsm.login(pin(), { allowLastTry: true });
    for (const left of [2, 1]) {
      const wrong = hsm.login(pin("999999"));
      await expect(wrong).rejects.toThrow(`${left} ${left === 1 ? "try" : "tries"} left`);
    }
    await expect(hsm.login(pin("999999"), { allowLastTry: true })).rejects.toThrow(
      code("blocked-pin"),
    );
    await expect(hsm.login(pin(), { allowLastTry: true })).rejects.toThrow(code("blocked-pin"));
  });

  test("there is no PIN yet", async () => {
    await using channel = directChannel(new VirtualHsm());
    await expect(new SmartCardHsm(channel).login(pin())).rejects.toThrow(code("not-initialised"));
  });
});

describe("a key pair", () => {
  test.each(KEY_SPECS.filter((name) => !/rsa:(3072|4096)/.test(name)))(
    "%s: made, listed and used",
    async (name) => {
      await using at = await station();
      const { hsm } = at;
      const made = await hsm.generateKey(spec(name), { label: "Größe", id: "0a10" });
      expect(made).toMatchObject({ reference: 1, label: "Größe", id: "0a10", unreadable: [] });
      expect(made).toMatchObject({ certificate: "request" });
      expect(await hsm.contents()).toEqual({ keys: [made], certificates: [], otherFiles: [] });

      const rsa = made.algorithm === "rsa";
      const algorithm = rsa ? "rsa-pkcs1-sha256" : "ecdsa-sha256";
      const signature = await hsm.sign(1, algorithm, CHALLENGE);
      expect(verify("sha256", CHALLENGE, openSsl(made.publicKey?.spki), signature)).toBe(true);
      if (made.publicKey === undefined) throw new Error("no public key");
      expect(await hsm.proveKey(1, made.publicKey)).toBe("proven");
    },
  );

  test("goes under the next reference; names that are in use are refused", async () => {
    await using at = await station();
    const { hsm } = at;
    await hsm.generateKey(P256, { label: "a", id: "01" });
    const generate = (label: string, id: string) => hsm.generateKey(P256, { label, id });
    expect(await generate("b", "02")).toMatchObject({ reference: 2 });
    const before = at.card.state;
    await expect(generate("a", "03")).rejects.toThrow(/reference 1 has label "a"/);
    await expect(generate("c", "02")).rejects.toThrow(/reference 2 has ID 02/);
    for (const [label, id] of [
      ["", "03"],
      ["\u001b[2J", "03"],
      ["x".repeat(65), "03"],
      ["c", ""],
      ["c", "3"],
      ["c", "zz"],
    ] as const) {
      await expect(generate(label, id)).rejects.toThrow(code("bad-key-names"));
    }
    expect(at.card.state).toBe(before);
  });

  test("takes a login, and says so", async () => {
    await using at = await station({ login: false });
    const generated = at.hsm.generateKey(P256, { label: "a", id: "01" });
    await expect(generated).rejects.toThrow(code("not-logged-in"));
  });

  test("no room for what belongs to it: it is gone again", async () => {
    await using at = await station({ capacityBytes: 420 });
    const before = at.card.state;
    const generated = at.hsm.generateKey(P256, { label: "a", id: "01" });
    await expect(generated).rejects.toThrow(code("device-full"));
    expect(at.card.state).toEqual(before);
  });

  test("no room for the key itself", async () => {
    await using at = await station({ capacityBytes: 100 });
    const generated = at.hsm.generateKey(P256, { label: "a", id: "01" });
    await expect(generated).rejects.toThrow(code("device-full"));
  });

  test("the HSM goes while it makes one: the hint says what may be left", async () => {
    await using at = await station();
    const unplugged: ApduChannel = {
      ...at.channel,
      transmit: (command) => {
        const answer = at.channel.transmit(command);
        if (command.ins === 0x46) setImmediate(() => at.card.powerOff());
        return answer;
      },
    };
    const generated = new SmartCardHsm(unplugged).generateKey(RSA, { label: "a", id: "01" });
    await expect(generated).rejects.toThrow(code("card-removed"));
    await expect(generated).rejects.toHaveProperty("hint", expect.stringContaining("reference 1"));
  });

  test("what is beside a key and can't be read is named, and stops nothing", async () => {
    await using at = await station();
    const { hsm, channel } = at;
    await hsm.generateKey(P256, { label: "a", id: "01" });
    const write = (file: number, content: string) =>
      channel.transmit({
        cla: 0,
        ins: 0xd7,
        p1: file >> 8,
        p2: file & 0xff,
        data: Buffer.from(`5402000053${content}`, "hex"),
      });
    await write(0xc401, "02a0ff");
    await write(0xc409, "0130");
    await write(0xca03, "0130");
    await write(0xc803, "0b300930070c054341c3a40a");
    const { keys, certificates, otherFiles } = await hsm.contents();
    expect(keys).toMatchObject([{ reference: 1, label: undefined, unreadable: ["description"] }]);
    expect(keys[0]?.publicKey?.curve).toBe("secp256r1");
    expect(certificates).toMatchObject([{ number: 3, label: "CAä\ufffd", kind: undefined }]);
    expect(otherFiles).toEqual([0xc409]);
  });
});

describe("a backup", () => {
  test.each([
    ["EC", P256],
    ["RSA", RSA],
  ])("%s: restored on another HSM, where it signs", async (_name, kind) => {
    await using a = await station();
    await using b = await station({ serialNumber: 8 });
    const made = await a.hsm.generateKey(kind, { label: "a key", id: "10" });
    const backup = await a.hsm.backUpKey(made.reference);
    expect(backup).toMatchObject({ label: "a key", id: "10", publicKey: made.publicKey });
    expect(backup.kcv).toBe("3D399A9B2D94B587");

    await b.hsm.generateKey(P256, { label: "another", id: "11" });
    const restored = await b.hsm.restoreKey(backup);
    expect(restored).toEqual({ key: { ...made, reference: 2 }, proof: "proven" });
    const algorithm = made.algorithm === "rsa" ? "rsa-pkcs1-sha256" : "ecdsa-sha256";
    const signature = await b.hsm.sign(2, algorithm, CHALLENGE);
    expect(verify("sha256", CHALLENGE, openSsl(made.publicKey?.spki), signature)).toBe(true);

    await expect(b.hsm.restoreKey(backup)).rejects.toThrow(/in the HSM already, with reference 2/);
    expect(await b.hsm.restoreKey(backup, { reference: 200 })).toMatchObject({ proof: "proven" });
    const again = await b.hsm.backUpKey(200);
    expect(again.files).toEqual(backup.files);
  });

  test.for(stock.keyBackups.filter(({ stockUnwrap }) => stockUnwrap))(
    "what sc-hsm-tool wrote: $name",
    async (vector) => {
      await using at = await station({ share: vector.dkekHex });
      const backup = parseKeyBackup(Buffer.from(vector.fileHex, "hex"));
      const { key, proof } = await at.hsm.restoreKey(backup);
      expect(proof).toBe("proven");
      expect(key).toMatchObject({ label: vector.label, id: vector.idHex });
      expect(toHex(key.publicKey?.spki ?? new Uint8Array(0))).toBe(vector.spkiDerHex);
    },
  );

  test("of another DKEK: refused before the HSM sees it, and by the HSM", async () => {
    await using a = await station();
    await using b = await station({ serialNumber: 8, share: OTHER_SHARE });
    await a.hsm.generateKey(P256, { label: "a", id: "01" });
    const backup = await a.hsm.backUpKey(1);
    const before = b.card.state;
    await expect(b.hsm.restoreKey(backup)).rejects.toThrow(/made under the DKEK with KCV 3D39/);
    const forced = b.hsm.restoreKey(backup, { whateverKcv: true });
    await expect(forced).rejects.toThrow(/the HSM refused the backup/);
    await expect(forced).rejects.toThrow(code("wrong-dkek"));
    expect(b.card.state).toBe(before);
  });

  test("damaged under the same DKEK: the HSM refuses it, and what was to be replaced stays", async () => {
    await using at = await station();
    await at.hsm.generateKey(P256, { label: "a", id: "01" });
    const backup = await at.hsm.backUpKey(1);
    const blob = Uint8Array.from(backup.blob.bytes);
    blob[60] = (blob[60] ?? 0) ^ 1;
    const damaged = parseKeyBackup(encodeKeyBackup({ blob, ...backup.files }));
    const before = at.card.state;
    const restored = at.hsm.restoreKey(damaged, { reference: 1, replace: true });
    await expect(restored).rejects.toThrow(code("wrong-dkek"));
    expect(at.card.state).toBe(before);
  });

  test("replaces a key only when it is told to", async () => {
    await using at = await station();
    const { hsm } = at;
    const first = await hsm.generateKey(P256, { label: "first", id: "01" });
    await hsm.generateKey(P256, { label: "second, with a longer label", id: "02" });
    const backup = await hsm.backUpKey(1);
    await expect(hsm.restoreKey(backup, { reference: 2 })).rejects.toThrow(
      code("reference-in-use"),
    );
    await expect(hsm.restoreKey(backup, { reference: 256 })).rejects.toThrow(code("bad-option"));
    const { key } = await hsm.restoreKey(backup, { reference: 2, replace: true });
    expect(key).toEqual({ ...first, reference: 2 });
    const { keys, otherFiles } = await hsm.contents();
    expect(keys.map(({ reference, label }) => [reference, label])).toEqual([
      [1, "first"],
      [2, "first"],
    ]);
    expect(otherFiles).toEqual([]);
  });

  test("whose files belong to another key: the key is not left there", async () => {
    await using at = await station();
    const { hsm, card } = at;
    for (const id of ["01", "02"]) await hsm.generateKey(P256, { label: id, id });
    const [one, two] = [await hsm.backUpKey(1), await hsm.backUpKey(2)];
    const mixed = parseKeyBackup(encodeKeyBackup({ blob: one.blob.bytes, ...two.files }));
    const before = card.state;
    await expect(hsm.restoreKey(mixed, { reference: 3 })).rejects.toThrow(code("wrong-key"));
    expect(card.state).toEqual(before);
  });

  test("a blob and nothing else comes back as a key that is not described", async () => {
    await using at = await station();
    await at.hsm.generateKey(P256, { label: "a", id: "01" });
    const { blob } = await at.hsm.backUpKey(1);
    const alone = parseKeyBackup(encodeKeyBackup({ blob: blob.bytes }));
    const { key, proof } = await at.hsm.restoreKey(alone);
    expect(key).toMatchObject({ reference: 2, label: undefined, publicKey: undefined });
    expect(proof).toBeUndefined();
  });

  test("no room: all of it is gone again", async () => {
    await using a = await station();
    await a.hsm.generateKey(P256, { label: "a", id: "01" });
    const backup = await a.hsm.backUpKey(1);
    await using b = await station({ capacityBytes: 420 });
    const before = b.card.state;
    await expect(b.hsm.restoreKey(backup)).rejects.toThrow(code("device-full"));
    expect(b.card.state).toEqual(before);
  });

  test("the HSM must have its DKEK, and the key", async () => {
    await using none = await station({ dkekShares: 0 });
    await none.hsm.generateKey(P256, { label: "a", id: "01" });
    await expect(none.hsm.backUpKey(1)).rejects.toThrow(code("no-dkek-set-up"));
    await using pending = await station({ share: "" });
    await pending.hsm.generateKey(P256, { label: "a", id: "01" });
    await expect(pending.hsm.backUpKey(1)).rejects.toThrow(code("dkek-incomplete"));
    await using at = await station();
    await expect(at.hsm.backUpKey(5)).rejects.toThrow(code("no-such-key"));
  });

  test("firmware that tells its KCV only after a login tells it here", async () => {
    await using at = await station({ kcvNeedsUserPin: true });
    expect(await at.hsm.dkek()).toMatchObject({ kcv: "3D399A9B2D94B587" });
    expect((await at.hsm.status()).dkek).toMatchObject({ kcv: undefined });
  });

  test.each([
    ["refuses the file", (ins: number, p1: number) => ins === 0xd7 && p1 === 0x2f],
    ["takes it as any file", (ins: number, _p1: number, empty: boolean) => ins === 0x74 && empty],
  ])(
    "firmware that does not know EF 2F10 and %s gets the blob with the command",
    async (_name, refuses) => {
      await using at = await station();
      await at.hsm.generateKey(P256, { label: "a", id: "01" });
      const backup = await at.hsm.backUpKey(1);
      const old: ApduChannel = {
        ...at.channel,
        transmit: async (command) =>
          refuses(command.ins, command.p1, command.data === undefined)
            ? { data: new Uint8Array(0), sw: command.ins === 0xd7 ? 0x6a82 : 0x6700 }
            : at.channel.transmit(command),
      };
      const restored = await new SmartCardHsm(old).restoreKey(backup, { reference: 2 });
      expect(restored.proof).toBe("proven");
    },
  );
});
