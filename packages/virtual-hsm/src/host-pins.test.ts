import { parseKeySpec } from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { type ApduChannel, HsmError, type HsmErrorCode, SmartCardHsm } from "@dkek/hsm";
import { describe, expect, test } from "vitest";
import { directChannel } from "./direct-channel.js";
import { fromHex, toHex } from "./hex.js";
import { VirtualHsm } from "./virtual-hsm.js";

/** What a host does with PINs through `@dkek/hsm`, on a card that counts tries as a real one. */

const SERIAL = "ZZVIRT00007";
const PIN = "482910";
const SO_PIN = "a1b2c3d4e5f60718";

const pinBytes = (pin: string): SecretBytes => SecretBytes.own(Buffer.from(pin));
const soPinBytes = (pin: string): SecretBytes => SecretBytes.own(fromHex(pin));
const change = (pin: string, newPin: string) => ({ pin: pinBytes(pin), newPin: pinBytes(newPin) });
const changeSo = (pin: string, newPin: string) => ({
  pin: soPinBytes(pin),
  newPin: soPinBytes(newPin),
});

interface Rig {
  readonly card: VirtualHsm;
  readonly channel: ApduChannel;
  readonly hsm: SmartCardHsm;
  /** The commands with a PIN in them that the card got, as hex. */
  readonly presented: string[];
}

/** A card that was initialised with the PINs above, or a new one. */
async function rig(initialised = true): Promise<Rig> {
  const presented: string[] = [];
  const card = new VirtualHsm({
    serialNumber: 7,
    onExchange: ({ command }) => {
      const hex = toHex(command);
      if (/^00(20|24|2c)....../.test(hex) || hex.startsWith("8050")) presented.push(hex);
    },
  });
  const channel = directChannel(card);
  const hsm = new SmartCardHsm(channel);
  if (initialised) {
    await hsm.initialise({ soPin: soPinBytes(SO_PIN), userPin: pinBytes(PIN), dkekShares: 1 });
    presented.length = 0;
  }
  return { card, channel, hsm, presented };
}

async function failure(work: Promise<unknown>): Promise<HsmError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HsmError);
  return error as HsmError;
}

/** The first `times` wrong user PINs, by the card's own command. */
async function mistype({ channel }: Rig, times: number, reference = 0x81): Promise<void> {
  const data = reference === 0x81 ? Buffer.from("000000") : fromHex("00".repeat(8));
  for (let time = 0; time < times; time += 1) {
    await channel.transmit({ cla: 0, ins: 0x20, p1: 0, p2: reference, data });
  }
}

describe("the user PIN", () => {
  test("is changed, and the new one is seen to open the card", async () => {
    const { hsm, presented } = await rig();
    const status = await hsm.changeUserPin(change(PIN, "new pin 7"), { serial: SERIAL });
    expect(status).toMatchObject({ userPinTries: 3, soPinTries: 15 });
    expect(presented.map((hex) => hex.slice(0, 8))).toEqual(["00200081", "00240081", "00200081"]);
    expect((await failure(hsm.login(pinBytes(PIN)))).code).toBe("wrong-pin");
    await hsm.login(pinBytes("new pin 7"));
  });

  test("with a digit too much at its end is wrong, and not cut where the right one ends", async () => {
    const { hsm, channel, presented } = await rig();
    const error = await failure(hsm.changeUserPin(change(`${PIN}7`, "864209")));
    expect(error).toMatchObject({
      code: "wrong-pin",
      message: expect.stringMatching(/2 tries left/),
    });
    expect(presented.some((hex) => hex.startsWith("0024"))).toBe(false);
    await hsm.login(pinBytes(PIN));

    // The card by itself would have taken it: the new PIN is then one that nobody chose.
    const data = Buffer.from(`${PIN}7864209`);
    expect(await channel.transmit({ cla: 0, ins: 0x24, p1: 0, p2: 0x81, data })).toMatchObject({
      sw: 0x9000,
    });
    await hsm.login(pinBytes("7864209"));
  });

  test.each<readonly [HsmErrorCode, RegExp, (on: Rig) => Promise<void>]>([
    ["last-try", /one try is left/, (on) => mistype(on, 2)],
    ["blocked-pin", /is blocked/, (on) => mistype(on, 3)],
  ])("%s: none is presented", async (code, message, spoil) => {
    const on = await rig();
    await spoil(on);
    on.presented.length = 0;
    const error = await failure(on.hsm.changeUserPin(change(PIN, "864209")));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.hint).toMatch(/--last-try|unblock/);
    expect(on.presented).toEqual([]);
  });

  test("may be presented a last time, if that is allowed", async () => {
    const on = await rig();
    await mistype(on, 2);
    const status = await on.hsm.changeUserPin(change(PIN, "864209"), { allowLastTry: true });
    expect(status.userPinTries).toBe(3);

    await mistype(on, 2);
    const wrong = on.hsm.changeUserPin(change(PIN, "864209"), { allowLastTry: true });
    expect((await failure(wrong)).code).toBe("blocked-pin");
  });

  test("of an unknown length is refused before it costs a try", async () => {
    const { hsm, presented } = await rig();
    for (const [pin, newPin] of [
      ["12345", "864209"],
      [PIN, "12345"],
      [PIN, "1".repeat(16)],
    ] as const) {
      expect((await failure(hsm.changeUserPin(change(pin, newPin)))).code).toBe("bad-pin-format");
    }
    expect(presented).toEqual([]);
  });
});

