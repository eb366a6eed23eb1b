import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import type { RandomSource } from "@dkek/foundation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.js";
import type { VirtualHsmState } from "./state.js";
import { decodeTlvs, findTlv } from "./tlv.js";
import { VirtualHsm, type VirtualHsmOptions } from "./virtual-hsm.js";

const SELECT = "00a404000be82b0601040181c31f020100";
/** As sc-hsm-tool 0.23 sends them: PIN 648219, SO-PIN 3537363231383830, 3 tries. */
const INITIALIZE = "805000001980020001810636343832313982083537363231383830910103";
const INITIALIZE_ONE_SHARE = "805000001c80020001810636343832313982083537363231383830910103920101";
const INITIALIZE_TWO_SHARES = "805000001c80020001810636343832313982083537363231383830910103920102";
const INITIALIZE_RANDOM = "805000001c80020001810636343832313982083537363231383830910103920100";
const INITIALIZE_WRONG_SO_PIN = "805000001980020001810636343832313982083537363231383831910103";
const VERIFY = "0020008106363438323139";
const VERIFY_WRONG = "0020008106363438323138";
const DKEK_STATUS = "8052000000";

/** Two shares with their sum, made by the stock tool: transcripts 20 to 25. */
const SHARE_A = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
const SHARE_B = "bb061d5cd9f5ba60c97020cbba503631d7cd9433c48235dd5c180ff1e6d5746e";
const KCV_A = "3d399a9b2d94b587";
const KCV_A_AND_B = "40d4f4dc00c72fcb";

/** A card with its applet selected, and what it answers in hex. */
async function card(
  options: VirtualHsmOptions = {},
  ...commands: readonly string[]
): Promise<{ hsm: VirtualHsm; send: (hex: string) => Promise<string> }> {
  const hsm = new VirtualHsm({ serialNumber: 7, ...options });
  const send = async (hex: string): Promise<string> => toHex(await hsm.transmit(fromHex(hex)));
  hsm.powerOn();
  for (const command of [SELECT, ...commands]) expect(await send(command)).toMatch(/9000$/);
  return { hsm, send };
}

function importShare(share: string): string {
  return `8052000020${share}00`;
}

describe("SELECT", () => {
  test("answers nothing else before it", async () => {
    const hsm = new VirtualHsm();
    hsm.powerOn();
    for (const command of ["00200081", "0084000008", DKEK_STATUS]) {
      expect(toHex(await hsm.transmit(fromHex(command)))).toBe("6d00");
    }
  });

  test("other applets are not here", async () => {
    const { send } = await card();
    expect(await send("00a4040007627601ff000000")).toBe("6a82");
    expect(await send("00a4040006a00000000101")).toBe("6a82");
  });

  test("tells options and version as the driver reads them: last bytes of tag 85", async () => {
    const blank = await card();
    expect(await blank.send(SELECT)).toMatch(/85050000ff04009000$/);
    const { send } = await card({}, INITIALIZE);
    expect(await send(SELECT)).toMatch(/85050001ff04009000$/);
  });

  test("selecting the applet again, or a reset, logs out", async () => {
    const { hsm, send } = await card({}, INITIALIZE, VERIFY);
    expect(await send("00200081")).toBe("9000");
    await send(SELECT);
    expect(await send("00200081")).toBe("63c3");
    await send(VERIFY);
    hsm.powerOn();
    await send(SELECT);
    expect(await send("00200081")).toBe("63c3");
  });

  test.each([
    ["00a40000022f0500", "6a82"],
    ["00a40000012f00", "6700"],
    ["00a40800022f0000", "6a86"],
    ["00a40001022f0300", "6a86"],
  ])("%s: %s", async (command, answer) => {
    const { send } = await card();
    expect(await send(command)).toBe(answer);
  });
});

