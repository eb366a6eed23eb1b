import {
  constants,
  createECDH,
  createHash,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  verify,
} from "node:crypto";
import { type CommandApdu, encodeCommand } from "@dkek/hsm";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.js";
import { decodeTlvs, encodeTlv, findTlv } from "./tlv.js";
import openSc from "./vectors/opensc-commands.json" with { type: "json" };
import { VirtualHsm, type VirtualHsmOptions } from "./virtual-hsm.js";

const SELECT = "00a404000be82b0601040181c31f020100";
/** PIN 648219, SO-PIN 3537363231383830, 3 tries; and so many DKEK shares. */
const NO_DKEK = "805000001980020001810636343832313982083537363231383830910103";
const ONE_SHARE = `${NO_DKEK.replace("0019", "001c")}920101`;
const TWO_SHARES = `${NO_DKEK.replace("0019", "001c")}920102`;
const VERIFY = "0020008106363438323139";
/** The DKEK share under which the recorded key blob was wrapped, and another. */
const SHARE = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
const importShare = (share: string): string => `8052000020${share}00`;
/** Up to where keys can be made, used, wrapped and unwrapped. */
const READY = [ONE_SHARE, importShare(SHARE), VERIFY];

/** Small, so that tests are quick: OpenSC's command for 2048 bits with another number in it. */
const GENERATE_RSA_1024 = openSc.generateRsa2048.replace("02020800", "02020400");
const RSA = 0x02;
const EC = 0x01;

interface TestCard {
  readonly hsm: VirtualHsm;
  /** The answer in hex. */
  send(hex: string): Promise<string>;
  /** The answer's data, whose status word must be 9000. */
  ask(command: CommandApdu): Promise<Uint8Array>;
  status(command: CommandApdu): Promise<string>;
}

/** A card with its applet selected, and what it answers. */
async function card(
  options: VirtualHsmOptions = {},
  ...commands: readonly string[]
): Promise<TestCard> {
  const hsm = new VirtualHsm({ serialNumber: 7, ...options });
  const send = async (hex: string): Promise<string> => toHex(await hsm.transmit(fromHex(hex)));
  for (const command of [SELECT, ...commands]) expect(await send(command)).toMatch(/9000$/);
  const status = async (command: CommandApdu): Promise<string> =>
    toHex((await hsm.transmit(encodeCommand(command))).slice(-2));
  const ask = async (command: CommandApdu): Promise<Uint8Array> => {
    const answer = await hsm.transmit(encodeCommand(command));
    expect(toHex(answer.slice(-2))).toBe("9000");
    return answer.slice(0, -2);
  };
  return { hsm, send, ask, status };
}

const use = (ins: number, key: number, algorithm: number, data: Uint8Array): CommandApdu => ({
  cla: 0x80,
  ins,
  p1: key,
  p2: algorithm,
  data,
  le: 512,
});
const sign = use.bind(undefined, 0x68);
const decipher = use.bind(undefined, 0x62);
const wrap = (key: number): CommandApdu => ({ cla: 0x80, ins: 0x72, p1: key, p2: 0x92, le: 65536 });
const unwrap = (key: number, data: Uint8Array): CommandApdu => ({
  cla: 0x80,
  ins: 0x74,
  p1: key,
  p2: 0x93,
  data,
});

const EMPTY = new Uint8Array(0);

/** The value at the end of a path of tags. */
function at(bytes: Uint8Array, ...tags: readonly number[]): Uint8Array {
  return tags.reduce((value, tag) => findTlv(decodeTlvs(value) ?? [], tag) ?? EMPTY, bytes);
}

/** The public key in a certificate or request (7F49): on P-256, or RSA. */
function publicKeyOf(key: Uint8Array): KeyObject {
  const number = (tag: number, from = 0, to?: number): string =>
    Buffer.from(at(key, tag).slice(from, to)).toString("base64url");
  const jwk =
    at(key, 0x86).length === 0
      ? { kty: "RSA", n: number(0x81), e: number(0x82) }
      : { kty: "EC", crv: "P-256", x: number(0x86, 1, 33), y: number(0x86, 33) };
  return createPublicKey({ format: "jwk", key: jwk });
}

/** Whether a certificate or request's signature is right: r and s side by side, or PKCS#1 v1.5. */
function isSigned(by: KeyObject, content: Uint8Array, signature: Uint8Array): boolean {
  return verify("sha256", content, { key: by, dsaEncoding: "ieee-p1363" }, signature);
}