describe("the SO-PIN", () => {
  const NEW = "0f1e2d3c4b5a6978";

  test("is changed: the new one unblocks, the old one costs a try", async () => {
    const { hsm } = await rig();
    expect(await hsm.changeSoPin(changeSo(SO_PIN, NEW), { serial: SERIAL })).toMatchObject({
      soPinTries: 15,
    });
    const old = await failure(hsm.unblock({ soPin: soPinBytes(SO_PIN) }));
    expect(old).toMatchObject({
      code: "wrong-pin",
      message: expect.stringMatching(/14 tries left/),
    });
    expect(await hsm.unblock({ soPin: soPinBytes(NEW) })).toMatchObject({ soPinTries: 15 });
  });

  test("that is wrong is told with the tries left, and nothing changes", async () => {
    const { hsm } = await rig();
    for (const left of [14, 13]) {
      const error = await failure(hsm.changeSoPin(changeSo(NEW, NEW)));
      expect(error.code).toBe("wrong-pin");
      expect(error.message).toContain(`${left} tries left`);
    }
    await hsm.changeSoPin(changeSo(SO_PIN, NEW));
  });

  test.each<readonly [HsmErrorCode, number]>([
    ["last-try", 14],
    ["blocked-pin", 15],
  ])("%s: is not presented after %i wrong ones", async (code, times) => {
    const on = await rig();
    await mistype(on, times, 0x88);
    on.presented.length = 0;
    for (const attempt of [
      on.hsm.changeSoPin(changeSo(SO_PIN, NEW)),
      on.hsm.unblock({ soPin: soPinBytes(SO_PIN) }),
    ]) {
      expect((await failure(attempt)).code).toBe(code);
    }
    expect(on.presented).toEqual([]);
    if (code !== "last-try") return;
    const lost = on.hsm.changeSoPin(changeSo(NEW, NEW), { allowLastTry: true });
    expect((await failure(lost)).code).toBe("blocked-pin");
  });

  test("of another length is refused before it costs a try", async () => {
    const { hsm, presented } = await rig();
    for (const short of [changeSo("00", NEW), changeSo(SO_PIN, "00")]) {
      expect((await failure(hsm.changeSoPin(short))).code).toBe("bad-pin-format");
    }
    expect((await failure(hsm.unblock({ soPin: soPinBytes("00") }))).code).toBe("bad-pin-format");
    expect(presented).toEqual([]);
  });
});

describe("unblocking", () => {
  test.each([undefined, "a new one"])("with the new user PIN %s; the keys stay", async (newPin) => {
    const on = await rig();
    const { hsm } = on;
    await hsm.login(pinBytes(PIN));
    const spec = parseKeySpec("ec:secp256r1");
    if (spec === undefined) throw new Error("no such kind of key");
    await hsm.generateKey(spec, { id: "10", label: "the key" });
    await mistype(on, 3);
    expect((await hsm.status()).userPinTries).toBe(0);

    const soPin = soPinBytes(SO_PIN);
    const status = await hsm.unblock(
      newPin === undefined ? { soPin } : { soPin, newPin: pinBytes(newPin) },
    );
    expect(status).toMatchObject({ userPinTries: 3, soPinTries: 15 });
    await hsm.login(pinBytes(newPin ?? PIN));
    expect((await hsm.contents()).keys).toMatchObject([{ label: "the key" }]);
  });

  test("is not allowed on a card that was initialised so", async () => {
    const { hsm, channel } = await rig(false);
    const data = fromHex(`800200008106${toHex(Buffer.from(PIN))}8208${SO_PIN}910103`);
    const made = await channel.transmit({ cla: 0x80, ins: 0x50, p1: 0, p2: 0, data });
    expect(made.sw).toBe(0x9000);
    const error = await failure(hsm.unblock({ soPin: soPinBytes(SO_PIN) }));
    expect(error.code).toBe("unblock-not-allowed");
    expect(error.hint).toContain("erases");
  });
});

test("another HSM than the one that is meant gets to see no PIN", async () => {
  const { hsm, presented } = await rig();
  const serial = "ZZVIRT00008";
  const options = { soPin: soPinBytes(SO_PIN), userPin: pinBytes(PIN), serial };
  for (const attempt of [
    () => hsm.changeUserPin(change(PIN, "864209"), { serial }),
    () => hsm.changeSoPin(changeSo(SO_PIN, SO_PIN), { serial }),
    () => hsm.unblock({ soPin: soPinBytes(SO_PIN) }, { serial }),
    () => hsm.initialise(options),
  ]) {
    expect((await failure(attempt())).code).toBe("wrong-hsm");
  }
  expect(presented).toEqual([]);
});

test("one that was never initialised has no PIN to change", async () => {
  const { hsm, presented } = await rig(false);
  for (const attempt of [
    () => hsm.changeUserPin(change(PIN, "864209")),
    () => hsm.changeSoPin(changeSo(SO_PIN, SO_PIN)),
    () => hsm.unblock({ soPin: soPinBytes(SO_PIN) }),
  ]) {
    expect((await failure(attempt())).code).toBe("not-initialised");
  }
  expect(presented).toEqual([]);
});

test("a card that says yes and does nothing is found out", async () => {
  const { channel } = await rig();
  const hsm = new SmartCardHsm({
    ...channel,
    transmit: async (command) =>
      command.ins === 0x24 || command.ins === 0x2c
        ? { data: new Uint8Array(0), sw: 0x9000 }
        : channel.transmit(command),
  });
  const newPin = pinBytes("864209");
  for (const attempt of [
    () => hsm.changeUserPin(change(PIN, "864209")),
    () => hsm.unblock({ soPin: soPinBytes(SO_PIN), newPin }),
    // The two before have cost two of its tries, and this one leaves the last.
    () => hsm.unblock({ soPin: soPinBytes(SO_PIN), newPin }),
    () => hsm.unblock({ soPin: soPinBytes(SO_PIN) }),
  ]) {
    expect((await failure(attempt())).code).toBe("readback-mismatch");
  }
});