describe("GET CHALLENGE", () => {
  test("gives what the random source gives, in the order that sc-hsm-tool asks", async () => {
    const asked: number[] = [];
    const random: RandomSource = (length) => {
      asked.push(length);
      return new Uint8Array(length).fill(asked.length);
    };
    const { send } = await card({ random });
    expect(await send("0084000008")).toBe(`${"01".repeat(8)}9000`);
    expect(await send("0084000010")).toBe(`${"02".repeat(16)}9000`);
    expect(await send("0084000008")).toBe(`${"03".repeat(8)}9000`);
    expect(await send("0084000020")).toBe(`${"04".repeat(32)}9000`);
    expect(asked).toEqual([8, 16, 8, 32]);
  });

  test("256 bytes by the short form, 1024 by the extended one, no more", async () => {
    const { send } = await card();
    expect(await send("0084000000")).toHaveLength(2 * 258);
    expect(await send("00840000000400")).toHaveLength(2 * 1026);
    expect(await send("00840000000401")).toBe("6700");
    expect(await send("00840000")).toBe("6700");
    expect(await send("0084010008")).toBe("6a86");
  });
});

describe("INITIALIZE", () => {
  test("a card that never was says so", async () => {
    const { send } = await card();
    expect(await send("00200088")).toBe("6a88");
    expect(await send("00200081")).toBe("6a88");
    expect(await send(DKEK_STATUS)).toBe("6d00");
    expect(await send(importShare(SHARE_A))).toBe("6d00");
    expect(await send(VERIFY)).toBe("6a88");
  });

  test("sets the tries", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send("00200088")).toBe("63cf");
    expect(await send("00200081")).toBe("63c3");
    expect(await send(DKEK_STATUS)).toBe("6d00");
  });

  test("again with the right SO-PIN: everything is wiped", async () => {
    const { hsm, send } = await card({}, INITIALIZE_ONE_SHARE, importShare(SHARE_A), VERIFY);
    expect(await send("00d7cf0107540200005301aa")).toBe("9000");
    expect(await send(INITIALIZE_ONE_SHARE)).toBe("9000");
    expect(await send(DKEK_STATUS)).toBe(`0101${"00".repeat(8)}9000`);
    expect(await send("00200081")).toBe("63c3");
    expect(await send("80580000000000")).toBe("cc009000");
    expect(JSON.stringify(hsm.state)).not.toContain(SHARE_A);
  });

  test("with a wrong SO-PIN: refused, costs a try, changes nothing else", async () => {
    const { send } = await card({}, INITIALIZE_ONE_SHARE, importShare(SHARE_A));
    expect(await send(INITIALIZE_WRONG_SO_PIN)).toBe("6985");
    expect(await send("00200088")).toBe("63ce");
    expect(await send(DKEK_STATUS)).toBe(`0100${KCV_A}9000`);
    expect(await send(INITIALIZE_ONE_SHARE)).toBe("9000");
    expect(await send("00200088")).toBe("63cf");
  });

  test("15 wrong SO-PINs block it for ever, the right one included", async () => {
    const { send } = await card({}, INITIALIZE);
    for (let i = 0; i < 15; i += 1) expect(await send(INITIALIZE_WRONG_SO_PIN)).toBe("6985");
    expect(await send("00200088")).toBe("6983");
    expect(await send(INITIALIZE)).toBe("6983");
    expect(await send("00200088")).toBe("6983");
  });

  test.each([
    ["no data", "80500000", "6700"],
    ["not TLV", "8050000002ffff", "6a80"],
    ["no SO-PIN", "805000000f800200018106363438323139910103", "6a80"],
    ["SO-PIN of 7 bytes", "8050000018800200018106363438323139820735373632313838910103", "6a80"],
    ["PIN of 5 bytes", "8050000018800200018105363438323182083537363231383830910103", "6a80"],
    ["4 tries for 6 digits", `${INITIALIZE.slice(0, -2)}04`, "6a80"],
    ["no tries", `${INITIALIZE.slice(0, -2)}00`, "6a80"],
    ["transport PIN", INITIALIZE.replace("80020001", "80020003"), "6a80"],
    ["public-key authentication", `${INITIALIZE.replace("0019", "001d")}93020101`, "6a80"],
    ["a tag twice", `${INITIALIZE.replace("0019", "001c")}910103`, "6a80"],
    ["P1", INITIALIZE.replace("80500000", "80500100"), "6a86"],
  ])("refused: %s", async (_name, command, answer) => {
    const { send } = await card();
    expect(await send(command)).toBe(answer);
    expect(await send("00200088")).toBe("6a88");
  });
});