/** The public half of the key pair that the command has generated. */
async function generate({ send }: Pick<TestCard, "send">, command: string): Promise<KeyObject> {
  const answer = await send(command);
  expect(answer).toMatch(/9000$/);
  return publicKeyOf(at(fromHex(answer.slice(0, -4)), 0x67, 0x7f21, 0x7f4e, 0x7f49));
}

describe("GENERATE ASYMMETRIC KEY PAIR, as OpenSC asks for it", () => {
  test.each([
    ["P-256", openSc.generateEc],
    ["RSA of 1024 bits", GENERATE_RSA_1024],
  ])("%s: a request signed by the key, and around it by the device", async (_name, command) => {
    const { send } = await card({}, ...READY);
    const answer = await send(command);
    const request = at(fromHex(answer.slice(0, -4)), 0x67);
    const body = at(request, 0x7f21, 0x7f4e);
    expect(Buffer.from(at(body, 0x42)).toString()).toBe("UTCA00001");
    expect(Buffer.from(at(body, 0x5f20)).toString()).toBe("ESPICOHSMTR00001");
    const key = publicKeyOf(at(body, 0x7f49));
    expect(isSigned(key, encodeTlv(0x7f4e, body), at(request, 0x7f21, 0x5f37))).toBe(true);

    const certificate = fromHex((await send("00b12f02000004540200000000")).slice(0, -4));
    const device = at(certificate, 0x7f21, 0x7f4e);
    expect(at(request, 0x42)).toEqual(at(device, 0x5f20));
    const content = [encodeTlv(0x7f21, at(request, 0x7f21)), encodeTlv(0x42, at(request, 0x42))];
    const outer = Buffer.concat(content);
    expect(isSigned(publicKeyOf(at(device, 0x7f49)), outer, at(request, 0x5f37))).toBe(true);
  });

  test("the domain parameters go into the request as they came", async () => {
    const { send } = await card({}, ...READY);
    const given = at(fromHex(openSc.generateEc).slice(7), 0x7f49);
    const key = at(
      fromHex((await send(openSc.generateEc)).slice(0, -4)),
      0x67,
      0x7f21,
      0x7f4e,
      0x7f49,
    );
    for (const tag of [0x06, 0x81, 0x82, 0x83, 0x84, 0x85, 0x87]) {
      expect(toHex(at(key, tag))).toBe(toHex(at(given, tag)));
      expect(at(key, tag).length).toBeGreaterThan(0);
    }
  });

  test("is listed, and does not go where a key is", async () => {
    const { send } = await card({}, ...READY);
    await generate({ send }, openSc.generateEc);
    expect(await send("80580000000000")).toBe("cc00cc019000");
    expect(await send(openSc.generateEc)).toBe("6a89");
    expect(await send(openSc.generateEc.replace("004601", "004600"))).toBe("6a89");
    await generate({ send }, openSc.generateEc.replace("004601", "0046ff"));
    expect(await send("80580000000000")).toBe("cc00cc01ccff9000");
  });

  test.each([
    ["a curve that is none", openSc.generateEc.replace("8120ffffffff", "8120fffffffe")],
    ["RSA of 2047 bits", openSc.generateRsa2048.replace("02020800", "020207ff")],
    ["an even exponent", openSc.generateRsa2048.replace("8203010001", "8203010002")],
    ["another algorithm", openSc.generateRsa2048.replace("02020102", "02020199")],
    ["nobody to hold it", openSc.generateRsa2048.replace("5f2010", "5f2110")],
    ["something not modelled", openSc.generateRsa2048.replace("5f290100", "5f280100")],
    ["no TLV", "004602000000020bad0000"],
    ["no data", "00460200"],
  ])("6a80: %s", async (_name, command) => {
    const { send, hsm } = await card({}, ...READY);
    const before = hsm.state;
    expect(await send(command)).toBe("6a80");
    expect(hsm.state).toBe(before);
  });

  test("the power goes in the middle of it: no key, and the card is as it was", async () => {
    const { hsm, send } = await card({}, ...READY);
    const before = hsm.state;
    const generated = hsm.transmit(fromHex(GENERATE_RSA_1024));
    const waiting = hsm.transmit(fromHex("00e4020002cc01"));
    hsm.powerOff();
    hsm.powerOn();
    // It need not wait for what nobody wants any more.
    expect(await send(SELECT)).toMatch(/9000$/);
    // That OpenSSL has finished the key changes nothing.
    const removed = expect.objectContaining({ code: "card-removed" });
    await expect(generated).rejects.toEqual(removed);
    await expect(waiting).rejects.toEqual(removed);
    expect(hsm.state).toBe(before);
    expect(await send("80580000000000")).toBe("cc009000");
    expect(await send(GENERATE_RSA_1024)).toBe("6982");
  });

  test("commands that come meanwhile wait their turn", async () => {
    const { hsm } = await card({}, ...READY);
    const answers = await Promise.all(
      [GENERATE_RSA_1024, "80580000000000"].map((command) => hsm.transmit(fromHex(command))),
    );
    expect(toHex(answers[1] ?? EMPTY)).toBe("cc00cc029000");
  });
});

