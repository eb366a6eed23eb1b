import { expect, test } from "vitest";
import { directChannel } from "./direct-channel.js";
import { VirtualHsm } from "./virtual-hsm.js";

test("the applet is selected, answers come apart into data and status word", async () => {
  const hsm = new VirtualHsm({ random: (length) => new Uint8Array(length).fill(5) });
  await using channel = directChannel(hsm);
  expect(channel.reader).toBe("virtual HSM (direct)");
  expect(await channel.transmit({ cla: 0, ins: 0x84, p1: 0, p2: 0, le: 3 })).toEqual({
    data: Uint8Array.of(5, 5, 5),
    sw: 0x9000,
  });
  expect(await channel.transmit({ cla: 0, ins: 0x20, p1: 0, p2: 0x88 })).toEqual({
    data: new Uint8Array(0),
    sw: 0x6a88,
  });
});

test("closed is closed", async () => {
  const channel = directChannel(new VirtualHsm());
  await channel.close();
  await channel.close();
  await expect(channel.transmit({ cla: 0, ins: 0x84, p1: 0, p2: 0, le: 3 })).rejects.toThrow(
    expect.objectContaining({ code: "card-removed" }),
  );
});