describe("IMPORT DKEK SHARE", () => {
  test("one of one", async () => {
    const { send } = await card({}, INITIALIZE_ONE_SHARE);
    expect(await send(DKEK_STATUS)).toBe(`0101${"00".repeat(8)}9000`);
    expect(await send(importShare(SHARE_A))).toBe(`0100${KCV_A}9000`);
    expect(await send(DKEK_STATUS)).toBe(`0100${KCV_A}9000`);
    expect(await send(importShare(SHARE_A))).toBe("6985");
    expect(await send(DKEK_STATUS)).toBe(`0100${KCV_A}9000`);
  });

  test.each([
    [SHARE_A, SHARE_B],
    [SHARE_B, SHARE_A],
  ])("two of two, in either order", async (first, second) => {
    const { send } = await card({}, INITIALIZE_TWO_SHARES);
    expect(await send(DKEK_STATUS)).toBe(`0202${"00".repeat(8)}9000`);
    expect(await send(importShare(first))).toBe(`0201${"00".repeat(8)}9000`);
    expect(await send(importShare(second))).toBe(`0200${KCV_A_AND_B}9000`);
  });

  test("set up with 0 shares, the card makes a DKEK of its own", async () => {
    const dkek = new Uint8Array(32).fill(0x5a);
    const { send } = await card({ random: () => dkek }, INITIALIZE_RANDOM);
    const kcv = createHash("sha256").update(dkek).digest("hex").slice(0, 16);
    expect(await send(DKEK_STATUS)).toBe(`0000${kcv}9000`);
    expect(await send(importShare(SHARE_A))).toBe("6985");
  });

  test.each([
    ["805200001f", SHARE_A.slice(2)],
    ["8052000021", `${SHARE_A}00`],
  ])("wrong length: %s", async (header, share) => {
    const { send } = await card({}, INITIALIZE_ONE_SHARE);
    expect(await send(`${header}${share}`)).toBe("6700");
    expect(await send(DKEK_STATUS)).toBe(`0101${"00".repeat(8)}9000`);
  });

  test("like some firmware, hides the KCV until the user PIN was verified", async () => {
    const { send } = await card({ kcvNeedsUserPin: true }, INITIALIZE_ONE_SHARE);
    expect(await send(importShare(SHARE_A))).toBe(`0100${"00".repeat(8)}9000`);
    expect(await send(VERIFY)).toBe("9000");
    expect(await send(DKEK_STATUS)).toBe(`0100${KCV_A}9000`);
  });
});