describe("SIGN", () => {
  const message = Buffer.from("what is signed");
  const digest = (hash: string): Buffer => createHash(hash).update(message).digest();

  test.each([
    [0x70, "sha1", digest("sha1")],
    [0x70, "sha512", digest("sha512")],
    [0x71, "sha1", message],
    [0x72, "sha224", message],
    [0x73, "sha256", message],
    [0x74, "sha384", message],
    [0x75, "sha512", message],
  ])("ECDSA, %i with %s: OpenSSL verifies it", async (algorithm, hash, data) => {
    const made = await card({}, ...READY);
    const publicKey = await generate(made, openSc.generateEc);
    const signature = await made.ask(sign(EC, algorithm, data));
    expect(verify(hash, message, publicKey, signature)).toBe(true);
  });

  const rsa = card({}, ...READY).then(async (made) => ({
    made,
    publicKey: await generate(made, GENERATE_RSA_1024),
  }));

  test.each([
    [0x31, "sha1"],
    [0x33, "sha256"],
    [0x34, "sha384"],
    [0x35, "sha512"],
  ])("RSA, PKCS#1 v1.5, %i with %s: OpenSSL verifies it", async (algorithm, hash) => {
    const { made, publicKey } = await rsa;
    const signature = await made.ask(sign(RSA, algorithm, message));
    expect(verify(hash, message, publicKey, signature)).toBe(true);
  });

  test.each([
    [0x40, "sha256", digest("sha256")],
    [0x40, "sha1", digest("sha1")],
    [0x41, "sha1", message],
    [0x43, "sha256", message],
    [0x44, "sha384", message],
  ])("RSA, PSS, %i with %s: OpenSSL verifies it", async (algorithm, hash, data) => {
    const { made, publicKey } = await rsa;
    const signature = await made.ask(sign(RSA, algorithm, data));
    const options = {
      key: publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    expect(verify(hash, message, options, signature)).toBe(true);
  });

  test("RSA, a DigestInfo from outside, and a whole block", async () => {
    const { made, publicKey } = await rsa;
    const info = Buffer.concat([
      Buffer.from("3031300d060960864801650304020105000420", "hex"),
      digest("sha256"),
    ]);
    const byCard = await made.ask(sign(RSA, 0x30, info));
    expect(verify("sha256", message, publicKey, byCard)).toBe(true);
    const block = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(74, 0xff), Buffer.of(0), info]);
    expect(await made.ask(sign(RSA, 0x20, block))).toEqual(byCard);
  });

  test.each([
    ["an algorithm that is none", RSA, 0x99, 32, "6a86"],
    ["ECDSA with an RSA key", RSA, 0x70, 32, "6985"],
    ["a block shorter than the modulus", RSA, 0x20, 127, "6a80"],
    ["a DigestInfo that leaves no room", RSA, 0x30, 118, "6a80"],
    ["a digest of no hash", RSA, 0x40, 33, "6a80"],
    ["no such key", 0x77, 0x20, 128, "6a88"],
    ["the device's own key", 0x00, 0x70, 32, "6a88"],
  ])("refused: %s", async (_name, key, algorithm, length, sw) => {
    const { made } = await rsa;
    expect(await made.status(sign(key, algorithm, new Uint8Array(length)))).toBe(sw);
  });
});

