import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.js";
import { type Plug, type PlugOptions, plugIn } from "./plug.js";
import { VirtualHsm } from "./virtual-hsm.js";
import { encodeFrame, FrameReader } from "./vpcd-frames.js";

const ATR = "3bde96ff8191fe1fc38031815448534d3173802140810792";
const POWER_ON = "000101";
const POWER_OFF = "000100";
const RESET = "000102";
const ASK_ATR = "000104";
const SELECT = "001100a404000be82b0601040181c31f020100";
const GET_4 = "00050084000004";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** The reader's end of the link: sends raw bytes, and gathers the frames that come back. */
class FakeReader {
  readonly frames: string[] = [];
  readonly #reader = new FrameReader();

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("data", (piece: Uint8Array) => {
      this.frames.push(...this.#reader.push(piece).map(toHex));
    });
  }

  send(hex: string): void {
    this.socket.write(fromHex(hex));
  }

  async received(count: number): Promise<readonly string[]> {
    while (this.frames.length < count) await sleep(2);
    return this.frames;
  }
}

/** A vpcd that listens. */
async function listeningReader(): Promise<{
  port: number;
  server: Server;
  next: () => Promise<FakeReader>;
}> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUp.push(() => server.close());
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return {
    port,
    server,
    next: async () => {
      const [socket] = (await once(server, "connection")) as [Socket];
      cleanUp.push(() => socket.destroy());
      return new FakeReader(socket);
    },
  };
}

async function plug(hsm: VirtualHsm, options: PlugOptions): Promise<Plug> {
  const plugged = await plugIn(hsm, options);
  cleanUp.push(() => plugged.unplug());
  return plugged;
}

async function pluggedIn(): Promise<{ reader: FakeReader; plugged: Plug }> {
  const listening = await listeningReader();
  const next = listening.next();
  const plugged = await plug(new VirtualHsm(), { mode: "connect", port: listening.port });
  return { reader: await next, plugged };
}

describe("frames", () => {
  test("come out whole, in whatever pieces they come in", () => {
    const frames = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 8 });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 700 })), (contents, cuts) => {
        let stream: Uint8Array = Buffer.concat(contents.map(encodeFrame));
        const reader = new FrameReader();
        const out: Uint8Array[] = [];
        for (const cut of cuts) {
          out.push(...reader.push(stream.subarray(0, cut)));
          stream = stream.subarray(cut);
        }
        out.push(...reader.push(stream));
        expect(out.map(toHex)).toEqual(contents.map(toHex));
      }),
    );
  });

  test("the longest is 65535 bytes", () => {
    const longest = new Uint8Array(0xffff).fill(7);
    expect(toHex(encodeFrame(longest).subarray(0, 3))).toBe("ffff07");
    expect(new FrameReader().push(encodeFrame(longest))).toEqual([longest]);
    expect(() => encodeFrame(new Uint8Array(0x10000))).toThrow(RangeError);
  });
});