describe("the user PIN", () => {
  test("three wrong ones block it, and the right one gives the tries back before that", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send(VERIFY_WRONG)).toBe("63c2");
    expect(await send(VERIFY_WRONG)).toBe("63c1");
    expect(await send("00200081")).toBe("63c1");
    expect(await send(VERIFY)).toBe("9000");
    await send(SELECT);
    expect(await send("00200081")).toBe("63c3");
    for (const left of ["63c2", "63c1", "6983", "6983"])
      expect(await send(VERIFY_WRONG)).toBe(left);
    expect(await send("00200081")).toBe("6983");
    expect(await send(VERIFY)).toBe("6983");
  });

  test("a wrong one logs out", async () => {
    const { send } = await card({}, INITIALIZE, VERIFY);
    expect(await send(VERIFY_WRONG)).toBe("63c2");
    expect(await send("00200081")).toBe("63c2");
  });

  test("a longer or shorter one is wrong, not malformed", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send("002000810736343832313930")).toBe("63c2");
    expect(await send("00200081053634383231")).toBe("63c1");
  });

  test("is changed with the old one in front", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send("002400810e3634383231393132333435363738")).toBe("9000");
    expect(await send(VERIFY)).toBe("63c2");
    expect(await send("00200081083132333435363738")).toBe("9000");
    expect(await send("002400810e3132333435363737313233343536")).toBe("63c2");
    expect(await send("002400810a36343832313931323334")).toBe("6700");
  });

  test("is unblocked by the SO-PIN, with a new PIN or the old one", async () => {
    const { send } = await card({}, INITIALIZE);
    for (const _ of [1, 2, 3]) await send(VERIFY_WRONG);
    expect(await send("002c0181083537363231383830")).toBe("9000");
    expect(await send(VERIFY)).toBe("9000");
    for (const _ of [1, 2, 3]) await send(VERIFY_WRONG);
    expect(await send("002c00810e3537363231383830313233343536")).toBe("9000");
    expect(await send("0020008106313233343536")).toBe("9000");
    expect(await send("002c00810e3537363231383831313233343536")).toBe("63ce");
    expect(await send("002c0081083537363231383830")).toBe("6700");
    expect(await send("002c0281083537363231383830")).toBe("6a86");
  });

  test("is not unblocked where the card was initialised without that option", async () => {
    const { send } = await card({}, INITIALIZE.replace("80020001", "80020000"));
    expect(await send("002c00810e3537363231383830313233343536")).toBe("6985");
    expect(await send("00200088")).toBe("63cf");
  });
});

describe("the SO-PIN", () => {
  test("is changed, and then wanted by INITIALIZE", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send("002400881035373632313838303537363231383831")).toBe("9000");
    expect(await send(INITIALIZE)).toBe("6985");
    expect(await send(INITIALIZE_WRONG_SO_PIN)).toBe("9000");
    expect(await send("0024008810ffffffffffffffff3537363231383831")).toBe("63ce");
    expect(await send("002400880f353736323138383035373632313838")).toBe("6700");
  });

  test("blocks in every command that takes it", async () => {
    const { send } = await card({}, INITIALIZE);
    for (let left = 14; left > 0; left -= 1) {
      expect(await send("002c00810e3537363231383831313233343536")).toBe(`63c${left.toString(16)}`);
    }
    expect(await send("002000880835373632313838ff")).toBe("6983");
    expect(await send("002c00810e3537363231383830313233343536")).toBe("6983");
    expect(await send("002400881035373632313838303537363231383831")).toBe("6983");
    expect(await send(VERIFY)).toBe("9000");
  });

  test("there is no PIN pad (85, 86), and no other PIN", async () => {
    const { send } = await card({}, INITIALIZE);
    for (const reference of ["85", "86", "80", "00"]) {
      expect(await send(`002000${reference}`)).toBe("6a88");
    }
  });
});