describe("DECIPHER", () => {
  test("RSA: the block with its padding", async () => {
    const made = await card({}, ...READY);
    const publicKey = await generate(made, GENERATE_RSA_1024);
    const padded = await made.ask(
      decipher(
        RSA,
        0x21,
        publicEncrypt(
          { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
          Buffer.from("secret"),
        ),
      ),
    );
    expect(toHex(padded)).toMatch(new RegExp(`^0002.*00${Buffer.from("secret").toString("hex")}$`));
    expect(padded).toHaveLength(128);
    expect(await made.status(decipher(RSA, 0x21, new Uint8Array(127)))).toBe("6a80");
    expect(await made.status(decipher(RSA, 0x21, new Uint8Array(128).fill(0xff)))).toBe("6a80");
    expect(await made.status(decipher(RSA, 0x80, new Uint8Array(65)))).toBe("6985");
    expect(await made.status(decipher(RSA, 0x20, new Uint8Array(128)))).toBe("6a86");
  });

  test("ECDH: the shared point, whose x OpenSSL gets as well", async () => {
    const made = await card({}, ...READY);
    const { x = "", y = "" } = (await generate(made, openSc.generateEc)).export({ format: "jwk" });
    const ecdh = createECDH("prime256v1");
    const answer = await made.ask(decipher(EC, 0x80, ecdh.generateKeys()));
    const theirs = Buffer.concat([Buffer.of(4), ...[x, y].map((c) => Buffer.from(c, "base64url"))]);
    expect(answer[0]).toBe(4);
    expect(toHex(answer.slice(1, 33))).toBe(ecdh.computeSecret(theirs).toString("hex"));
    expect(answer).toHaveLength(65);
    expect(await made.status(decipher(EC, 0x80, new Uint8Array(65).fill(4)))).toBe("6a80");
    expect(await made.status(decipher(EC, 0x21, new Uint8Array(65)))).toBe("6985");
  });
});

describe("WRAP and UNWRAP", () => {
  test("a blob that another card made, by OpenSC's own command, goes out again", async () => {
    const { send, ask } = await card({}, ...READY);
    expect(await send(openSc.unwrap)).toBe("9000");
    const blob = await ask(wrap(5));
    // The KCV and the attributes are the same, what follows is salted anew.
    expect(toHex(blob).slice(0, 54)).toBe(openSc.unwrap.slice(14, 68));
    expect(await send(openSc.unwrap)).toBe("6a89");
    expect(await send("00e4020002cc05")).toBe("9000");
    expect(await send(openSc.unwrap)).toBe("9000");
  });

  test("later versions of OpenSC write the blob into EF 2F10 first, in pieces", async () => {
    const { send, hsm } = await card({}, ...READY);
    const before = hsm.state;
    const blob = fromHex(openSc.unwrap).slice(7);
    // The blob that was there before, longer, leaves nothing behind.
    for (const [from, part] of [
      [0, new Uint8Array(blob.length + 1)],
      [0, blob.subarray(0, 200)],
      [200, blob.subarray(200)],
    ] as const) {
      const data = [encodeTlv(0x54, Uint8Array.of(from >> 8, from & 0xff)), encodeTlv(0x53, part)];
      const update = { cla: 0, ins: 0xd7, p1: 0x2f, p2: 0x10, data: Buffer.concat(data) };
      expect(toHex(await hsm.transmit(encodeCommand(update)))).toBe("9000");
    }
    expect(hsm.state).toBe(before);
    expect(await send("80740593")).toBe("9000");
    expect(await send("80580000000000")).toBe("cc00cc059000");
    await send(SELECT);
    await send(VERIFY);
    expect(await send("00b12f10000004540200000000")).toBe("6a82");
  });

  test("another card with the same DKEK gets the same key", async () => {
    const first = await card({}, ...READY);
    const second = await card({ serialNumber: 8 }, ...READY);
    const publicKey = await generate(first, GENERATE_RSA_1024);
    const blob = await first.ask(wrap(RSA));
    expect(await second.status(unwrap(9, blob))).toBe("9000");
    const signature = await second.ask(sign(9, 0x33, Buffer.from("message")));
    expect(verify("sha256", Buffer.from("message"), publicKey, signature)).toBe(true);
    const other = await card({}, ONE_SHARE, importShare(SHARE.replace("25", "26")), VERIFY);
    expect(await other.status(unwrap(9, blob))).toBe("6a80");
    expect(await second.status(unwrap(10, blob.with(100, (blob[100] ?? 0) ^ 1)))).toBe("6a80");
    expect(await second.status(unwrap(10, EMPTY))).toBe("6a80");
    expect(await second.status(unwrap(0, blob))).toBe("6a89");
  });

  test("6d00 without a DKEK, 6985 with part of one, 6982 without the user PIN, 6a88 without a key", async () => {
    const without = await card({}, NO_DKEK, VERIFY);
    const pending = await card({}, TWO_SHARES, importShare(SHARE), VERIFY);
    const locked = await card({}, ONE_SHARE, importShare(SHARE));
    const empty = await card({}, ...READY);
    const swFor = (made: TestCard): Promise<string[]> =>
      Promise.all([made.status(wrap(5)), made.send(openSc.unwrap)]);
    expect(await swFor(without)).toEqual(["6d00", "6d00"]);
    expect(await swFor(pending)).toEqual(["6985", "6985"]);
    expect(await swFor(locked)).toEqual(["6982", "6982"]);
    expect(await swFor(empty)).toEqual(["6a88", "9000"]);
  });

  test("the blob is the DKEK's alone: two shares, in either order", async () => {
    const zeros = "00".repeat(32);
    for (const shares of [
      [SHARE, zeros],
      [zeros, SHARE],
    ]) {
      const { send } = await card({}, TWO_SHARES, ...shares.map(importShare), VERIFY);
      expect(await send(openSc.unwrap)).toBe("9000");
    }
  });
});

describe("keys", () => {
  test("nothing is done with them before the user PIN was verified", async () => {
    const made = await card({}, ...READY);
    await generate(made, openSc.generateEc);
    await made.send(SELECT);
    expect(await made.send(openSc.generateRsa2048)).toBe("6982");
    expect(await made.status(sign(EC, 0x70, new Uint8Array(32)))).toBe("6982");
    expect(await made.status(decipher(EC, 0x80, new Uint8Array(65)))).toBe("6982");
    expect(await made.status(wrap(EC))).toBe("6982");
    expect(await made.send("00e4020002cc01")).toBe("6982");
  });

  test("are deleted apart from what describes them, the device's own never", async () => {
    const made = await card({}, ...READY);
    await generate(made, openSc.generateEc);
    await made.send("00d7c40107540200005301aa");
    expect(await made.send("80580000000000")).toBe("cc00cc01c4019000");
    expect(await made.send("00e4020002cc01")).toBe("9000");
    expect(await made.send("00e4020002cc01")).toBe("6a82");
    expect(await made.send("00e4020002cc00")).toBe("6a82");
    expect(await made.send("80580000000000")).toBe("cc00c4019000");
    expect(await made.status(sign(EC, 0x70, new Uint8Array(32)))).toBe("6a88");
  });

  test("can't be read or written as files", async () => {
    const made = await card({}, ...READY);
    await generate(made, openSc.generateEc);
    expect(await made.send("00b1cc01000004540200000000")).toBe("6a82");
    expect(await made.send("00d7cc0107540200005301aa")).toBe("6a82");
    expect(await made.send("00a4000002cc0100")).toBe("6a82");
  });

  test("go with everything else when the card is initialised again", async () => {
    const made = await card({}, ...READY);
    await generate(made, openSc.generateEc);
    expect(await made.send(ONE_SHARE)).toBe("9000");
    expect(await made.send("80580000000000")).toBe("cc009000");
    expect(made.hsm.state.initialisation?.keys).toEqual({});
  });

  test("a full card says so, changes nothing, and has room again after a deletion", async () => {
    const made = await card({ capacityBytes: 450 }, ...READY);
    await generate(made, openSc.generateEc);
    await generate(made, openSc.generateEc.replace("004601", "004602"));
    const before = made.hsm.state;
    expect(await made.send(openSc.generateEc.replace("004601", "004603"))).toBe("6a84");
    expect(await made.send(openSc.unwrap)).toBe("6a84");
    const large = encodeTlv(0x53, new Uint8Array(200));
    const data = Buffer.concat([fromHex("54020000"), large]);
    const update = { cla: 0, ins: 0xd7, p1: 0xcf, p2: 0x01, data };
    expect(await made.status(update)).toBe("6a84");
    expect(made.hsm.state).toBe(before);
    expect(await made.send("00e4020002cc01")).toBe("9000");
    expect(await made.send(openSc.unwrap)).toBe("9000");
  });

  test("outlive the power", async () => {
    const first = await card({}, ...READY);
    const publicKey = await generate(first, openSc.generateEc);
    const state = structuredClone(first.hsm.state);
    const second = await card({ state }, VERIFY);
    const signature = await second.ask(sign(EC, 0x73, Buffer.from("message")));
    expect(verify("sha256", Buffer.from("message"), publicKey, signature)).toBe(true);
  });

  test("what can't be stored did not happen: 6581", async () => {
    let full = false;
    const onStateChange = (): void => {
      if (full) throw new Error("disk full");
    };
    const made = await card({ onStateChange }, ...READY);
    full = true;
    expect(await made.send(openSc.generateEc)).toBe("6581");
    expect(await made.send(openSc.unwrap)).toBe("6581");
    expect(await made.send("80580000000000")).toBe("cc009000");
  });
});