describe("the link", () => {
  test("answers as vpcd expects, and tells when the reader has powered it on", async () => {
    const { reader, plugged } = await pluggedIn();
    let on = false;
    void plugged.poweredOn.then(() => {
      on = true;
    });
    reader.send(ASK_ATR);
    expect(await reader.received(1)).toEqual([ATR]);
    expect(on).toBe(false);
    reader.send(POWER_ON + ASK_ATR);
    await reader.received(2);
    await plugged.poweredOn;
    reader.send(SELECT);
    expect((await reader.received(3))[2]).toMatch(/^6f.*9000$/);
  });

  test("partial frames, several frames at once, empty and unknown ones", async () => {
    const { reader } = await pluggedIn();
    for (const byte of fromHex(POWER_ON + SELECT)) {
      reader.socket.write(Uint8Array.of(byte));
      await sleep(1);
    }
    await reader.received(1);
    reader.send(`0000${"000109"}${GET_4}${GET_4}${"0002ffff"}`);
    const [, first, second, third] = await reader.received(4);
    expect(first).toMatch(/^.{8}9000$/);
    expect(second).toMatch(/^.{8}9000$/);
    expect(third).toBe("6700");
  });

  test("an oversize length swallows what follows, and does no harm beyond", async () => {
    const { reader, plugged } = await pluggedIn();
    reader.send(`ffff${"00".repeat(100)}`);
    await sleep(20);
    expect(reader.frames).toEqual([]);
    reader.socket.destroy();
    await plugged.gone;
  });

  test("garbage of any kind leaves it standing", async () => {
    const { reader } = await pluggedIn();
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251);
    for (let at = 0; at < noise.length; at += 50) {
      reader.socket.write(encodeFrame(noise.subarray(at, at + 50)));
    }
    const answers = await reader.received(100);
    for (const answer of answers) expect(answer).toMatch(/^(6d00|6e00|67..|68..|6a..)$/);
  });

  test("power off and reset both log out", async () => {
    const { reader } = await pluggedIn();
    for (const cut of [RESET, POWER_OFF + POWER_ON]) {
      const before = reader.frames.length;
      reader.send(POWER_ON + SELECT + GET_4 + cut + GET_4);
      const answers = await reader.received(before + 3);
      expect(answers[before + 1]).toMatch(/9000$/);
      expect(answers[before + 2]).toBe("6d00");
    }
  });
});

describe("plugging in", () => {
  test("nobody there", async () => {
    const { port, server } = await listeningReader();
    server.close();
    await expect(plugIn(new VirtualHsm(), { mode: "connect", port })).rejects.toThrow(
      expect.objectContaining({ code: "link-refused", hint: expect.any(String) }),
    );
  });

  test("the reader goes away: told once, for all", async () => {
    const { reader, plugged } = await pluggedIn();
    reader.socket.destroy();
    await plugged.gone;
    await plugged.unplug();
  });

  test("unplugging hangs up", async () => {
    const { reader, plugged } = await pluggedIn();
    const closed = once(reader.socket, "close");
    await plugged.unplug();
    await closed;
    await plugged.gone;
    await plugged.unplug();
  });

  test("with retry it waits for the reader, and comes back when that comes back", async () => {
    const first = await listeningReader();
    first.server.close();
    await once(first.server, "close");
    const plugged = await plug(new VirtualHsm(), {
      mode: "connect",
      port: first.port,
      retry: true,
    });
    const server = createServer().listen(first.port, "127.0.0.1");
    cleanUp.push(() => server.close());
    for (let time = 0; time < 2; time += 1) {
      const [socket] = (await once(server, "connection")) as [Socket];
      const reader = new FakeReader(socket);
      reader.send(POWER_ON + ASK_ATR);
      expect(await reader.received(1)).toEqual([ATR]);
      socket.destroy();
    }
    await plugged.poweredOn;
    await plugged.unplug();
  });

  test("listening: a vpcd that connects out, again after it went, never two at once", async () => {
    const plugged = await plug(new VirtualHsm(), { mode: "listen", port: 0 });
    for (let time = 0; time < 2; time += 1) {
      const reader = new FakeReader(connect(plugged.port, "127.0.0.1"));
      reader.send(POWER_ON + ASK_ATR);
      expect(await reader.received(1)).toEqual([ATR]);
      const second = connect(plugged.port, "127.0.0.1");
      second.on("error", () => {});
      await once(second, "close");
      reader.send(ASK_ATR);
      await reader.received(2);
      reader.socket.end();
      await once(reader.socket, "close");
      await sleep(20);
    }
  });

  test("listening on loopback alone, and on a free port", async () => {
    const plugged = await plug(new VirtualHsm(), { mode: "listen", port: 0 });
    await expect(plugIn(new VirtualHsm(), { mode: "listen", port: plugged.port })).rejects.toThrow(
      expect.objectContaining({ code: "port-taken" }),
    );
    const elsewhere = connect(plugged.port, "127.0.0.2");
    const [error] = (await once(elsewhere, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});