describe("files", () => {
  test("the device certificate: a holder reference with our mark, signed by its own key", async () => {
    const { send } = await card();
    const answer = fromHex(await send("00b12f02000004540200000000"));
    const certificate = findTlv(decodeTlvs(answer.slice(0, -2)) ?? [], 0x7f21);
    const [body, signature] = decodeTlvs(certificate ?? new Uint8Array(0)) ?? [];
    const parts = decodeTlvs(body?.value ?? new Uint8Array(0)) ?? [];
    expect(Buffer.from(findTlv(parts, 0x5f20) ?? []).toString()).toBe("ZZVIRT0000700001");
    const key = decodeTlvs(findTlv(parts, 0x7f49) ?? new Uint8Array(0)) ?? [];
    const point = findTlv(key, 0x86) ?? new Uint8Array(0);
    expect(point).toHaveLength(65);
    const coordinate = (from: number): string =>
      Buffer.from(point.slice(from, from + 32)).toString("base64url");
    const publicKey = createPublicKey({
      format: "jwk",
      key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    });
    // The signature is over the body with its tag and length.
    const signed = (certificate ?? new Uint8Array(0)).slice(0, -(64 + 3));
    expect(signature?.tag).toBe(0x5f37);
    expect(
      verifySignature(
        "sha256",
        signed,
        { key: publicKey, dsaEncoding: "ieee-p1363" },
        signature?.value ?? new Uint8Array(0),
      ),
    ).toBe(true);
  });

  test("a label as sc-hsm-tool writes it is read back with our mark in front", async () => {
    const { send } = await card({}, INITIALIZE, VERIFY);
    // Sent by sc-hsm-tool 0.23 for --label "my token".
    expect(await send("00d72f0319540200005313301102010080086d7920746f6b656e03020520")).toBe("9000");
    const tokenInfo = await send("00b12f03000004540200000000");
    expect(Buffer.from(tokenInfo, "hex").toString("latin1")).toContain("VIRTUAL my token");
  });

  test.each(["", "00", "30", "300280", "3003020100", `3082ffff${"00".repeat(8)}`])(
    "the mark stays whatever is written into the label's file: %s",
    async (content) => {
      const { send } = await card({}, INITIALIZE, VERIFY);
      const length = content.length / 2;
      const data = `5402000053${length.toString(16).padStart(2, "0")}${content}`;
      const lc = (data.length / 2).toString(16).padStart(2, "0");
      expect(await send(`00d72f03${lc}${data}`)).toBe("9000");
      const tokenInfo = await send("00b12f03000004540200000000");
      expect(Buffer.from(tokenInfo, "hex").toString("latin1")).toContain("VIRTUAL SmartCard-HSM");
      expect(await send("00e40200022f03")).toBe("9000");
    },
  );

  test("are created, extended, read in parts, listed and deleted", async () => {
    const { send } = await card({}, INITIALIZE, VERIFY);
    expect(await send("00d7cf0106540200005300")).toBe("9000");
    expect(await send("00d7000008540200005302aabb")).toBe("9000");
    expect(await send("00d7cf0108540200025302ccdd")).toBe("9000");
    expect(await send("00b1cf01045402000004")).toBe("aabbccdd9000");
    expect(await send("00b1cf01045402000105")).toBe("bbccdd6282");
    expect(await send("00b1cf01045402000400")).toBe("6282");
    expect(await send("00b1cf01045402000500")).toBe("6b00");
    expect(await send("00d7cf0107540200055301ee")).toBe("6b00");
    expect(await send("00a4000002cf0100")).toBe("620e810200048201018302cf018a01059000");
    expect(await send("00b10000045402000002")).toBe("aabb9000");
    expect(await send("80580000000000")).toBe("cc00cf019000");
    expect(await send("00e4020002cf01")).toBe("9000");
    expect(await send("00e4020002cf01")).toBe("6a82");
    expect(await send("00a4000002cf0100")).toBe("6a82");
    expect(await send("00b10000045402000002")).toBe("6986");
  });

  test("nothing is written or deleted before the user PIN was verified", async () => {
    const { send } = await card({}, INITIALIZE);
    expect(await send("00d7cf0106540200005300")).toBe("6982");
    expect(await send("00e40200022f03")).toBe("6982");
  });

  test("the device certificate can't be written or deleted", async () => {
    const { send } = await card({}, INITIALIZE, VERIFY);
    expect(await send("00d72f0207540200005301aa")).toBe("6a82");
    expect(await send("00e40200022f02")).toBe("6a82");
  });

  test("protected data (CDxx) are read only after the user PIN was verified", async () => {
    const { send } = await card({}, INITIALIZE, VERIFY);
    expect(await send("00d7cd0107540200005301aa")).toBe("9000");
    expect(await send("00b1cd01045402000001")).toBe("aa9000");
    await send(SELECT);
    expect(await send("00b1cd01045402000001")).toBe("6982");
  });
});

test.each([
  ["0c20008100", "6882"],
  ["1084000008", "6884"],
  ["6084000008", "6e00"],
  ["0072000000", "6d00"],
  ["80720192000000", "6d00"],
  ["80700192000000", "6d00"],
  ["002281b603830161", "6a88"],
  ["", "6700"],
  ["00", "6700"],
  ["00200081ff31", "6700"],
])("%s: %s", async (command, answer) => {
  const { send } = await card();
  expect(await send(command)).toBe(answer);
});

describe("storing", () => {
  test("every change is handed over before the answer, and a new card goes on from it", async () => {
    let stored: VirtualHsmState | undefined;
    const log: string[] = [];
    const { hsm, send } = await card({
      onStateChange: (state) => {
        stored = state;
        log.push("stored");
      },
      onExchange: ({ response }) => log.push(toHex(response)),
    });
    for (const command of [INITIALIZE_TWO_SHARES, importShare(SHARE_A), VERIFY_WRONG]) {
      await send(command);
    }
    expect(log.slice(1)).toEqual([
      "stored",
      "9000",
      "stored",
      "020100000000000000009000",
      "stored",
      "63c2",
    ]);
    const second = new VirtualHsm({ state: structuredClone(stored) });
    expect(second.serial).toBe(hsm.serial);
    await second.transmit(fromHex(SELECT));
    expect(toHex(await second.transmit(fromHex("00200081")))).toBe("63c2");
    const sum = await second.transmit(fromHex(importShare(SHARE_B)));
    expect(toHex(sum)).toBe(`0200${KCV_A_AND_B}9000`);
  });

  test("what can't be stored did not happen: 6581", async () => {
    let full = false;
    const { send } = await card({
      onStateChange: () => {
        if (full) throw new Error("disk full");
      },
    });
    await send(INITIALIZE_ONE_SHARE);
    full = true;
    expect(await send(importShare(SHARE_A))).toBe("6581");
    expect(await send(VERIFY_WRONG)).toBe("6581");
    full = false;
    expect(await send("00200081")).toBe("63c3");
    expect(await send(DKEK_STATUS)).toBe(`0101${"00".repeat(8)}9000`);
  });
});

test("whatever comes, the answer is data and a status word, and the mark stays", async () => {
  const header = fc.constantFrom(
    ...["00a40000", "00a40400", "00200081", "00200088", "00220000", "00240081", "00240088"],
    ...["002c0081", "00840000", "00b10000", "00b12f03", "00d70000", "00d72f03", "00e40200"],
    ...["80500000", "80520000", "80580000", "80620121", "80680170", "80720192", "80740193"],
    ...["00460100", "00d72f10"],
  );
  const command = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(header, fc.uint8Array({ maxLength: 40 }))
      .map(([start, body]) =>
        fromHex(
          `${start}${body.length === 0 ? "" : toHex(Uint8Array.of(body.length))}${toHex(body)}`,
        ),
      ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { maxLength: 20 }),
      fc.boolean(),
      async (commands, loggedIn) => {
        const { hsm, send } = await card({}, ...(loggedIn ? [INITIALIZE_ONE_SHARE, VERIFY] : []));
        for (const bytes of commands) {
          const answer = await hsm.transmit(bytes);
          expect(answer.length).toBeGreaterThanOrEqual(2);
          expect([0x62, 0x63, 0x65, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6d, 0x6e, 0x90]).toContain(
            answer.at(-2),
          );
        }
        await send(SELECT);
        const tokenInfo = fromHex(await send("00b12f03000004540200000000"));
        expect(Buffer.from(tokenInfo).toString("latin1")).toContain("VIRTUAL ");
      },
    ),
    { numRuns: 200 },
  );
});
